// search_stocks: from a name, part of it, initials, a nickname or a typing error to codes.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string_view>
#include <utility>

#include "arguments.hpp"
#include "envelope.hpp"
#include "overseas_listing.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

std::optional<catalog::Market> market_of(const json::object& arguments) {
  const auto name = text(arguments, "market");
  for (const auto market : {catalog::Market::kospi, catalog::Market::kosdaq, catalog::Market::konex})
    if (name && *name == catalog::to_string(market)) return market;
  return std::nullopt;
}

/// The words of get_stock_info for the groups of the master files; the group itself when it has none.
std::string_view kind_of(std::string_view group) {
  static constexpr auto words =
      std::to_array<std::pair<std::string_view, std::string_view>>({{"ST", "stock"},
                                                                    {"EF", "etf"},
                                                                    {"EN", "etn"},
                                                                    {"EW", "elw"},
                                                                    {"RT", "reit"},
                                                                    {"FS", "foreign stock"},
                                                                    {"FE", "foreign etf"},
                                                                    {"DR", "depositary receipt"},
                                                                    {"MF", "mutual fund"},
                                                                    {"BC", "beneficiary certificate"},
                                                                    {"IF", "infrastructure fund"},
                                                                    {"SW", "warrant"},
                                                                    {"SR", "subscription right"}});
  for (const auto& [code, word] : words)
    if (code == group) return word;
  return group;
}

/// What one master found. Others are overseas shares, bonds, ELW, futures, options, sectors and themes.
struct Found {
  catalog::Match match;
  bool other = false;
};

/// From here on a Korean share was written in full, and nothing else is meant.
constexpr double in_full = 0.95;
/// Otherwise it is meant unless something else fits clearly better: 삼성전자우 rather than a future of
/// 삼성전자.
constexpr double clearly_better = 0.05;

/// A contract may stand in the lists of the day and of the night.
bool is_among(const std::vector<Found>& found, const catalog::Symbol& symbol) {
  return std::ranges::any_of(found, [&](const Found& entry) {
    return entry.match.symbol->code == symbol.code && entry.match.symbol->kind == symbol.kind;
  });
}

/// A bare number that is no whole code abroad, either, more often is a Korean code without its zeros: 5930.
double fit_of_symbol(std::string_view query) {
  const bool number = std::ranges::all_of(query, [](char c) { return c >= '0' && c <= '9'; });
  return number && query.size() < 5 ? 0.93 : 1.0;
}

/// Best first; a Korean share before anything else that fits about as well.
std::vector<Found> search(const catalog::SymbolMaster& master, const OtherMasters& all_others,
                          const json::object& arguments) {
  const auto query = text(arguments, "query").value_or("");
  const auto limit = static_cast<std::size_t>(integer(arguments, "limit", 10));
  std::vector<Found> found;
  const auto rank = [](const Found& entry) { return entry.match.score - (entry.other ? clearly_better : 0); };
  const auto add = [&](const catalog::Match& match, bool other) {
    const Found entry{match, other};
    found.insert(std::ranges::upper_bound(found, rank(entry), std::ranges::greater{}, rank), entry);
  };
  if (text(arguments, "market") != "other")
    for (const auto& match : master.search(query, limit, market_of(arguments))) add(match, false);
  if (!market_of(arguments))
    for (const auto* listed : listed_overseas(all_others, query))
      add({listed, fit_of_symbol(query), "code"}, true);
  const bool settled = !found.empty() && found.front().match.score >= in_full;
  if (!market_of(arguments) && !settled)
    for (const auto& others : all_others)
      for (const auto& match : others->search(query, limit))
        if (!is_among(found, *match.symbol)) add(match, true);
  if (found.size() > limit) found.resize(limit);
  return found;
}

json::object describe(const catalog::Match& match, bool other) {
  json::object row;
  row.emplace("stock_code", match.symbol->code);
  row.emplace("name", match.symbol->name);
  if (!match.symbol->english_name.empty()) row.emplace("english_name", match.symbol->english_name);
  if (!other)
    row.emplace("market", catalog::to_string(match.symbol->market));
  else if (const auto exchange = match.symbol->code.find(':'); exchange != std::string::npos)
    row.emplace("market", match.symbol->code.substr(0, exchange));
  row.emplace("kind", kind_of(match.symbol->kind));
  row.emplace("score", std::round(match.score * 1000) / 1000);
  row.emplace("why", match.why);
  if (match.symbol->halted) row.emplace("trading_halted", true);
  return row;
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext&, const json::object& arguments) {
  const auto query = text(arguments, "query").value_or("");
  const auto master = services.master.current();
  const auto others = services.master.others();
  const auto matches = search(*master, others, arguments);
  json::array rows;
  for (const auto& [match, other] : matches) rows.push_back(describe(match, other));
  std::string message = "\"" + std::string(query) + "\" ";
  message += matches.empty()
                 ? "검색 결과 없음 / nothing found"
                 : std::to_string(matches.size()) + "건, 첫째 " + matches.front().match.symbol->name + "(" +
                       matches.front().match.symbol->code + ")";
  json::object data;
  data.emplace("query", query);
  data.emplace("count", rows.size());
  data.emplace("results", std::move(rows));
  co_return success(std::move(data), std::move(message), master_provenance(services, broker_of(arguments)));
}

}  // namespace

mcp::Tool make_search_stocks(Services& services) {
  mcp::Tool tool;
  tool.name = "search_stocks";
  tool.title = "종목 검색 / Find instruments";
  tool.description =
      "Find stocks (also overseas), funds, ELW, bonds, futures, options, sectors, themes by name or part of "
      "it, initials (ㅅㅅㅈㅈ), nickname (삼전) or code, also mistyped.";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.annotations.open_world = false;
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "query": {"type": "string", "minLength": 1, "maxLength": 60, "examples": ["삼성전자"]},
    "limit": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10, "examples": [10]},
    "market": {"type": "string", "enum": ["KOSPI", "KOSDAQ", "KONEX", "other"], "examples": ["KOSPI"]}},
    "required": ["query"]})json");
  add_broker_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "results": {"type": "array", "description": "stock_code, name, market, kind, score, why; best first"}},
    "required": ["query", "results"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
