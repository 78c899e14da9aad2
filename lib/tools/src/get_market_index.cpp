// get_market_index: stock indices now, those of Korea and abroad.
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

Result<std::vector<WantedIndex>> indices_of(const Services& services, const json::object& arguments) {
  const auto* given = arguments.if_contains("indices");
  if (!given) return std::vector<WantedIndex>{{"KOSPI"}, {"KOSDAQ"}, {"KOSPI200"}};
  std::vector<WantedIndex> indices;
  for (const auto& name : given->as_array()) {
    auto wanted = wanted_index(services, name.as_string());
    if (wanted.has_error()) return wanted.error();
    indices.push_back(std::move(*wanted));
  }
  return indices;
}

/// Only KIS has indices abroad.
Result<std::optional<broker::BrokerId>> broker_for(const json::object& arguments, const WantedIndex& index) {
  const auto asked = broker_of(arguments);
  if (!index.abroad) return asked;
  if (asked && *asked != broker::BrokerId::kis)
    return Error(Errc::invalid_argument, "Kiwoom has no index abroad, such as " + index.code + ".",
                 "Leave broker out, or set it to kis.");
  return std::optional(broker::BrokerId::kis);
}

/// The name people use, else that of the broker or of its lists, else the code.
std::string shown_name(const Services& services, const broker::MarketIndex& index) {
  auto name = index_name(index.code);
  return name == index.code ? name_of(services, index.code, index.name) : name;
}

json::object describe(const std::string& name, const broker::MarketIndex& index, bool raw) {
  json::object row;
  row.emplace("index", index.code);
  row.emplace("name", name);
  row.emplace("value", to_json(index.value));
  row.emplace("change", to_json(index.change));
  row.emplace("change_rate", to_json(index.change_rate));
  put(row, "open", index.open);
  put(row, "high", index.high);
  put(row, "low", index.low);
  put(row, "volume", index.volume);
  put(row, "turnover", index.turnover);
  put(row, "advancing", index.advancing);
  put(row, "unchanged", index.unchanged);
  put(row, "declining", index.declining);
  if (index.date) row.emplace("date", to_iso(*index.date));
  if (raw) row.emplace("raw", index.raw);
  return row;
}

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  json::array rows;
  std::string message;
  std::optional<broker::Provenance> oldest;
  const auto indices = indices_of(services, arguments);
  if (indices.has_error()) co_return failure(context, "get_market_index", indices.error());
  for (const auto& wanted : *indices) {
    const auto broker = broker_for(arguments, wanted);
    if (broker.has_error()) co_return failure(context, "get_market_index", broker.error());
    const auto index = co_await services.gateway.index(*broker, wanted.code, options_of(context));
    if (index.has_error()) co_return failure(context, "get_market_index", index.error());
    const auto& value = index->value();
    const auto name = shown_name(services, value);
    rows.push_back(describe(name, value, flag(arguments, "include_raw", false)));
    message += (message.empty() ? "" : ", ") + name + " " + with_thousands(value.value) + " (" +
               with_sign(value.change_rate) + "%)";
    if (!oldest || index->provenance.as_of < oldest->as_of) oldest = index->provenance;
  }
  json::object data;
  data.emplace("indices", std::move(rows));
  data.emplace("timestamp", to_rfc3339_kst(oldest->as_of));
  co_return success(std::move(data), std::move(message), *oldest);
}

}  // namespace

mcp::Tool make_get_market_index(Services& services) {
  mcp::Tool tool;
  tool.name = "get_market_index";
  tool.title = "지수 / Market index";
  tool.description =
      "Stock indices now, of Korea and abroad: value, change, range, how many shares rise and fall (\"코스피 "
      "지금\", \"나스닥\").";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "indices": {"type": "array", "minItems": 1, "maxItems": 6, "items": {"type": "string", "maxLength": 20},
      "default": ["KOSPI", "KOSDAQ", "KOSPI200"], "description": "SPX, 니케이 … or a sector's 4 digits", "examples": [["코스피"]]}}})json");
  add_broker_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "indices": {"type": "array", "description": "value, change, change_rate (%), volume (shares), turnover (won), advancing, declining, date (abroad)"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
