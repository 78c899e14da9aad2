// Decoders of order books and of many prices.
#include "market_wire.hpp"

#include <algorithm>

#include "errors.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "wire.hpp"

namespace kbroker::kiwoom {

namespace wire = broker::wire;
namespace json = boost::json;

namespace {

std::optional<Decimal> price(const json::object& row, std::string_view name) {
  return wire::non_zero(wire::magnitude(row, name));
}

std::optional<broker::Quote> quote_of(const json::object& row, broker::Basis basis, WallTime now) {
  broker::Quote quote;
  quote.code = plain_code(wire::text(row, "stk_cd"));
  const auto current = price(row, "cur_prc");
  if (quote.code.empty() || !current) return std::nullopt;
  quote.name = wire::text(row, "stk_nm");
  quote.price = *current;
  quote.change = wire::decimal_or_zero(row, "pred_pre");
  quote.change_rate = wire::decimal_or_zero(row, "flu_rt");
  quote.open = price(row, "open_pric");
  quote.high = price(row, "high_pric");
  quote.low = price(row, "low_pric");
  quote.previous_close = price(row, "base_pric");
  quote.upper_limit = price(row, "upl_pric");
  quote.lower_limit = price(row, "lst_pric");
  quote.volume = wire::magnitude(row, "trde_qty").value_or(Decimal()).to_int();
  quote.basis = basis;
  quote.time = now;
  quote.raw = row;
  return quote;
}

/// The first level is named apart: "sel_fpr_bid", then "sel_2th_pre_bid" … "sel_10th_pre_bid".
std::vector<broker::BookLevel> side(const json::object& body, const std::string& prefix) {
  std::vector<broker::BookLevel> levels;
  for (int i = 1; i <= 10; ++i) {
    const auto name = prefix + (i == 1 ? "_fpr_" : "_" + std::to_string(i) + "th_pre_");
    const auto value = price(body, name + "bid");
    if (value) levels.push_back({*value, wire::integer_or_zero(body, name + "req")});
  }
  return levels;
}

}  // namespace

Result<void> add_quotes(broker::QuoteList& list, const json::object& body, std::span<const std::string> codes,
                        broker::Basis basis, WallTime now) {
  const auto rows = wire::rows(body, "atn_stk_infr");
  if (rows.empty()) return errors().damaged("for many instruments", "the prices");
  for (const auto& code : codes) {
    const auto row = std::ranges::find_if(rows, [&](const json::object* candidate) {
      return plain_code(wire::text(*candidate, "stk_cd")) == code;
    });
    auto quote = row == rows.end() ? std::nullopt : quote_of(**row, basis, now);
    if (quote)
      list.quotes.push_back(std::move(*quote));
    else
      list.unknown.push_back(code);
  }
  list.time = now;
  return {};
}

Result<broker::OrderBook> decode_order_book(const json::object& body, std::string_view code,
                                            broker::Basis basis, WallTime now) {
  if (!wire::find(body, "sel_fpr_bid") || !wire::find(body, "buy_fpr_bid"))
    return errors().damaged("for " + std::string(code), "the order book");
  broker::OrderBook book;
  book.code = code;
  book.basis = basis;
  book.asks = side(body, "sel");
  book.bids = side(body, "buy");
  if (book.asks.empty() && book.bids.empty()) return errors().unknown_symbol(code);
  book.total_ask = wire::integer_or_zero(body, "tot_sel_req");
  book.total_bid = wire::integer_or_zero(body, "tot_buy_req");
  book.time = now;
  book.raw = body;
  return book;
}

}  // namespace kbroker::kiwoom
