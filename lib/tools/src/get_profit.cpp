// get_profit: what the account has gained, on paper and for good.
#include <map>

#include "account_view.hpp"
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

/// Rows of a result; the rest is counted.
constexpr std::size_t most_trades = 100;

json::object describe(const broker::RealizedTrade& trade) {
  json::object row;
  row.emplace("date", to_iso(trade.date));
  row.emplace("stock_code", trade.code);
  row.emplace("name", trade.name);
  add_currency(row, trade.currency);
  row.emplace("quantity", to_json(trade.quantity));
  row.emplace("bought", to_json(trade.bought));
  row.emplace("sold", to_json(trade.sold));
  row.emplace("profit", to_json(trade.profit));
  put(row, "profit_rate", trade.profit_rate);
  put(row, "fees", trade.fees);
  put(row, "taxes", trade.taxes);
  return row;
}

json::object describe(const broker::RealizedProfit& realized) {
  json::object data;
  data.emplace("profit", to_json(realized.profit));
  put(data, "profit_rate", realized.profit_rate);
  put(data, "fees", realized.fees);
  put(data, "taxes", realized.taxes);
  json::array rows;
  for (const auto& trade : realized.trades) {
    if (rows.size() == most_trades) break;
    rows.push_back(describe(trade));
  }
  data.emplace("trades", std::move(rows));
  data.emplace("more", realized.more || realized.trades.size() > most_trades);
  return data;
}

/// The same, with sums of each currency.
json::object describe_overseas(const broker::RealizedProfit& realized) {
  auto data = describe(realized);
  std::map<std::string, Decimal> sums;
  for (const auto& trade : realized.trades) sums[trade.currency] = sums[trade.currency] + trade.profit;
  json::array currencies;
  for (const auto& [currency, profit] : sums)
    currencies.push_back({{"currency", currency}, {"profit", to_json(profit)}});
  data.emplace("currencies", std::move(currencies));
  return data;
}

/// What a section beside the domestic one has gained on paper, in won and by currency.
void put_unrealized(json::object& data, std::string& message, const broker::Positions& positions) {
  if (positions.holdings.empty()) return;
  const std::string section(broker::to_string(positions.section));
  put(data, section + "_unrealized", positions.profit_loss);
  json::array currencies;
  for (const auto& total : positions.currencies)
    if (total.profit_loss)
      currencies.push_back({{"currency", total.currency}, {"unrealized", to_json(*total.profit_loss)}});
  if (!currencies.empty()) data.emplace(section + "_currencies", std::move(currencies));
  if (positions.profit_loss)
    message += section_words(positions) + " 평가손익 " + money(*positions.profit_loss, "KRW");
}

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto today = date_kst(services.clock.wall());
  const auto period = period_of(arguments, add_days(today, -30), today);
  if (period.has_error()) co_return failure(context, "get_profit", period.error());
  const auto broker = broker_of(arguments);
  const std::string everything;
  const auto view = co_await view_account(services, broker, everything, options_of(context));
  if (view.has_error()) co_return failure(context, "get_profit", view.error());
  const auto realized = co_await services.gateway.realized_profit(
      broker, broker::Section::domestic, *period->from, *period->to, options_of(context));
  // Where a broker tells no realised profit (KIS on paper), what is held is still worth saying.
  const bool not_told = realized.has_error() && is_absent(realized.error());
  if (realized.has_error() && !not_told) co_return failure(context, "get_profit", realized.error());

  const auto overseas = co_await services.gateway.realized_profit(
      broker, broker::Section::overseas, *period->from, *period->to, options_of(context));

  const auto& holdings = view->domestic->value();
  json::object data;
  data.emplace("unrealized_profit", to_json(holdings.profit_loss));
  put(data, "unrealized_rate", holdings.profit_loss_rate);
  data.emplace("from", to_iso(*period->from));
  data.emplace("to", to_iso(*period->to));
  std::string message = "평가손익 " + money(holdings.profit_loss, "KRW");
  if (realized.has_value()) {
    data.emplace("realized", describe(realized->value()));
    message += ", 실현손익 " + money(realized->value().profit, "KRW") + " (" + to_iso(*period->from) + " ~ " +
               to_iso(*period->to) + ")";
  } else {
    data.emplace("realized_unavailable", realized.error().message);
    message += ", 실현손익은 알 수 없음: " + realized.error().message;
  }
  auto failures = view->failures;
  for (const auto& positions : view->others) put_unrealized(data, message, positions.value());
  if (overseas.has_value()) {
    data.emplace("overseas_realized", describe_overseas(overseas->value()));
    message += ", 해외 실현손익 " + money(overseas->value().profit, "KRW");
  } else if (!is_absent(overseas.error())) {
    failures.push_back(overseas.error());
  }
  put_failures(data, failures);
  data.emplace("timestamp", to_rfc3339_kst(holdings.time));
  co_return success(std::move(data), std::move(message), view->provenance);
}

}  // namespace

mcp::Tool make_get_profit(Services& services) {
  mcp::Tool tool;
  tool.name = "get_profit";
  tool.title = "손익 / Profit";
  tool.description =
      "The user's profit or loss: unrealised of what is held, realised of what was sold in a period "
      "(\"실현손익\").";
  tool.toolset = "account";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {}})json");
  add_day_property(tool.input_schema, "from", "default: 30 days ago");
  add_day_property(tool.input_schema, "to");
  add_broker_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "unrealized_profit": {"type": "number", "description": "won"},
    "realized": {"type": "object", "description": "profit, fees, taxes (won), trades; also overseas_…"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
