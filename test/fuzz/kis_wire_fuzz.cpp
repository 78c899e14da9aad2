// Everything KIS can answer goes through envelope, token and decoders without a crash.
#include <cstdint>

#include "../../lib/kis/src/account_wire.hpp"
#include "../../lib/kis/src/bond_wire.hpp"
#include "../../lib/kis/src/chart_wire.hpp"
#include "../../lib/kis/src/derivative_wire.hpp"
#include "../../lib/kis/src/errors.hpp"
#include "../../lib/kis/src/market_wire.hpp"
#include "../../lib/kis/src/overseas_account_wire.hpp"
#include "../../lib/kis/src/overseas_wire.hpp"
#include "../../lib/kis/src/protocol.hpp"
#include "../../lib/kis/src/wire.hpp"

namespace {

/// Overseas account, bonds, futures, options, ELW. Lists gather over pages, so each is read twice.
void decode_sections(const boost::json::object& body, const kbroker::broker::OverseasCode& apple,
                     kbroker::WallTime now) {
  using namespace kbroker;
  broker::Positions overseas, bonds, derivatives;
  broker::OrderList orders;
  broker::RealizedProfit profit;
  broker::OrdersRequest request;
  request.from = parse_date("20261101").value();
  request.to = parse_date("20261130").value();
  for (int page = 0; page < 2; ++page) {
    static_cast<void>(kis::add_overseas_positions(overseas, body));
    static_cast<void>(kis::add_overseas_orders(orders, body, request));
    static_cast<void>(kis::add_overseas_trades(profit, body));
    static_cast<void>(kis::add_bond_positions(bonds, body));
    static_cast<void>(kis::add_bond_orders(orders, body, request));
    static_cast<void>(kis::add_derivative_positions(derivatives, body));
    static_cast<void>(kis::add_derivative_orders(orders, body));
  }
  static_cast<void>(kis::read_overseas_totals(profit, body));
  static_cast<void>(kis::decode_overseas_buying_power(body, apple, now));
  static_cast<void>(kis::decode_overseas_order_book(body, apple, now));
  static_cast<void>(kis::decode_bond_quote(body, "KR103502GA34", now));
  static_cast<void>(kis::decode_bond_info(body, "KR103502GA34", now));
  static_cast<void>(kis::decode_bond_order_book(body, "KR103502GA34", now));
  static_cast<void>(kis::decode_bond_chart(body, "KR103502GA34", now));
  static_cast<void>(kis::decode_derivative_quote(body, "A01612", now));
  static_cast<void>(kis::decode_derivative_order_book(body, "A01612", now));
  static_cast<void>(kis::decode_derivative_page(body, broker::Interval::day, broker::Basis::krx, now));
  static_cast<void>(kis::decode_elw_quote(body, "57LA50", now));
  broker::FundFacts fund;
  kis::add_fund_components(fund, body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kbroker;
  using broker::Basis;
  using broker::Interval;
  static const WallTime now{std::chrono::seconds{1'795'000'000}};
  net::http::ClientResponse response;
  response.body.assign(reinterpret_cast<const char*>(data), size);
  for (const unsigned status : {200U, 403U, 500U}) {
    response.status = status;
    static_cast<void>(kis::protocol().read_token(response, now));
    const auto body = kis::read_envelope(response, "fuzz");
    if (body.has_error()) continue;
    static_cast<void>(kis::decode_quote(*body, "005930", Basis::krx, now));
    auto info = kis::decode_stock_info(*body, "005930", now);
    if (info.has_value()) {
      static_cast<void>(kis::add_price_facts(*info, *body));
      kis::add_chart_facts(*info, *body);
    }
    for (const auto interval : {Interval::day, Interval::week, Interval::month, Interval::year})
      static_cast<void>(kis::decode_period_page(*body, interval, Basis::combined, now));
    static_cast<void>(kis::decode_minute_page(*body, now));
    broker::Account account;
    kis::add_holdings(account, *body);
    kis::add_holdings(account, *body);
    static_cast<void>(kis::read_totals(account, *body));
    static_cast<void>(kis::decode_calendar(*body, date_kst(now)));
    if (info.has_value()) kis::add_fund_facts(*info, *body);
    const std::vector<std::string> codes{"005930", "000660"};
    broker::QuoteList quotes;
    static_cast<void>(kis::add_quotes(quotes, *body, codes, Basis::krx, now));
    static_cast<void>(kis::decode_order_book(*body, "005930", Basis::krx, now));
    for (const auto* container : {"output", "output1"})
      static_cast<void>(kis::decode_index(*body, container, "KOSPI", now));
    static_cast<void>(kis::decode_world_index(*body, "SPX", now));
    for (const bool market : {false, true})
      static_cast<void>(kis::decode_investor_flow(*body, "005930", market, now));
    static_cast<void>(kis::decode_ranking(*body, broker::RankingKind::volume, broker::Board::all, now));
    broker::OrderList orders;
    static_cast<void>(kis::add_orders(orders, *body));
    static_cast<void>(kis::decode_buying_power(*body, "005930", now));
    broker::RealizedProfit profit;
    static_cast<void>(kis::add_realized_trades(profit, *body));
    static_cast<void>(kis::add_realized_trades(profit, *body));
    const auto apple = broker::parse_overseas("NASDAQ:AAPL");
    static_cast<void>(kis::decode_overseas_quote(*body, *apple, now));
    static_cast<void>(kis::decode_overseas_chart(*body, *apple, now));
    broker::StockInfo overseas;
    kis::add_overseas_detail(overseas, *body);
    kis::add_overseas_register(overseas, *body);
    decode_sections(*body, *apple, now);
  }
  return 0;
}
