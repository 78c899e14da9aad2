// The one way in: cache, single flight, fallback and provenance around the brokers.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/provenance.hpp"

namespace kbroker::broker {

/// Time to live of cached answers (design, section 5).
struct CacheTtl {
  std::chrono::milliseconds fallback{300'000};  ///< operations not named here
  std::chrono::milliseconds quote{1'000};
  std::chrono::milliseconds info{300'000};
  std::chrono::milliseconds account{1'000};
  std::chrono::milliseconds index{3'000};
  std::chrono::milliseconds ranking{10'000};
  std::chrono::milliseconds investor_flow{60'000};
  std::chrono::milliseconds calendar{24 * 3600 * 1000};
};

struct GatewayConfig {
  CacheTtl ttl;
  std::size_t max_entries = 10'000;
  std::size_t max_bytes = 64 * 1024 * 1024;
  /// How old a last known good value may be to stand in for a failed call.
  std::chrono::milliseconds max_stale{15 * 60 * 1000};
  /// Invented market data as the very last resort. Never for accounts when credentials are configured.
  bool sample = true;
  /// Where the exchange calendar is kept between runs; empty: memory only.
  std::string calendar_file;
};

/// Told what happens, for metrics; quick and thread-safe.
class GatewayObserver {
 public:
  virtual ~GatewayObserver() = default;
  enum class CacheEvent { hit, miss, stale, eviction, sample };
  virtual void cache_event(std::string_view /*operation*/, CacheEvent) {}
  virtual void call_done(BrokerId, std::string_view /*operation*/, bool /*ok*/, std::chrono::nanoseconds) {}
};

struct CacheStats {
  std::uint64_t hits = 0, misses = 0, stale = 0, evictions = 0;
  std::size_t entries = 0, bytes = 0;
};

template <class T>
using SourcedReply = boost::asio::awaitable<Result<Sourced<T>>>;

/// Any thread may call every function; a fresh cached value is answered without leaving the caller's thread,
/// everything else resumes on the caller's executor, which must be serial.
///
/// Market data falls back in this order: fresh cache, broker, last known good within `max_stale`, sample
/// (quote, quotes, stock_info and history of Korean instruments, if allowed). Only when the broker could not
/// be asked (`timeout`, `broker_unavailable`, `rate_limited`, retryable `broker_error`, `not_configured`,
/// `auth_failed`); what the broker says about the request itself is passed on. Accounts and the calendar are
/// never invented, accounts never stale. No broker, or not this one: `not_configured`.
///
/// Equal reads share one upstream call of at most 30 s. A caller who stops or runs out of time leaves without
/// ending it for the others.
class Gateway {
 public:
  /// `executor` is serial: upstream calls run on it. `clock` outlives the gateway.
  Gateway(boost::asio::any_io_executor executor, GatewayConfig config,
          std::vector<std::shared_ptr<Broker>> brokers, Clock& clock,
          std::shared_ptr<GatewayObserver> observer = nullptr);
  /// Call shutdown() first.
  ~Gateway();

  /// `broker` nothing: the first configured one.
  SourcedReply<Quote> quote(std::optional<BrokerId> broker, std::string code, Basis basis,
                            CallOptions options);
  /// What the cache has fresh, at once; nothing when the broker would have to be asked.
  std::optional<Result<Sourced<Quote>>> cached_quote(std::optional<BrokerId> broker, const std::string& code,
                                                     Basis basis) const;
  SourcedReply<StockInfo> stock_info(std::optional<BrokerId> broker, std::string code, CallOptions options);
  SourcedReply<History> history(std::optional<BrokerId> broker, HistoryRequest request, CallOptions options);
  SourcedReply<Account> account(std::optional<BrokerId> broker, CallOptions options);

  // Other reads of the market, see MarketReads; the last known good may stand in, nothing is invented but
  // quotes.
  SourcedReply<QuoteList> quotes(std::optional<BrokerId> broker, std::vector<std::string> codes, Basis basis,
                                 CallOptions options);
  SourcedReply<OrderBook> order_book(std::optional<BrokerId> broker, std::string code, Basis basis,
                                     CallOptions options);
  SourcedReply<MarketIndex> index(std::optional<BrokerId> broker, std::string code, CallOptions options);
  SourcedReply<InvestorFlow> investor_flow(std::optional<BrokerId> broker, std::string code,
                                           CallOptions options);
  SourcedReply<Ranking> ranking(std::optional<BrokerId> broker, RankingKind kind, Board board,
                                CallOptions options);
  // Other reads of the account, see AccountReads; kept as long as the account, never stale or invented.
  SourcedReply<Positions> positions(std::optional<BrokerId> broker, Section section, CallOptions options);
  SourcedReply<OrderList> orders(std::optional<BrokerId> broker, OrdersRequest request, CallOptions options);
  SourcedReply<BuyingPower> buying_power(std::optional<BrokerId> broker, BuyingPowerRequest request,
                                         CallOptions options);
  SourcedReply<RealizedProfit> realized_profit(std::optional<BrokerId> broker, Section section, Date from,
                                               Date to, CallOptions options);

  /// Days from `from` on, oldest first. Kept for a day, in `calendar_file` beyond this run; brokers want one
  /// such call a day, so until then days outside of that answer are `rate_limited`.
  SourcedReply<std::vector<CalendarDay>> calendar(std::optional<BrokerId> broker, Date from,
                                                  CallOptions options);

  /// Any REST API that only reads, see Broker::call_api(). Kept as long as a quotation (an account for
  /// account data). Never invented.
  SourcedReply<ApiAnswer> call_api(BrokerId broker, ApiRequest request, CallOptions options);

  boost::asio::awaitable<Result<void>> authenticate(BrokerId broker, Environment environment,
                                                    CallOptions options);
  std::vector<ConnectionStatus> status() const;
  std::vector<BrokerId> brokers() const;
  CacheStats cache_stats() const;
  /// Cancels upstream calls and waits for them.
  boost::asio::awaitable<void> shutdown();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

/// MD5 in hexadecimal of "operation:" and the parameters sorted by name, as "name=value" joined by '&'.
std::string cache_key(std::string_view operation,
                      std::vector<std::pair<std::string, std::string>> parameters);

}  // namespace kbroker::broker
