// get_investor_flow: who bought and who sold, day by day.
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "index_names.hpp"
#include "kbroker/base/time_format.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

json::object describe(const broker::InvestorDay& day) {
  json::object row;
  row.emplace("date", to_iso(day.date));
  put(row, "close", day.close);
  put(row, "individual", day.individual);
  put(row, "foreign", day.foreign);
  put(row, "institution", day.institution);
  put(row, "individual_value", day.individual_value);
  put(row, "foreign_value", day.foreign_value);
  put(row, "institution_value", day.institution_value);
  return row;
}

std::string net(const std::optional<Decimal>& won) {
  if (!won) return "알 수 없음";
  return with_sign(Decimal::divide(*won, Decimal(100'000'000), 0)) + "억원";
}

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  auto code = index_code(text(arguments, "stock_code").value_or(""));
  const bool market = code == "KOSPI" || code == "KOSDAQ";
  if (!market) {
    auto instrument = stock_code(services, arguments);
    if (instrument.has_error()) co_return failure(context, "get_investor_flow", instrument.error());
    code = std::move(*instrument);
  }
  const auto flow = co_await services.gateway.investor_flow(broker_of(arguments), code, options_of(context));
  if (flow.has_error()) co_return failure(context, "get_investor_flow", flow.error());
  const auto& value = flow->value();
  const auto wanted = static_cast<std::size_t>(integer(arguments, "days", 5));
  json::array rows;
  for (const auto& day : value.days) {
    if (rows.size() == wanted) break;
    rows.push_back(describe(day));
  }
  const auto name = market ? index_name(code) : name_of(services, code, {});
  json::object data;
  data.emplace("stock_code", code);
  data.emplace("name", name);
  data.emplace("days", std::move(rows));
  data.emplace("timestamp", to_rfc3339_kst(value.time));
  if (flag(arguments, "include_raw", false)) data.emplace("raw", value.raw);
  const auto& last = value.days.front();
  std::string message = name + " " + to_iso(last.date) + " 순매수: 외국인 " + net(last.foreign_value) +
                        ", 기관 " + net(last.institution_value) + ", 개인 " + net(last.individual_value);
  co_return success(std::move(data), std::move(message), flow->provenance);
}

}  // namespace

mcp::Tool make_get_investor_flow(Services& services) {
  mcp::Tool tool;
  tool.name = "get_investor_flow";
  tool.title = "수급 / Investor flow";
  tool.description =
      "Net purchases by individuals, foreigners and institutions by day, newest first (\"외국인 순매수\", "
      "\"수급\"). Today's: after 15:40.";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "stock_code": {"type": "string", "maxLength": 60, "description": "code, name, KOSPI or KOSDAQ", "examples": ["005930", "코스피"]},
    "days": {"type": "integer", "minimum": 1, "maximum": 30, "default": 5, "examples": [5]}},
    "required": ["stock_code"]})json");
  add_broker_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "days": {"type": "array", "description": "date, individual, foreign, institution (shares), …_value (won)"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
