// Asks KIS for orders, buying power and realised profit.
#include "account_reads.hpp"

#include <algorithm>

#include "account_wire.hpp"
#include "bonds.hpp"
#include "derivatives.hpp"
#include "kbroker/broker/checked_request.hpp"
#include "kbroker/broker/overseas.hpp"
#include "overseas_account.hpp"
#include "pages.hpp"
#include "protocol.hpp"

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
using broker::Section;

namespace {

/// Orders of the last three months and older ones are two calls.
Date start_of_recent_orders(WallTime now) {
  const auto today = date_kst(now);
  const std::chrono::year_month_day start = today - std::chrono::months{3};
  return start.ok() ? start : Date(start.year() / start.month() / std::chrono::last);
}

Query orders_query(const Endpoint& endpoint, const OrdersRequest& request) {
  const bool paper = endpoint.environment() == Environment::paper;
  return {{"CANO", endpoint.account()},
          {"ACNT_PRDT_CD", endpoint.account_product()},
          {"INQR_STRT_DT", to_yyyymmdd(request.from)},
          {"INQR_END_DT", to_yyyymmdd(request.to)},
          {"SLL_BUY_DVSN_CD", "00"},
          {"PDNO", ""},
          {"ORD_GNO_BRNO", ""},
          {"ODNO", ""},
          {"CCLD_DVSN", request.filled ? "01" : "00"},
          {"INQR_DVSN", "00"},  // newest first
          {"INQR_DVSN_1", ""},
          {"INQR_DVSN_3", "00"},
          {"EXCG_ID_DVSN_CD", paper ? "KRX" : "ALL"}};
}

}  // namespace

Reply<Positions> KisAccountReads::positions(Section section, CallOptions options) {
  switch (section) {
    case Section::overseas:
      co_return co_await overseas_positions(access_, std::move(options));
    case Section::bonds:
      co_return co_await bond_positions(access_, std::move(options));
    case Section::derivatives:
      co_return co_await derivative_positions(access_, std::move(options));
    case Section::domestic:
      break;
  }
  co_return co_await AccountReads::positions(section, std::move(options));
}

Reply<OrderList> KisAccountReads::orders(OrdersRequest request, CallOptions options) {
  switch (request.section) {
    case Section::overseas:
      co_return co_await overseas_orders(access_, request, std::move(options));
    case Section::bonds:
      co_return co_await bond_orders(access_, request, std::move(options));
    case Section::derivatives:
      co_return co_await derivative_orders(access_, request, std::move(options));
    case Section::domestic:
      break;
  }
  auto endpoint = access_.for_account(api::recent_orders);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  OrderList list;
  list.time = chosen.now();
  const auto add = [&list](const boost::json::object& body) { return add_orders(list, body); };
  const auto border = start_of_recent_orders(list.time);
  if (request.to >= border) {
    auto recent = request;
    recent.from = std::max(request.from, border);
    auto more = co_await read_pages(chosen, api::recent_orders, orders_query(chosen, recent), "100",
                                    access_.max_pages, options, add);
    if (more.has_error()) co_return more.error();
    list.more = *more;
  }
  if (request.from < border && !list.more) {
    auto old = request;
    old.to = std::min(request.to, add_days(border, -1));
    auto more = co_await read_pages(chosen, api::old_orders, orders_query(chosen, old), "100",
                                    access_.max_pages, options, add);
    if (more.has_error()) co_return more.error();
    list.more = *more;
  }
  broker::sort_newest_first(list.orders);
  co_return Answer<OrderList>(std::move(list), chosen.environment());
}

Reply<BuyingPower> KisAccountReads::buying_power(BuyingPowerRequest request, CallOptions options) {
  if (const auto refused = broker::refuse_buying_power(request.code)) co_return *refused;
  if (broker::is_overseas(request.code))
    co_return co_await overseas_buying_power(access_, std::move(request), std::move(options));
  if (!request.code.empty()) {
    auto checked = broker::checked_code(request.code);
    if (checked.has_error()) co_return checked.error();
    request.code = std::move(*checked);
  }
  auto endpoint = access_.for_account(api::buying_power);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  // Type 01 (market) without a price computes with the instrument's margin rate at its upper limit.
  Query query{{"CANO", chosen.account()},
              {"ACNT_PRDT_CD", chosen.account_product()},
              {"PDNO", request.code},
              {"ORD_UNPR", request.price ? request.price->to_string() : ""},
              {"ORD_DVSN", request.price ? "00" : "01"},
              {"CMA_EVLU_AMT_ICLD_YN", "N"},
              {"OVRS_ICLD_YN", "N"}};
  auto page = co_await get(chosen, api::buying_power, query, options);
  if (page.has_error()) co_return page.error();
  auto power = decode_buying_power(page->body, request.code, chosen.now());
  if (power.has_error()) co_return power.error();
  co_return Answer<BuyingPower>(std::move(*power), chosen.environment());
}

Reply<RealizedProfit> KisAccountReads::realized_profit(Section section, Date from, Date to,
                                                       CallOptions options) {
  if (section == Section::overseas) co_return co_await overseas_profit(access_, from, to, std::move(options));
  if (section != Section::domestic)
    co_return co_await AccountReads::realized_profit(section, from, to, std::move(options));
  auto endpoint = access_.for_account(api::realized_trades);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  RealizedProfit profit;
  profit.from = from;
  profit.to = to;
  profit.time = chosen.now();
  Query query{{"CANO", chosen.account()},
              {"ACNT_PRDT_CD", chosen.account_product()},
              {"SORT_DVSN", "00"},
              {"INQR_STRT_DT", to_yyyymmdd(from)},
              {"INQR_END_DT", to_yyyymmdd(to)},
              {"CBLC_DVSN", "00"},
              {"PDNO", ""}};
  const auto add = [&profit](const boost::json::object& body) { return add_realized_trades(profit, body); };
  auto more = co_await read_pages(chosen, api::realized_trades, std::move(query), "100", access_.max_pages,
                                  options, add);
  if (more.has_error()) co_return more.error();
  profit.more = *more;
  broker::sort_newest_first(profit.trades);
  co_return Answer<RealizedProfit>(std::move(profit), chosen.environment());
}

}  // namespace kbroker::kis
