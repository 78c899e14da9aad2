// get_ranking: the shares with the most volume, the largest change, the highest value.
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "kbroker/base/time_format.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

std::string_view korean(broker::RankingKind kind) {
  switch (kind) {
    case broker::RankingKind::volume:
      return "거래량";
    case broker::RankingKind::turnover:
      return "거래대금";
    case broker::RankingKind::gainers:
      return "상승률";
    case broker::RankingKind::losers:
      return "하락률";
    case broker::RankingKind::market_cap:
      break;
  }
  return "시가총액";
}

json::object describe(const broker::RankedStock& stock) {
  json::object row;
  row.emplace("rank", stock.rank);
  row.emplace("stock_code", stock.code);
  row.emplace("name", stock.name);
  row.emplace("price", to_json(stock.price));
  row.emplace("change", to_json(stock.change));
  row.emplace("change_rate", to_json(stock.change_rate));
  row.emplace("volume", stock.volume);
  put(row, "turnover", stock.turnover);
  put(row, "market_cap", stock.market_cap);
  return row;
}

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto kind = broker::parse_ranking_kind(text(arguments, "by").value_or("volume"))
                        .value_or(broker::RankingKind::volume);
  const auto board =
      broker::parse_board(text(arguments, "board").value_or("all")).value_or(broker::Board::all);
  const auto ranking =
      co_await services.gateway.ranking(broker_of(arguments), kind, board, options_of(context));
  if (ranking.has_error()) co_return failure(context, "get_ranking", ranking.error());
  const auto& value = ranking->value();
  const auto wanted = static_cast<std::size_t>(integer(arguments, "count", 10));
  json::array rows;
  std::string message(korean(kind));
  message += " 상위";
  for (const auto& stock : value.stocks) {
    if (rows.size() == wanted) break;
    if (rows.size() < 3)
      message += (rows.empty() ? ": " : ", ") + stock.name + " (" + with_sign(stock.change_rate) + "%)";
    rows.push_back(describe(stock));
  }
  json::object data;
  data.emplace("by", broker::to_string(kind));
  data.emplace("board", broker::to_string(board));
  data.emplace("count", rows.size());
  data.emplace("stocks", std::move(rows));
  data.emplace("timestamp", to_rfc3339_kst(value.time));
  if (flag(arguments, "include_raw", false)) data.emplace("raw", value.raw);
  co_return success(std::move(data), std::move(message), ranking->provenance);
}

}  // namespace

mcp::Tool make_get_ranking(Services& services) {
  mcp::Tool tool;
  tool.name = "get_ranking";
  tool.title = "순위 / Ranking";
  tool.description =
      "Korean shares ranked now by volume, turnover (거래대금), gain, loss or market cap (\"급등주\", \"시총 "
      "상위\").";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "by": {"type": "string", "enum": ["volume", "turnover", "gainers", "losers", "market_cap"], "default": "volume", "examples": ["gainers"]},
    "board": {"type": "string", "enum": ["all", "KOSPI", "KOSDAQ"], "default": "all", "examples": ["KOSPI"]},
    "count": {"type": "integer", "minimum": 1, "maximum": 30, "default": 10, "examples": [10]}}})json");
  add_broker_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "stocks": {"type": "array", "description": "rank, stock_code, name, price, change_rate (%), volume, turnover or market_cap (won)"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
