// What a market tells beyond one price: order book, indices, who buys, rankings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/broker/domain.hpp"

namespace kbroker::broker {

/// Prices of many instruments in one answer. Codes that the broker does not know are in `unknown`.
struct QuoteList {
  std::vector<Quote> quotes;
  std::vector<std::string> unknown;
  WallTime time;

  QuoteList() = default;
};

struct BookLevel {
  Decimal price;
  std::int64_t size = 0;  ///< shares
};

/// Up to ten levels a side, the best first. Money in `currency`.
struct OrderBook {
  std::string code;
  std::string currency = "KRW";
  std::vector<BookLevel> asks, bids;
  std::int64_t total_ask = 0, total_bid = 0;
  std::optional<Decimal> price;           ///< of the last trade
  std::optional<Decimal> expected_price;  ///< of the auction that is under way
  Basis basis = Basis::krx;
  WallTime time;
  boost::json::object raw;

  OrderBook() = default;
};

/// A stock index in points.
struct MarketIndex {
  std::string code;  ///< as it was asked for: "KOSPI", a sector's four digits, or "SPX"
  std::string name;  ///< empty when the broker does not say
  Decimal value, change, change_rate;
  std::optional<Decimal> open, high, low;
  std::optional<std::int64_t> volume;  ///< shares
  std::optional<Decimal> turnover;     ///< won
  std::optional<std::int64_t> advancing, unchanged, declining;
  std::optional<Date> date;  ///< the session the value is of, where it may be another than today's in Korea
  WallTime time;
  boost::json::object raw;

  MarketIndex() = default;
};

/// Net purchases of one day: bought minus sold. Shares and won; absent where the broker does not say.
struct InvestorDay {
  Date date{};
  std::optional<Decimal> close;
  std::optional<std::int64_t> individual, foreign, institution;
  std::optional<Decimal> individual_value, foreign_value, institution_value;

  InvestorDay() = default;
};

/// Newest first.
struct InvestorFlow {
  std::string code;  ///< of an instrument, or "KOSPI" or "KOSDAQ"
  std::vector<InvestorDay> days;
  WallTime time;
  boost::json::object raw;

  InvestorFlow() = default;
};

enum class RankingKind { volume, turnover, gainers, losers, market_cap };
std::string_view to_string(RankingKind kind) noexcept;
std::optional<RankingKind> parse_ranking_kind(std::string_view text);

/// The whole market or one of its boards.
enum class Board { all, kospi, kosdaq };
/// "all", "KOSPI", "KOSDAQ".
std::string_view to_string(Board board) noexcept;
std::optional<Board> parse_board(std::string_view text);

struct RankedStock {
  int rank = 0;
  std::string code, name;
  Decimal price, change, change_rate;
  std::int64_t volume = 0;
  std::optional<Decimal> turnover, market_cap;  ///< won

  RankedStock() = default;
};

/// Best first, as many as the broker gives (KIS: 30).
struct Ranking {
  RankingKind kind = RankingKind::volume;
  Board board = Board::all;
  std::vector<RankedStock> stocks;
  WallTime time;
  boost::json::object raw;

  Ranking() = default;
};

}  // namespace kbroker::broker
