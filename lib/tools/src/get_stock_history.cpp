// get_stock_history: chart rows of one instrument.
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/time_format.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

Result<std::optional<Date>> date_argument(const json::object& arguments, std::string_view name) {
  const auto given = text(arguments, name);
  if (!given) return std::optional<Date>();
  const auto date = parse_date(*given);
  if (!date)
    return Error(Errc::invalid_argument,
                 std::string(name) + " \"" + std::string(*given) + "\" is not a day of the calendar",
                 "Use YYYY-MM-DD, for example 2026-11-20.");
  return date;
}

Result<broker::HistoryRequest> read_request(const std::string& code, const json::object& arguments) {
  broker::HistoryRequest request;
  request.code = code;
  request.interval =
      broker::parse_interval(text(arguments, "interval").value_or("day")).value_or(broker::Interval::day);
  const auto from = date_argument(arguments, "from");
  if (from.has_error()) return from.error();
  const auto to = date_argument(arguments, "to");
  if (to.has_error()) return to.error();
  request.from = *from;
  request.to = *to;
  if (request.from && request.to && *request.from > *request.to)
    return Error(Errc::invalid_argument,
                 "from " + to_iso(*request.from) + " is later than to " + to_iso(*request.to),
                 "Swap the two dates.");
  request.count = static_cast<std::size_t>(integer(arguments, "count", 30));
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
  data.emplace("basis", broker::to_string(history.basis));
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
  auto history =
      co_await services.gateway.history(broker_of(arguments), std::move(*request), options_of(context));
  if (history.has_error()) co_return failure(context, "get_stock_history", history.error());
  const auto name = name_of(services, *code, history->value().name);
  auto data = describe(name, history->value());
  data.emplace("timestamp", to_rfc3339_kst(history->provenance.as_of));
  std::string message = name + "(" + *code + ") " + std::to_string(history->value().candles.size()) + "개 봉";
  if (!history->value().candles.empty()) {
    const auto& first = history->value().candles.front();
    const auto& last = history->value().candles.back();
    message += ": " + to_iso(date_kst(first.time)) + " ~ " + to_iso(date_kst(last.time)) + ", 종가 " +
               with_thousands(first.close) + "원 → " + with_thousands(last.close) + "원";
  }
  co_return success(std::move(data), std::move(message), history->provenance);
}

}  // namespace

mcp::Tool make_get_stock_history(Services& services) {
  mcp::Tool tool;
  tool.name = "get_stock_history";
  tool.title = "주가 차트 / Price history";
  tool.description =
      "Past prices of one Korean instrument as open, high, low, close, volume rows, oldest first: daily, "
      "weekly, "
      "monthly, yearly, or today's minutes. Give a range (from, to) or the newest `count` rows. Adjusted for "
      "splits "
      "unless told otherwise. A row with final=false is still forming. Not for the price now "
      "(get_stock_price).";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "stock_code": {"type": "string", "minLength": 1, "maxLength": 60,
      "description": "종목코드 또는 종목명 / code or name", "examples": ["005930", "카카오"]},
    "interval": {"type": "string", "enum": ["minute", "day", "week", "month", "year"], "default": "day",
      "description": "봉 간격 / what one row covers", "examples": ["day"]},
    "from": {"type": "string", "pattern": "^\\d{4}-?\\d{2}-?\\d{2}$", "description": "First day, YYYY-MM-DD", "examples": ["2026-11-02"]},
    "to": {"type": "string", "pattern": "^\\d{4}-?\\d{2}-?\\d{2}$", "description": "Last day, YYYY-MM-DD", "examples": ["2026-11-20"]},
    "count": {"type": "integer", "minimum": 1, "maximum": 500, "default": 30, "description": "At most so many rows, the newest", "examples": [30]},
    "adjusted": {"type": "boolean", "default": true, "description": "수정주가 / adjust for splits and rights", "examples": [true]}},
    "required": ["stock_code"]})json");
  add_broker_property(tool.input_schema);
  add_basis_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "stock_code": {"type": "string"}, "name": {"type": "string"}, "interval": {"type": "string"},
    "adjusted": {"type": "boolean"}, "basis": {"type": "string"}, "count": {"type": "integer"},
    "candles": {"type": "array", "items": {"type": "object", "properties": {
      "time": {"type": "string", "description": "day, or RFC 3339 for minutes"},
      "open": {"type": "number"}, "high": {"type": "number"}, "low": {"type": "number"}, "close": {"type": "number"},
      "volume": {"type": "integer"}, "turnover": {"type": "number"}, "final": {"type": "boolean"}},
      "required": ["time", "open", "high", "low", "close", "volume"]}},
    "more": {"type": "boolean", "description": "older rows exist"},
    "timestamp": {"type": "string"}, "note": {"type": "string"}},
    "required": ["stock_code", "interval", "candles"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
