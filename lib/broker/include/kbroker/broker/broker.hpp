// What a brokerage implements. Adding one is a folder in lib/ with a class of this interface.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kbroker/broker/account_reads.hpp"
#include "kbroker/broker/api_request.hpp"
#include "kbroker/broker/market_reads.hpp"

namespace kbroker::broker {

/// State of one (broker, environment) pair, without secrets.
struct ConnectionStatus {
  BrokerId broker = BrokerId::kis;
  Environment environment = Environment::real;
  bool configured = false;
  std::string base_url;
  std::string account_masked;
  /// "none", "valid", "expired", "refused".
  std::string token_state = "none";
  std::optional<WallTime> token_expires;
  /// "closed", "open", "half_open".
  std::string breaker_state = "closed";
  double rate_per_second = 0;
  std::uint64_t calls = 0, failures = 0, retries = 0;
  std::optional<WallTime> last_success;
  std::string last_error;

  ConnectionStatus() = default;
  /// Whether a call has a chance: the key was not refused, the breaker is not open, and the broker was
  /// reached unless nothing has been tried yet.
  bool usable() const {
    const bool never_reached = token_state != "valid" && !last_success && !last_error.empty();
    return configured && breaker_state != "open" && token_state != "refused" && !never_reached;
  }
};

/// Calls the broker each time: pacing, retry and breaker are inside, the cache is not (that is Gateway's).
/// Coroutines run on the caller's executor; implementations are safe to use from several executors.
class Broker {
 public:
  virtual ~Broker() = default;
  virtual BrokerId id() const = 0;
  virtual Reply<Quote> quote(std::string code, Basis basis, CallOptions options) = 0;
  virtual Reply<StockInfo> stock_info(std::string code, CallOptions options) = 0;
  virtual Reply<History> history(HistoryRequest request, CallOptions options) = 0;
  virtual Reply<Account> account(CallOptions options) = 0;
  /// What else it tells of the market and of the account; by default nothing.
  virtual MarketReads& market();
  virtual AccountReads& account_reads();
  /// Days from `from` on, as many as the broker gives. `not_on_paper` or `not_configured` where it does not
  /// offer them.
  virtual Reply<std::vector<CalendarDay>> calendar(Date from, CallOptions options) = 0;
  /// Any REST API that only reads. `request` is well-formed (catalogue); account, product and user id are
  /// filled here.
  virtual Reply<ApiAnswer> call_api(ApiRequest request, CallOptions options) = 0;
  /// Makes sure a token exists for every configured environment (or the given one); for `check` and
  /// readiness.
  virtual boost::asio::awaitable<Result<void>> authenticate(Environment environment, CallOptions options) = 0;
  virtual std::vector<ConnectionStatus> status() const = 0;
};

}  // namespace kbroker::broker
