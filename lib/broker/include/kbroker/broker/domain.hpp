// Broker-neutral values: what an instrument, a price, a chart row and an account are.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/base/decimal.hpp"

namespace kbroker::broker {

enum class BrokerId { kis, kiwoom };
std::string_view to_string(BrokerId id) noexcept;
std::optional<BrokerId> parse_broker_id(std::string_view text);

/// `simulated` is the built-in simulator.
enum class Environment { real, paper, simulated };
std::string_view to_string(Environment environment) noexcept;

/// Which trading venue a figure covers.
enum class Basis { krx, nxt, combined };
/// "KRX", "NXT", "combined".
std::string_view to_string(Basis basis) noexcept;
std::optional<Basis> parse_basis(std::string_view text);

/// A price now. Money in `currency`, volume in shares, rates in percent.
struct Quote {
  std::string code;
  std::string currency = "KRW";  ///< ISO 4217; empty where the contract says what the price counts
  std::string name;              ///< empty when the broker does not say
  Decimal price, change, change_rate;
  std::optional<Decimal> open, high, low, previous_close, upper_limit, lower_limit, turnover, market_cap, per,
      pbr;
  std::int64_t volume = 0;
  Basis basis = Basis::krx;
  /// The broker's clock if it says, else the moment the answer arrived.
  WallTime time;
  std::string sector, market;  ///< as the broker words them; empty when it does not
  /// How much later than on the exchange the price arrives, where the broker delays it.
  std::optional<std::chrono::minutes> delay;
  std::optional<Decimal> yield;               ///< bonds: to maturity, percent
  std::optional<std::int64_t> open_interest;  ///< futures and options: contracts
  boost::json::object raw;

  Quote() = default;
};

/// One of the securities an ETF holds. Money in won.
struct FundComponent {
  std::string code, name;
  std::optional<Decimal> weight;  ///< percent of the fund
  std::optional<Decimal> price, value;

  FundComponent() = default;
};

/// What a share of an ETF or ETN is worth by what the fund holds. Money in won.
struct FundFacts {
  Decimal nav;
  std::optional<Decimal> premium_rate;    ///< percent the price is above (below: negative) the NAV
  std::optional<Decimal> tracking_error;  ///< percent
  std::optional<std::int64_t> components;
  std::string benchmark;            ///< empty when the broker does not say
  std::vector<FundComponent> held;  ///< the heaviest first; empty when the broker does not say

  FundFacts() = default;
};

/// Of a bond.
struct BondFacts {
  std::optional<Date> issued_on, matures_on;
  std::optional<Decimal> coupon;  ///< percent a year

  BondFacts() = default;
};

/// Of an ELW.
struct ElwFacts {
  std::string underlying_code, underlying;
  std::optional<Decimal> underlying_price, exercise_price;  ///< won, or points of an index

  ElwFacts() = default;
};

/// Standing facts of an instrument. Money in `currency`.
struct StockInfo {
  std::string currency = "KRW";
  std::string code, name, english_name, market, sector, isin, kind;
  std::optional<std::int64_t> listed_shares;
  std::optional<Decimal> face_value, capital, market_cap, per, pbr, eps;
  std::optional<Date> listed_on;
  std::optional<bool> trading_halted, nxt_tradable;
  std::optional<FundFacts> fund;
  std::optional<BondFacts> bond;
  std::optional<ElwFacts> elw;
  WallTime time;
  boost::json::object raw;

  StockInfo() = default;
};

enum class Interval { minute, day, week, month, year };
std::string_view to_string(Interval interval) noexcept;
std::optional<Interval> parse_interval(std::string_view text);

/// One row of a chart.
struct Candle {
  WallTime time;  ///< start of the day or minute
  Decimal open, high, low, close;
  std::int64_t volume = 0;
  std::optional<Decimal> turnover;
  /// False while the period still runs.
  bool final = true;

  Candle() = default;
};

struct HistoryRequest {
  std::string code;
  Interval interval = Interval::day;
  std::optional<Date> from, to;  ///< inclusive; default: the newest rows
  std::size_t count = 100;       ///< at most
  bool adjusted = true;          ///< for splits and dividends in kind
  Basis basis = Basis::krx;

  HistoryRequest() = default;
};

/// Oldest first.
struct History {
  std::string code, name;
  std::string currency = "KRW";
  Interval interval = Interval::day;
  std::vector<Candle> candles;
  bool adjusted = true;
  Basis basis = Basis::krx;
  /// True when the broker has older rows than those asked for or the page cap allowed.
  bool more = false;

  History() = default;
};

/// Money in `currency`. Price and what follows from it are absent where the broker does not value the
/// position.
struct Holding {
  std::string code, name;
  std::string currency = "KRW";
  bool is_short = false;  ///< futures and options sold, not bought
  Decimal quantity, sellable, average_cost, cost;
  std::optional<Decimal> price, value, profit_loss, profit_loss_rate;

  Holding() = default;
};

/// The domestic account. Money in won.
struct Account {
  std::string account_no;  ///< whole; tools mask it
  Decimal balance;         ///< cash that will be there after settlement (D+2)
  Decimal total_value;     ///< securities and cash
  Decimal profit_loss;     ///< unrealised, of all holdings
  std::optional<Decimal> profit_loss_rate, cost, securities_value, cash_today, orderable_cash;
  std::vector<Holding> holdings;
  WallTime time;
  boost::json::object raw;

  Account() = default;
};

/// Whether an exchange day is a trading day, as the broker says.
struct CalendarDay {
  Date date{};
  bool open = false;
  boost::json::object raw{};  ///< the row as the broker wrote it
};

}  // namespace kbroker::broker
