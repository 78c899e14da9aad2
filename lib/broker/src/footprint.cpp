// Estimates: texts by capacity, JSON by walking it, allocator overhead by a flat share.
#include "footprint.hpp"

#include <boost/json/array.hpp>

namespace kbroker::broker {

namespace json = boost::json;

namespace {

constexpr std::size_t allocation_overhead = 16;
// What a reader usually keeps beside the value (Companion).
constexpr std::size_t written_answer = 2048;

std::size_t footprint_of(const json::value& value) {
  std::size_t bytes = sizeof value;
  if (const auto* text = value.if_string()) bytes += text->capacity() + allocation_overhead;
  if (const auto* object = value.if_object()) bytes += footprint(*object);
  if (const auto* array = value.if_array())
    for (const auto& element : *array) bytes += footprint_of(element);
  return bytes;
}

template <class... Texts>
std::size_t texts(const Texts&... text) {
  return (0 + ... + text.capacity());
}

std::size_t footprint(const std::vector<Holding>& holdings) {
  std::size_t bytes = 0;
  for (const auto& holding : holdings) bytes += sizeof holding + texts(holding.code, holding.name);
  return bytes;
}

}  // namespace

std::size_t footprint(const json::object& object) {
  std::size_t bytes = allocation_overhead;
  for (const auto& member : object)
    bytes += sizeof(json::key_value_pair) - sizeof(json::value) + member.key().size() + allocation_overhead +
             footprint_of(member.value());
  return bytes;
}

std::size_t footprint(const Quote& quote) {
  return sizeof quote + written_answer + texts(quote.code, quote.name, quote.sector, quote.market) +
         footprint(quote.raw);
}

std::size_t footprint(const StockInfo& info) {
  const auto held = info.fund ? info.fund->held.capacity() * (sizeof(FundComponent) + 32) : 0;
  return sizeof info + held + written_answer +
         texts(info.code, info.name, info.english_name, info.market, info.sector, info.isin, info.kind) +
         footprint(info.raw);
}

std::size_t footprint(const History& history) {
  return sizeof history + texts(history.code, history.name) + history.candles.capacity() * sizeof(Candle);
}

std::size_t footprint(const Account& account) {
  std::size_t bytes = sizeof account + texts(account.account_no) + footprint(account.raw);
  return bytes + footprint(account.holdings);
}

std::size_t footprint(const Positions& positions) {
  return sizeof positions + positions.currencies.capacity() * sizeof(CurrencyTotal) +
         footprint(positions.holdings) + footprint(positions.raw);
}

std::size_t footprint(const QuoteList& list) {
  std::size_t bytes = sizeof list;
  for (const auto& quote : list.quotes) bytes += footprint(quote);
  for (const auto& code : list.unknown) bytes += sizeof code + texts(code);
  return bytes;
}

std::size_t footprint(const OrderBook& book) {
  return sizeof book + texts(book.code) + (book.asks.capacity() + book.bids.capacity()) * sizeof(BookLevel) +
         footprint(book.raw);
}

std::size_t footprint(const MarketIndex& index) {
  return sizeof index + texts(index.code, index.name) + footprint(index.raw);
}

std::size_t footprint(const InvestorFlow& flow) {
  return sizeof flow + texts(flow.code) + flow.days.capacity() * sizeof(InvestorDay) + footprint(flow.raw);
}

std::size_t footprint(const Ranking& ranking) {
  std::size_t bytes = sizeof ranking + footprint(ranking.raw);
  for (const auto& stock : ranking.stocks) bytes += sizeof stock + texts(stock.code, stock.name);
  return bytes;
}

std::size_t footprint(const OrderList& list) {
  std::size_t bytes = sizeof list;
  for (const auto& order : list.orders)
    bytes += sizeof order + texts(order.number, order.original_number, order.code, order.name, order.kind);
  for (const auto& row : list.raw) bytes += footprint_of(row);
  return bytes;
}

std::size_t footprint(const BuyingPower& power) {
  return sizeof power + texts(power.code) + footprint(power.raw);
}

std::size_t footprint(const RealizedProfit& profit) {
  std::size_t bytes = sizeof profit + footprint(profit.raw);
  for (const auto& trade : profit.trades) bytes += sizeof trade + texts(trade.code, trade.name);
  return bytes;
}

std::size_t footprint(const std::vector<CalendarDay>& days) {
  std::size_t bytes = sizeof days + days.capacity() * sizeof(CalendarDay);
  for (const auto& day : days) bytes += footprint(day.raw);
  return bytes;
}

std::size_t footprint(const ApiAnswer& answer) {
  std::size_t bytes = sizeof answer + texts(answer.account);
  for (const auto& page : answer.pages) bytes += sizeof page + footprint(page);
  for (const auto& [name, value] : answer.rest) bytes += texts(name, value);
  return bytes;
}

std::size_t footprint(const Error& error) {
  return sizeof error + texts(error.message, error.hint, error.broker_code);
}

}  // namespace kbroker::broker
