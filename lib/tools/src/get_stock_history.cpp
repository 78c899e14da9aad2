// get_stock_history: chart rows of one instrument.
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/instrument.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

constexpr std::int64_t most_rows = 500;

Result<broker::HistoryRequest> read_request(const std::string& code, const json::object& arguments) {
  broker::HistoryRequest request;
  request.code = code;
  request.interval =
      broker::parse_interval(text(arguments, "interval").value_or("day")).value_or(broker::Interval::day);
  const auto period = period_of(arguments, std::nullopt, std::nullopt);
  if (period.has_error()) return period.error();
  request.from = period->from;
  request.to = period->to;
  // A first day asks for all from there on.
  request.count = static_cast<std::size_t>(integer(arguments, "count", request.from ? most_rows : 30));
  request.adjusted = flag(arguments, "adjusted", true);
  request.basis = basis_of(arguments);
  return request;
}

json::object describe(const std::string& name, const broker::History& history) {
  json::object data;
  data.emplace("stock_code", history.code);
  data.emplace("name", name);
  data.emplace("interval", broker::to_string(history.interval));
  data.emplace("adjusted", history.adjusted);
  if (broker::section_of(history.code) == broker::Section::domestic)
    data.emplace("basis", broker::to_string(history.basis));
  add_currency(data, history.currency);
  json::array rows;
  rows.reserve(history.candles.size());
  for (const auto& candle : history.candles) {
    json::object row;
    row.emplace("time", history.interval == broker::Interval::minute ? to_rfc3339_kst(candle.time)
                                                                     : to_iso(date_kst(candle.time)));
    row.emplace("open", to_json(candle.open));
    row.emplace("high", to_json(candle.high));
    row.emplace("low", to_json(candle.low));
    row.emplace("close", to_json(candle.close));
    row.emplace("volume", candle.volume);
    if (candle.turnover) row.emplace("turnover", to_json(*candle.turnover));
    if (!candle.final) row.emplace("final", false);
    rows.push_back(std::move(row));
  }
  data.emplace("count", rows.size());
  data.emplace("candles", std::move(rows));
  data.emplace("more", history.more);
  return data;
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto code = stock_code(services, arguments);
  if (code.has_error()) co_return failure(context, "get_stock_history", code.error());
  auto request = read_request(*code, arguments);
  if (request.has_error()) co_return failure(context, "get_stock_history", request.error());
  const auto broker = broker_for(arguments, *code);
  if (broker.has_error()) co_return failure(context, "get_stock_history", broker.error());
  auto history = co_await services.gateway.history(*broker, std::move(*request), options_of(context));
  if (history.has_error()) co_return failure(context, "get_stock_history", history.error());
  const auto name = name_of(services, history->value().code, history->value().name);
  auto data = describe(name, history->value());
  data.emplace("timestamp", to_rfc3339_kst(history->provenance.as_of));
  std::string message =
      name + "(" + history->value().code + ") " + std::to_string(history->value().candles.size()) + "개 봉";
  if (!history->value().candles.empty()) {
    const auto& first = history->value().candles.front();
    const auto& last = history->value().candles.back();
    message += ": " + to_iso(date_kst(first.time)) + " ~ " + to_iso(date_kst(last.time)) + ", 종가 " +
               money(first.close, history->value().currency) + " → " +
               money(last.close, history->value().currency);
  }
  co_return success(std::move(data), std::move(message), history->provenance);
}

}  // namespace

mcp::Tool make_get_stock_history(Services& services) {
  mcp::Tool tool;
  tool.name = "get_stock_history";
  tool.title = "주가 차트 / Price history";
  tool.description =
      "Past prices of one instrument as chart rows, oldest first: from and to, or the newest `count` rows. "
      "Overseas: no minutes, no years. final=false: still forming.";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "interval": {"type": "string", "enum": ["minute", "day", "week", "month", "year"], "default": "day", "examples": ["day"]},
    "count": {"type": "integer", "minimum": 1, "maximum": 500, "description": "without from: 30", "examples": [30]},
    "adjusted": {"type": "boolean", "default": true, "description": "for splits", "examples": [true]}},
    "required": ["stock_code"]})json");
  add_code_property(tool.input_schema);
  add_day_property(tool.input_schema, "from");
  add_day_property(tool.input_schema, "to");
  add_broker_property(tool.input_schema);
  add_basis_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "candles": {"type": "array", "description": "time, open, high, low, close, volume (shares)"},
    "more": {"type": "boolean", "description": "older rows exist"}},
    "required": ["stock_code", "interval", "candles"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
