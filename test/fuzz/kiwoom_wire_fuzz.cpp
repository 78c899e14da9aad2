// Everything Kiwoom can answer goes through envelope, token and decoders without a crash.
#include <cstdint>

#include "../../lib/kiwoom/src/account_wire.hpp"
#include "../../lib/kiwoom/src/chart_wire.hpp"
#include "../../lib/kiwoom/src/errors.hpp"
#include "../../lib/kiwoom/src/market_wire.hpp"
#include "../../lib/kiwoom/src/protocol.hpp"
#include "../../lib/kiwoom/src/wire.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kbroker;
  using broker::Basis;
  using broker::Interval;
  static const WallTime now{std::chrono::seconds{1'795'000'000}};
  net::http::ClientResponse response;
  response.body.assign(reinterpret_cast<const char*>(data), size);
  for (const unsigned status : {200U, 401U, 500U}) {
    response.status = status;
    static_cast<void>(kiwoom::protocol().read_token(response, now));
    const auto body = kiwoom::read_envelope(response, "fuzz");
    if (body.has_error()) {
      static_cast<void>(kiwoom::protocol().token_refused(body.error()));
      continue;
    }
    static_cast<void>(kiwoom::decode_quote(*body, "005930", Basis::krx, now));
    auto info = kiwoom::decode_stock_info(*body, "005930", now);
    if (info.has_value()) kiwoom::add_price_facts(*info, *body);
    for (const auto interval :
         {Interval::minute, Interval::day, Interval::week, Interval::month, Interval::year})
      static_cast<void>(kiwoom::decode_chart_page(*body, interval, Basis::combined, now));
    broker::Account account;
    kiwoom::add_holdings(account, *body);
    kiwoom::add_holdings(account, *body);
    static_cast<void>(kiwoom::read_totals(account, *body));
    static_cast<void>(kiwoom::read_deposit(account, *body));
    const std::vector<std::string> codes{"005930", "000660"};
    broker::QuoteList quotes;
    static_cast<void>(kiwoom::add_quotes(quotes, *body, codes, Basis::krx, now));
    static_cast<void>(kiwoom::decode_order_book(*body, "005930", Basis::krx, now));
    static_cast<void>(kiwoom::decode_index(*body, "KOSPI", now));
    broker::InvestorFlow flow;
    for (const bool value : {false, true}) static_cast<void>(kiwoom::add_investors(flow, *body, value));
    static_cast<void>(kiwoom::read_sector_investors(flow, *body, "001", date_kst(now)));
    for (const auto kind :
         {broker::RankingKind::volume, broker::RankingKind::turnover, broker::RankingKind::losers})
      static_cast<void>(kiwoom::decode_ranking(*body, kind, broker::Board::all, now));
    broker::OrderList orders;
    static_cast<void>(kiwoom::add_orders(orders, *body, date_kst(now)));
    static_cast<void>(kiwoom::decode_orderable_cash(*body, now));
    static_cast<void>(kiwoom::decode_buying_power(*body, now));
    broker::RealizedProfit profit;
    static_cast<void>(kiwoom::read_realized_totals(profit, *body));
    static_cast<void>(kiwoom::add_realized_trades(profit, *body));
    static_cast<void>(kiwoom::add_realized_trades(profit, *body));
    kiwoom::plain_code(kiwoom::decode_account_number(*body));
  }
  return 0;
}
