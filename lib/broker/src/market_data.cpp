// Names of the values of market data and account data.
#include "kbroker/broker/market_data.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "kbroker/broker/account_data.hpp"

namespace kbroker::broker {

namespace {

constexpr auto ranking_kinds =
    std::to_array<std::pair<RankingKind, std::string_view>>({{RankingKind::volume, "volume"},
                                                             {RankingKind::turnover, "turnover"},
                                                             {RankingKind::gainers, "gainers"},
                                                             {RankingKind::losers, "losers"},
                                                             {RankingKind::market_cap, "market_cap"}});
constexpr auto boards = std::to_array<std::pair<Board, std::string_view>>(
    {{Board::all, "all"}, {Board::kospi, "KOSPI"}, {Board::kosdaq, "KOSDAQ"}});

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) {
  for (const auto& [entry, name] : table)
    if (entry == value) return name;
  return {};
}

template <class Table>
auto value_in(const Table& table, std::string_view text)
    -> std::optional<typename Table::value_type::first_type> {
  for (const auto& [value, name] : table)
    if (name == text) return value;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(RankingKind kind) noexcept {
  return name_in(ranking_kinds, kind);
}
std::optional<RankingKind> parse_ranking_kind(std::string_view text) {
  return value_in(ranking_kinds, text);
}

std::string_view to_string(Board board) noexcept {
  return name_in(boards, board);
}
std::optional<Board> parse_board(std::string_view text) {
  return value_in(boards, text);
}

std::string_view to_string(Section section) noexcept {
  switch (section) {
    case Section::domestic:
      break;
    case Section::overseas:
      return "overseas";
    case Section::bonds:
      return "bonds";
    case Section::derivatives:
      return "derivatives";
  }
  return "domestic";
}

void sort_newest_first(std::vector<OrderRecord>& orders) {
  std::ranges::sort(orders, std::ranges::greater{}, [](const OrderRecord& order) {
    return std::tuple(order.time, std::string_view(order.number), std::string_view(order.code));
  });
}

void sort_newest_first(std::vector<RealizedTrade>& trades) {
  std::ranges::sort(trades, std::ranges::greater{}, [](const RealizedTrade& trade) {
    return std::pair(trade.date, std::string_view(trade.code));
  });
}

std::string_view to_string(Side side) noexcept {
  return side == Side::buy ? "buy" : "sell";
}

}  // namespace kbroker::broker
