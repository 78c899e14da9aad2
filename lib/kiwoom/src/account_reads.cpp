// Asks Kiwoom for orders, buying power and realised profit.
#include "account_reads.hpp"

#include "account_wire.hpp"
#include "kbroker/broker/checked_request.hpp"
#include "kbroker/broker/market_hours.hpp"
#include "protocol.hpp"
#include "wire.hpp"

namespace kbroker::kiwoom {

namespace json = boost::json;
using broker::Answer;
using broker::BuyingPower;
using broker::BuyingPowerRequest;
using broker::CallOptions;
using broker::Endpoint;
using broker::OrderList;
using broker::OrdersRequest;
using broker::RealizedProfit;
using broker::Reply;
using broker::Section;

namespace {

/// Trading days of orders that one question reads: a call each, which are paced.
constexpr int most_days = 10;

json::object orders_parameters(Date day, bool filled) {
  return {{"ord_dt", to_yyyymmdd(day)},
          {"qry_tp", filled ? "4" : "2"},
          {"stk_bond_tp", "1"},
          {"sell_tp", "0"},
          {"stk_cd", ""},
          {"fr_ord_no", ""},
          {"dmst_stex_tp", "%"}};
}

}  // namespace

Reply<OrderList> KiwoomAccountReads::orders(OrdersRequest request, CallOptions options) {
  if (request.section != Section::domestic)
    co_return co_await AccountReads::orders(request, std::move(options));
  Endpoint* endpoint = endpoints_.for_accounts();
  if (!endpoint) co_return endpoints_.not_configured("access");
  OrderList list;
  list.time = endpoint->now();
  int days = 0;
  for (Date day = std::min(request.to, date_kst(list.time)); day >= request.from; day = add_days(day, -1)) {
    if (!broker::judge_day(day, std::nullopt).open) continue;
    if (++days > most_days) {
      list.more = true;
      break;
    }
    const auto parameters = orders_parameters(day, request.filled);
    net::http::Headers next;
    for (std::size_t number = 0; number == 0 || !next.empty(); ++number) {
      if (number == max_pages_) {
        list.more = true;
        break;
      }
      auto page = co_await ask(*endpoint, api::orders, parameters, options, next);
      if (page.has_error()) co_return page.error();
      auto added = add_orders(list, page->body, day);
      if (added.has_error()) co_return added.error();
      next = page->next;
    }
  }
  broker::sort_newest_first(list.orders);
  co_return Answer<OrderList>(std::move(list), endpoint->environment());
}

Reply<BuyingPower> KiwoomAccountReads::buying_power(BuyingPowerRequest request, CallOptions options) {
  Endpoint* endpoint = endpoints_.for_accounts();
  if (!endpoint) co_return endpoints_.not_configured("access");
  if (request.code.empty()) {
    const json::object estimate{{"qry_tp", "3"}};
    auto deposit = co_await ask(*endpoint, api::deposit, estimate, options);
    if (deposit.has_error()) co_return deposit.error();
    auto power = decode_orderable_cash(deposit->body, endpoint->now());
    if (power.has_error()) co_return power.error();
    co_return Answer<BuyingPower>(std::move(*power), endpoint->environment());
  }
  auto checked = broker::checked_code(request.code);
  if (checked.has_error()) co_return checked.error();
  if (!request.price) {
    const json::object code{{"stk_cd", *checked}};
    auto basics = co_await ask(*endpoint, api::price_and_basics, code, options);
    if (basics.has_error()) co_return basics.error();
    auto quote = decode_quote(basics->body, *checked, broker::Basis::krx, endpoint->now());
    if (quote.has_error()) co_return quote.error();
    request.price = quote->price;
  }
  const json::object parameters{{"stk_cd", *checked}, {"trde_tp", "2"}, {"uv", request.price->to_string()}};
  auto page = co_await ask(*endpoint, api::buying_power, parameters, options);
  if (page.has_error()) co_return page.error();
  auto power = decode_buying_power(page->body, endpoint->now());
  if (power.has_error()) co_return power.error();
  power->code = *checked;
  power->price = request.price;
  co_return Answer<BuyingPower>(std::move(*power), endpoint->environment());
}

Reply<RealizedProfit> KiwoomAccountReads::realized_profit(Section section, Date from, Date to,
                                                          CallOptions options) {
  if (section != Section::domestic)
    co_return co_await AccountReads::realized_profit(section, from, to, std::move(options));
  Endpoint* endpoint = endpoints_.for_accounts();
  if (!endpoint) co_return endpoints_.not_configured("access");
  RealizedProfit profit;
  profit.from = from;
  profit.to = to;
  profit.time = endpoint->now();
  json::object parameters{{"strt_dt", to_yyyymmdd(from)}, {"end_dt", to_yyyymmdd(to)}};
  auto totals = co_await ask(*endpoint, api::realized_days, parameters, options);
  if (totals.has_error()) co_return totals.error();
  if (auto read = read_realized_totals(profit, totals->body); read.has_error()) co_return read.error();
  parameters["stk_cd"] = "";
  net::http::Headers next;
  for (std::size_t number = 0; number == 0 || !next.empty(); ++number) {
    if (number == max_pages_) {
      profit.more = true;
      break;
    }
    auto page = co_await ask(*endpoint, api::realized_trades, parameters, options, next);
    if (page.has_error()) co_return page.error();
    if (auto added = add_realized_trades(profit, page->body); added.has_error()) co_return added.error();
    next = page->next;
  }
  broker::sort_newest_first(profit.trades);
  co_return Answer<RealizedProfit>(std::move(profit), endpoint->environment());
}

}  // namespace kbroker::kiwoom
