// get_stock_info: standing facts of one instrument.
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

/// KOSPI, KOSDAQ or KONEX: brokers say it in words of their own ("거래소", "KOSPI200").
std::string market_of(const catalog::Symbol* symbol, const std::string& said_by_broker) {
  if (symbol) return std::string(catalog::to_string(symbol->market));
  const auto begins = [&](std::string_view word) { return said_by_broker.starts_with(word); };
  if (begins("거래소") || begins("코스피") || begins("KOSPI")) return "KOSPI";
  if (begins("코스닥") || begins("KOSDAQ") || begins("KSQ")) return "KOSDAQ";
  if (begins("코넥스") || begins("KONEX")) return "KONEX";
  return said_by_broker;
}

/// Rows of a result, the heaviest; `components` counts them all.
constexpr std::size_t most_components = 30;

json::object describe(const broker::FundFacts& fund) {
  json::object data;
  data.emplace("nav", to_json(fund.nav));
  put(data, "premium_rate", fund.premium_rate);
  put(data, "tracking_error", fund.tracking_error);
  put(data, "components", fund.components);
  put(data, "benchmark", fund.benchmark);
  json::array held;
  for (const auto& component : fund.held) {
    if (held.size() == most_components) break;
    json::object row;
    put(row, "stock_code", component.code);
    put(row, "name", component.name);
    put(row, "weight", component.weight);
    put(row, "price", component.price);
    put(row, "value", component.value);
    held.push_back(std::move(row));
  }
  if (!held.empty()) data.emplace("held", std::move(held));
  return data;
}

json::object describe(const broker::BondFacts& bond) {
  json::object data;
  put(data, "coupon", bond.coupon);
  if (bond.issued_on) data.emplace("issued_on", to_iso(*bond.issued_on));
  if (bond.matures_on) data.emplace("matures_on", to_iso(*bond.matures_on));
  return data;
}

json::object describe(const broker::ElwFacts& elw) {
  json::object data;
  put(data, "underlying_code", elw.underlying_code);
  put(data, "underlying", elw.underlying);
  put(data, "underlying_price", elw.underlying_price);
  put(data, "exercise_price", elw.exercise_price);
  return data;
}

json::object describe(const Services& services, const broker::StockInfo& info, bool raw) {
  json::object data;
  const auto master = services.master.current();
  const auto* symbol = master->find(info.code);
  data.emplace("stock_code", info.code);
  data.emplace("name", name_of(services, info.code, info.name));
  data.emplace("market", market_of(symbol, info.market));
  data.emplace("sector", info.sector);
  put(data, "english_name", info.english_name.empty() && symbol ? symbol->english_name : info.english_name);
  put(data, "isin", info.isin.empty() && symbol ? symbol->isin : info.isin);
  put(data, "kind", info.kind);
  put(data, "listed_shares", info.listed_shares);
  put(data, "face_value", info.face_value);
  put(data, "capital", info.capital);
  put(data, "market_cap", info.market_cap);
  put(data, "per", info.per);
  put(data, "pbr", info.pbr);
  put(data, "eps", info.eps);
  if (info.listed_on) data.emplace("listed_on", to_iso(*info.listed_on));
  if (info.trading_halted) data.emplace("trading_halted", *info.trading_halted);
  if (info.nxt_tradable) data.emplace("nxt_tradable", *info.nxt_tradable);
  add_currency(data, info.currency);
  if (info.fund) data.emplace("fund", describe(*info.fund));
  if (info.bond) data.emplace("bond", describe(*info.bond));
  if (info.elw) data.emplace("elw", describe(*info.elw));
  data.emplace("timestamp", to_rfc3339_kst(info.time));
  if (raw) data.emplace("raw", info.raw);
  return data;
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto code = stock_code(services, arguments);
  if (code.has_error()) co_return failure(context, "get_stock_info", code.error());
  const auto broker = broker_for(arguments, *code);
  if (broker.has_error()) co_return failure(context, "get_stock_info", broker.error());
  auto info = co_await services.gateway.stock_info(*broker, *code, options_of(context));
  if (info.has_error()) co_return failure(context, "get_stock_info", info.error());
  auto data = describe(services, info->value(), flag(arguments, "include_raw", false));
  std::string message(data.at("name").as_string());
  message += "(" + info->value().code + ") " + std::string(data.at("market").as_string());
  if (!data.at("sector").as_string().empty()) message += ", " + std::string(data.at("sector").as_string());
  co_return success(std::move(data), std::move(message), info->provenance);
}

}  // namespace

mcp::Tool make_get_stock_info(Services& services) {
  mcp::Tool tool;
  tool.name = "get_stock_info";
  tool.title = "종목 기본 정보 / Stock facts";
  tool.description =
      "Standing facts of one instrument: market, sector, ISIN, listed shares, market value, PER, PBR, "
      "halted or not; NAV and contents of an ETF. Overseas as in get_stock_price.";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {}, "required": ["stock_code"]})json");
  add_code_property(tool.input_schema);
  add_broker_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "name": {"type": "string"}, "market": {"type": "string"}, "sector": {"type": "string"},
    "market_cap": {"type": "number", "description": "won, or currency"}, "per": {"type": "number"},
    "fund": {"type": "object", "description": "nav, premium_rate (%), tracking_error (%), components, held"}},
    "required": ["stock_code", "name", "market", "sector", "timestamp"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
