// Asks KIS about the account on overseas exchanges.
#include "overseas_account.hpp"

#include <algorithm>

#include "errors.hpp"
#include "kbroker/broker/overseas.hpp"
#include "overseas.hpp"
#include "overseas_account_wire.hpp"
#include "overseas_wire.hpp"
#include "pages.hpp"

namespace kbroker::kis {

using broker::Answer;
using broker::BuyingPower;
using broker::BuyingPowerRequest;
using broker::CallOptions;
using broker::Endpoint;
using broker::Environment;
using broker::OrderList;
using broker::OrdersRequest;
using broker::Positions;
using broker::RealizedProfit;
using broker::Reply;

namespace {

/// Paper leaves blank what the real host wants as a wildcard.
std::string any(const Endpoint& endpoint) {
  return endpoint.environment() == Environment::paper ? "" : "%";
}

Query profit_query(const Endpoint& endpoint, Date from, Date to, std::string_view currency) {
  return {{"CANO", endpoint.account()},
          {"ACNT_PRDT_CD", endpoint.account_product()},
          {"OVRS_EXCG_CD", ""},
          {"NATN_CD", ""},
          {"CRCY_CD", ""},
          {"PDNO", ""},
          {"INQR_STRT_DT", to_yyyymmdd(from)},
          {"INQR_END_DT", to_yyyymmdd(to)},
          {"WCRC_FRCR_DVSN_CD", std::string(currency)}};
}

}  // namespace

Reply<Positions> overseas_positions(const Access& access, CallOptions options) {
  auto endpoint = access.for_account(api::overseas_balance);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  Query query{{"CANO", chosen.account()},  {"ACNT_PRDT_CD", chosen.account_product()},
              {"WCRC_FRCR_DVSN_CD", "02"},  // in foreign currency
              {"NATN_CD", "000"},           // everywhere
              {"TR_MKET_CD", "00"},        {"INQR_DVSN_CD", "00"}};
  Positions positions;
  const auto add = [&positions](const boost::json::object& body) {
    return add_overseas_positions(positions, body);
  };
  auto more = co_await read_pages(chosen, api::overseas_balance, std::move(query), "", access.max_pages,
                                  options, add);
  if (more.has_error()) co_return more.error();
  if (*more) co_return too_many_pages("The overseas balance of KIS", access.max_pages);
  positions.time = chosen.now();
  co_return Answer<Positions>(std::move(positions), chosen.environment());
}

Reply<OrderList> overseas_orders(const Access& access, OrdersRequest request, CallOptions options) {
  auto endpoint = access.for_account(api::overseas_orders);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  const bool paper = chosen.environment() == Environment::paper;
  // KIS counts the exchange's days: what was ordered in Korea's morning was the day before in New York.
  Query query{{"CANO", chosen.account()},
              {"ACNT_PRDT_CD", chosen.account_product()},
              {"PDNO", any(chosen)},
              {"ORD_STRT_DT", to_yyyymmdd(add_days(request.from, -1))},
              {"ORD_END_DT", to_yyyymmdd(request.to)},
              {"SLL_BUY_DVSN", "00"},
              {"CCLD_NCCS_DVSN", request.filled && !paper ? "01" : "00"},
              {"OVRS_EXCG_CD", any(chosen)},
              {"SORT_SQN", "DS"},
              {"ORD_DT", ""},
              {"ORD_GNO_BRNO", ""},
              {"ODNO", ""}};
  OrderList list;
  list.time = chosen.now();
  const auto add = [&list, &request](const boost::json::object& body) {
    return add_overseas_orders(list, body, request);
  };
  auto more = co_await read_pages(chosen, api::overseas_orders, std::move(query), "200", access.max_pages,
                                  options, add);
  if (more.has_error()) co_return more.error();
  list.more = *more;
  broker::sort_newest_first(list.orders);
  co_return Answer<OrderList>(std::move(list), chosen.environment());
}

Reply<BuyingPower> overseas_buying_power(const Access& access, BuyingPowerRequest request,
                                         CallOptions options) {
  auto endpoint = access.for_account(api::overseas_buying_power);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  auto code = broker::parse_overseas(request.code);
  if (!code || !code->exchange || !request.price) {
    // Tells the exchange of "US:AAPL", what it costs, and that there is such a thing.
    auto quote = co_await overseas_quote(access, request.code, options);
    if (quote.has_error()) co_return quote.error();
    code = broker::parse_overseas(quote->value.code);
    if (!request.price) request.price = quote->value.price;
  }
  Query query{{"CANO", chosen.account()},
              {"ACNT_PRDT_CD", chosen.account_product()},
              {"OVRS_EXCG_CD", account_exchange(*code->exchange)},
              {"OVRS_ORD_UNPR", request.price->to_string()},
              {"ITEM_CD", code->symbol}};
  auto page = co_await get(chosen, api::overseas_buying_power, query, options);
  if (page.has_error()) co_return page.error();
  auto power = decode_overseas_buying_power(page->body, *code, chosen.now());
  if (power.has_error()) co_return power.error();
  power->price = request.price;
  co_return Answer<BuyingPower>(std::move(*power), chosen.environment());
}

Reply<RealizedProfit> overseas_profit(const Access& access, Date from, Date to, CallOptions options) {
  auto endpoint = access.for_account(api::overseas_profit);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  RealizedProfit profit;
  profit.from = from;
  profit.to = to;
  profit.time = chosen.now();
  const auto add = [&profit](const boost::json::object& body) { return add_overseas_trades(profit, body); };
  auto more = co_await read_pages(chosen, api::overseas_profit, profit_query(chosen, from, to, "01"), "200",
                                  access.max_pages, options, add);
  if (more.has_error()) co_return more.error();
  profit.more = *more;
  // Totals over several currencies mean something in won only; those of one page are of the whole period.
  const auto add_total = [&profit](const boost::json::object& body) {
    return read_overseas_totals(profit, body);
  };
  auto total = co_await read_pages(chosen, api::overseas_profit, profit_query(chosen, from, to, "02"), "200",
                                   1, options, add_total);
  if (total.has_error()) co_return total.error();
  broker::sort_newest_first(profit.trades);
  co_return Answer<RealizedProfit>(std::move(profit), chosen.environment());
}

}  // namespace kbroker::kis
