// Decoders of overseas prices, facts and charts.
#include "overseas_wire.hpp"

#include <array>

#include "book_levels.hpp"
#include "errors.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "wire_values.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;
namespace json = boost::json;

namespace {

struct ExchangeCodes {
  std::string_view name, quotation, account, product;
};
constexpr auto exchange_codes = std::to_array<ExchangeCodes>({{"NASDAQ", "NAS", "NASD", "512"},
                                                              {"NYSE", "NYS", "NYSE", "513"},
                                                              {"AMEX", "AMS", "AMEX", "529"},
                                                              {"TSE", "TSE", "TKSE", "515"},
                                                              {"HKEX", "HKS", "SEHK", "501"},
                                                              {"SSE", "SHS", "SHAA", "551"},
                                                              {"SZSE", "SZS", "SZAA", "552"},
                                                              {"HNX", "HNX", "HASE", "507"},
                                                              {"HOSE", "HSX", "VNSE", "508"}});

const ExchangeCodes& codes_of(const broker::OverseasExchange& exchange) {
  for (const auto& codes : exchange_codes)
    if (codes.name == exchange.name) return codes;
  return exchange_codes.front();  // every exchange of the broker library is in the table
}

/// Free prices of the United States come at once, from one venue; all others a quarter of an hour late.
std::optional<std::chrono::minutes> delay_of(const broker::OverseasExchange& exchange) {
  if (exchange.country == "US") return std::nullopt;
  return std::chrono::minutes{15};
}

Date exchange_day(const broker::OverseasExchange& exchange, WallTime now) {
  return date_kst(now + std::chrono::hours{exchange.utc_offset - 9});
}

void fill(std::optional<Decimal>& place, std::optional<Decimal> value) {
  if (!place) place = value;
}

void fill(std::string& place, std::string value) {
  if (place.empty()) place = std::move(value);
}

}  // namespace

std::string quotation_exchange(const broker::OverseasExchange& exchange) {
  return std::string(codes_of(exchange).quotation);
}

std::string account_exchange(const broker::OverseasExchange& exchange) {
  return std::string(codes_of(exchange).account);
}

const broker::OverseasExchange* exchange_of_account(std::string_view letters) {
  for (const auto& exchange : broker::overseas_exchanges())
    if (codes_of(exchange).account == letters) return &exchange;
  return nullptr;
}

std::string product_type(const broker::OverseasExchange& exchange) {
  return std::string(codes_of(exchange).product);
}

Result<std::optional<broker::Quote>> decode_overseas_quote(const json::object& body,
                                                           const broker::OverseasCode& code, WallTime now) {
  const auto* row = wire::first_row(body, "output");
  if (!row || !wire::find(*row, "last")) return errors().damaged("for " + code.text(), "the price");
  const auto price = wire::non_zero(wire::decimal(*row, "last"));
  if (!price) return std::optional<broker::Quote>();
  broker::Quote quote;
  quote.code = code.text();
  quote.name = code.symbol;
  quote.currency = code.exchange->currency;
  quote.market = code.exchange->name;
  quote.delay = delay_of(*code.exchange);
  quote.price = *price;
  const auto sign = wire::text(*row, "sign");
  quote.change = signed_by_code(wire::decimal_or_zero(*row, "diff"), sign);
  quote.change_rate = wire::decimal_or_zero(*row, "rate");
  quote.previous_close = wire::non_zero(wire::decimal(*row, "base"));
  quote.volume = wire::integer_or_zero(*row, "tvol");
  quote.turnover = wire::decimal(*row, "tamt");
  quote.time = now;
  quote.raw = *row;
  return std::optional(std::move(quote));
}

Result<broker::OrderBook> decode_overseas_order_book(const json::object& body,
                                                     const broker::OverseasCode& code, WallTime now) {
  const auto* last = wire::first_row(body, "output1");
  const auto* row = wire::first_row(body, "output2");
  if (!last || !row) return errors().damaged("for " + code.text(), "the order book");
  broker::OrderBook book;
  book.code = code.text();
  book.currency = code.exchange->currency;
  book.price = wire::non_zero(wire::decimal(*last, "last"));
  book.asks = book_side(*row, "pask", "vask");
  book.bids = book_side(*row, "pbid", "vbid");
  if (!book.price && book.asks.empty() && book.bids.empty()) return errors().unknown_symbol(code.text());
  book.total_ask = wire::integer_or_zero(*last, "avol");
  book.total_bid = wire::integer_or_zero(*last, "bvol");
  book.time = now;
  book.raw = *row;
  return book;
}

void add_overseas_detail(broker::StockInfo& info, const json::object& body) {
  const auto* row = wire::first_row(body, "output");
  if (!row) return;
  fill(info.market_cap, wire::non_zero(wire::decimal(*row, "tomv")));
  fill(info.per, wire::non_zero(wire::decimal(*row, "perx")));
  fill(info.pbr, wire::non_zero(wire::decimal(*row, "pbrx")));
  fill(info.eps, wire::non_zero(wire::decimal(*row, "epsx")));
  fill(info.face_value, wire::non_zero(wire::decimal(*row, "e_parp")));
  fill(info.sector, wire::text(*row, "e_icod"));
  if (const auto shares = wire::integer_or_zero(*row, "shar"); !info.listed_shares && shares > 0)
    info.listed_shares = shares;
  info.raw["price-detail"] = *row;
}

void add_overseas_register(broker::StockInfo& info, const json::object& body) {
  const auto* row = wire::first_row(body, "output");
  if (!row) return;
  fill(info.name, wire::first_text(*row, {"prdt_name", "ovrs_item_name"}));
  fill(info.english_name, wire::text(*row, "prdt_eng_name"));
  fill(info.isin, wire::text(*row, "std_pdno"));
  fill(info.kind, wire::text(*row, "prdt_clsf_name"));
  if (!info.listed_on) info.listed_on = wire::date(*row, "lstg_dt");
  info.raw["search-info"] = *row;
}

Result<std::vector<broker::Candle>> decode_overseas_chart(const json::object& body,
                                                          const broker::OverseasCode& code, WallTime now) {
  if (!wire::find(body, "output2")) return errors().damaged("for " + code.text(), "the chart");
  const auto today = exchange_day(*code.exchange, now);
  std::vector<broker::Candle> candles;
  for (const auto* row : wire::rows(body, "output2")) {
    const auto date = wire::date(*row, "xymd");
    const auto close = wire::non_zero(wire::decimal(*row, "clos"));
    if (!date || !close) continue;
    broker::Candle candle;
    candle.time = start_of_day_kst(*date);
    candle.close = *close;
    // A day without a trade has no other prices.
    candle.open = wire::non_zero(wire::decimal(*row, "open")).value_or(*close);
    candle.high = wire::non_zero(wire::decimal(*row, "high")).value_or(*close);
    candle.low = wire::non_zero(wire::decimal(*row, "low")).value_or(*close);
    candle.volume = wire::integer_or_zero(*row, "tvol");
    candle.turnover = wire::decimal(*row, "tamt");
    candle.final = *date < today;
    candles.push_back(candle);
  }
  return candles;
}

}  // namespace kbroker::kis
