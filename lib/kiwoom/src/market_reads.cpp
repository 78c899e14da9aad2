// Asks Kiwoom for order books and many prices.
#include "market_reads.hpp"

#include <algorithm>

#include "kbroker/broker/checked_request.hpp"
#include "market_wire.hpp"
#include "protocol.hpp"
#include "wire.hpp"

namespace kbroker::kiwoom {

using broker::Answer;
using broker::Basis;
using broker::CallOptions;
using broker::OrderBook;
using broker::QuoteList;
using broker::Reply;

namespace {

/// Codes of one ka10095 call, as seen.
constexpr std::size_t codes_a_call = 30;

}  // namespace

Reply<QuoteList> KiwoomMarketReads::quotes(std::vector<std::string> codes, Basis basis, CallOptions options) {
  for (auto& code : codes) {
    auto checked = broker::checked_code(code);
    if (checked.has_error()) co_return checked.error();
    code = std::move(*checked);
  }
  broker::Endpoint* endpoint = endpoints_.for_quotations();
  if (!endpoint) co_return endpoints_.not_configured("access");
  QuoteList list;
  for (std::size_t first = 0; first < codes.size(); first += codes_a_call) {
    const auto part = std::span(codes).subspan(first, std::min(codes_a_call, codes.size() - first));
    std::string asked;
    for (const auto& code : part) asked += (asked.empty() ? "" : "|") + code_for(code, basis);
    boost::json::object parameters;
    parameters["stk_cd"] = asked;
    auto page = co_await ask(*endpoint, api::many_prices, parameters, options);
    if (page.has_error()) co_return page.error();
    auto added = add_quotes(list, page->body, part, basis, endpoint->now());
    if (added.has_error()) co_return added.error();
  }
  co_return Answer<QuoteList>(std::move(list), endpoint->environment());
}

Reply<OrderBook> KiwoomMarketReads::order_book(std::string code, Basis basis, CallOptions options) {
  auto checked = broker::checked_code(code);
  if (checked.has_error()) co_return checked.error();
  broker::Endpoint* endpoint = endpoints_.for_quotations();
  if (!endpoint) co_return endpoints_.not_configured("access");
  boost::json::object parameters;
  parameters["stk_cd"] = code_for(*checked, basis);
  auto page = co_await ask(*endpoint, api::order_book, parameters, options);
  if (page.has_error()) co_return page.error();
  auto book = decode_order_book(page->body, *checked, basis, endpoint->now());
  if (book.has_error()) co_return book.error();
  co_return Answer<OrderBook>(std::move(*book), endpoint->environment());
}

}  // namespace kbroker::kiwoom
