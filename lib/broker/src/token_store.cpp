// The life of an access token: memory, file, issuance.
#include "kbroker/broker/token_store.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "event.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/base/log.hpp"
#include "private_file.hpp"
#include "token_record.hpp"

namespace kbroker::broker {

namespace asio = boost::asio;
namespace chrono = std::chrono;

namespace {

/// How often a lock that another process holds is tried again.
constexpr chrono::milliseconds lock_interval{100};
/// Issuances within one get(): the second only after a refusal for pacing and the wait it asked for.
constexpr int issues_per_call = 2;

bool same(const Token& a, const Token& b) {
  return equal_constant_time(a.text.reveal(), b.text.reveal());
}

/// Nobody answered. The transport does not tell a refused connection from one that broke after the request;
/// it was the former far more often, and the broker itself refuses a second token within the minute.
bool never_reached(const Error& error) {
  return error.code == Errc::broker_unavailable && error.http_status == 0 && error.broker_code.empty();
}

Error cancelled_error() {
  return Error(Errc::cancelled, "The call was cancelled while it waited for an access token.");
}

}  // namespace

bool is_call_rate_refusal(const Error& error) {
  return error.code == Errc::rate_limited && error.retry_after && *error.retry_after < least_between_issues;
}

struct TokenStore::Impl {
  Impl(TokenStoreConfig config_, const std::string& app_key, Clock& clock_, Issue issue_)
      : config(std::move(config_)), clock(clock_), issue(std::move(issue_)) {
    if (!config.directory.empty())
      file = config.directory + "/" + config.label + "-" + sha256_hex(app_key).substr(0, 16) + ".json";
  }

  /// When an issuance was last asked for, and may be asked for next.
  struct Pace {
    std::optional<WallTime> asked, not_before;
  };

  /// One issuance that concurrent callers wait for.
  struct Flight {
    Event ended;
    std::optional<Result<Token>> result;  // guarded by Impl::mutex; nothing: try for yourself
  };

  const TokenStoreConfig config;
  Clock& clock;
  const Issue issue;
  std::string file;

  mutable std::mutex mutex;  // guards what follows
  std::optional<Token> current;
  std::optional<Token> refused;  // never taken back from the file
  Pace pace;
  std::optional<Error> last_failure;
  bool last_refused = false;
  std::shared_ptr<Flight> flight;

  bool fresh(const std::optional<Token>& token) const {
    return token && token->expires - config.renew_before > clock.wall();
  }
  bool usable(const std::optional<Token>& token) const { return token && token->expires > clock.wall(); }

  std::optional<Token> usable_token() const {
    std::lock_guard lock(mutex);
    return usable(current) ? current : std::nullopt;
  }

  void warn(std::string_view what, const std::string& detail) const {
    log::warning("token.cache", what, {{"label", config.label}, {"file", file}, {"detail", detail}});
  }

  /// Takes over what another run or process left in the file.
  void load() {
    if (file.empty()) return;
    const auto contents = read_private_file(file);
    if (contents.has_error()) return warn("the token cache cannot be read", contents.error().message);
    if (!*contents) return;
    const auto record = parse_token_record(**contents);
    if (!record) return warn("the token cache is damaged and ignored", "not a token record");
    std::lock_guard lock(mutex);
    if (record->asked) {
      // A clock that was set back must not lock us out for longer than the interval.
      const auto when = std::min(*record->asked, clock.wall());
      if (!pace.asked || when > *pace.asked) pace = Pace{when, when + config.least_between_issues};
    }
    if (!record->token || (refused && same(*record->token, *refused))) return;
    if (!current || record->token->issued >= current->issued) {
      current = record->token;
      last_refused = false;
    }
  }

  void save() const {
    if (file.empty()) return;
    TokenRecord record;
    {
      std::lock_guard lock(mutex);
      record.token = current;
      record.asked = pace.asked;
    }
    const auto written = write_private_file(file, to_text(record));
    if (written.has_error()) warn("the token cache cannot be written", written.error().message);
  }

  /// Remembers that an issuance is being asked for, before it is: a crash in between must not lose it.
  /// Returns what was known before.
  Pace mark_asked() {
    std::unique_lock lock(mutex);
    const auto now = clock.wall();
    const auto before = std::exchange(pace, Pace{now, now + config.least_between_issues});
    lock.unlock();
    save();
    return before;
  }

  void accept(const Token& token) {
    {
      std::lock_guard lock(mutex);
      current = token;
      refused.reset();
      last_failure.reset();
      last_refused = false;
    }
    save();
    log::info("token.issued", "a new access token was issued", {{"label", config.label}});
  }

  void note_failure(const Error& error, const Pace& before) {
    std::lock_guard lock(mutex);
    last_failure = error;
    if (error.code == Errc::auth_failed) last_refused = true;
    if (never_reached(error)) {
      pace = before;
    } else if (is_call_rate_refusal(error)) {
      pace = Pace{before.asked, clock.wall() + *error.retry_after};
    } else if (error.retry_after && *error.retry_after > config.least_between_issues) {
      pace.not_before = clock.wall() + *error.retry_after;
    }
  }

  Duration time_to_wait() const {
    std::lock_guard lock(mutex);
    if (!pace.not_before) return Duration::zero();
    return std::max<Duration>(*pace.not_before - clock.wall(), Duration::zero());
  }

  Error paced_error(Duration wait) const {
    std::lock_guard lock(mutex);
    const auto whole = chrono::ceil<chrono::seconds>(wait);
    std::string message = "A new access token (" + config.label + ") may be asked for in " +
                          std::to_string(whole.count()) + " s at the earliest.";
    // A refusal that only the operator can mend is repeated as it was: waiting alone will not help.
    if (last_failure && last_failure->code == Errc::auth_failed && !last_failure->retryable) {
      Error same = *last_failure;
      same.retry_after = chrono::ceil<chrono::milliseconds>(wait);
      return same;
    }
    if (last_failure) message += " The last attempt: " + last_failure->message;
    Error error(Errc::auth_failed, std::move(message),
                "Brokers issue at most one token a minute. Wait; if it keeps failing, check the app key and "
                "secret in the configuration.",
                true);
    error.retry_after = chrono::ceil<chrono::milliseconds>(wait);
    return error;
  }

  /// Waits while another process issues. Nothing with success: go on without a lock.
  asio::awaitable<Result<std::optional<FileLock>>> take_lock(CallOptions options) {
    if (file.empty()) co_return std::optional<FileLock>();
    for (;;) {
      auto lock = FileLock::try_take(file + ".lock");
      if (lock.has_error()) {
        warn("the token lock cannot be taken; going on without it", lock.error().message);
        co_return std::optional<FileLock>();
      }
      if (*lock) co_return std::move(lock);
      if (usable_token() || options.deadline.remaining(clock) <= lock_interval)
        co_return Error(Errc::timeout,
                        "Another process is renewing the access token (" + config.label + ") for too long.",
                        "Try again in a minute; see which other program uses this app key.", true);
      if (!co_await clock.sleep(lock_interval, options.stop)) co_return cancelled_error();
    }
  }

  /// The way to a new token, by one caller at a time.
  asio::awaitable<Result<Token>> renew(CallOptions options) {
    const auto lock = co_await take_lock(options);
    if (lock.has_error()) co_return lock.error();
    load();
    for (int issues = 0;; ++issues) {
      {
        std::lock_guard guard(mutex);
        if (fresh(current)) co_return *current;
      }
      if (const auto wait = time_to_wait(); wait > Duration::zero() || issues == issues_per_call) {
        if (issues == issues_per_call || usable_token() || wait >= options.deadline.remaining(clock))
          co_return paced_error(wait);
        if (!co_await clock.sleep(wait, options.stop)) co_return cancelled_error();
      }
      const auto before = mark_asked();
      // Without the stop token: a token that is issued and not heard of costs everybody a minute.
      CallOptions uninterrupted(options.deadline);
      const auto issued = co_await issue(uninterrupted);
      if (issued.has_value()) {
        accept(*issued);
        co_return *issued;
      }
      note_failure(issued.error(), before);
      save();
      if (issued.error().code != Errc::rate_limited || is_call_rate_refusal(issued.error()))
        co_return issued.error();
    }
  }

  /// Ends a flight whatever happens to its leader.
  class Landing {
   public:
    Landing(Impl& impl, std::shared_ptr<Flight> own) : impl_(impl), flight_(std::move(own)) {}
    Landing(const Landing&) = delete;
    Landing& operator=(const Landing&) = delete;
    ~Landing() {
      {
        std::lock_guard lock(impl_.mutex);
        impl_.flight.reset();
      }
      flight_->ended.set();
    }

   private:
    Impl& impl_;
    std::shared_ptr<Flight> flight_;
  };

  /// A failure that belongs to the leader alone: its time was up, or it was told to stop.
  static bool is_personal(const Error& error) {
    return error.code == Errc::cancelled || error.code == Errc::timeout ||
           (error.code == Errc::auth_failed && error.retry_after);
  }

  asio::awaitable<Result<Token>> lead(std::shared_ptr<Flight> own, CallOptions options) {
    const Landing landing(*this, own);
    auto result = co_await renew(options);
    if (result.has_error())
      if (const auto old = usable_token()) result = *old;
    if (result.has_value() || !is_personal(result.error())) {
      std::lock_guard lock(mutex);
      own->result = result;
    }
    co_return result;
  }
};

TokenStore::TokenStore(TokenStoreConfig config, std::string app_key, Clock& clock, Issue issue)
    : impl_(std::make_shared<Impl>(std::move(config), app_key, clock, std::move(issue))) {
  impl_->load();
}

TokenStore::~TokenStore() = default;

asio::awaitable<Result<Token>> TokenStore::get(CallOptions options) {
  const auto impl = impl_;
  for (;;) {
    std::shared_ptr<Impl::Flight> flight;
    bool leader = false;
    const auto now = impl->clock.wall();
    {
      std::lock_guard lock(impl->mutex);
      // Near its end, but valid: it serves while another caller renews, and while renewing must wait.
      const bool renewable = !impl->flight && impl->pace.not_before.value_or(WallTime::min()) <= now;
      if (impl->fresh(impl->current) || (!renewable && impl->usable(impl->current))) co_return *impl->current;
      leader = !impl->flight;
      if (leader) impl->flight = std::make_shared<Impl::Flight>();
      flight = impl->flight;
    }
    if (leader) co_return co_await impl->lead(flight, options);

    const auto woken = co_await flight->ended.wait(options.deadline.remaining(impl->clock), options.stop);
    if (woken == Event::Wake::stopped) co_return cancelled_error();
    if (woken == Event::Wake::deadline)
      co_return Error(Errc::timeout, "No access token (" + impl->config.label + ") within the time allowed.",
                      "Try again; the token is still being asked for.", true);
    std::lock_guard lock(impl->mutex);
    if (flight->result) co_return *flight->result;
  }
}

void TokenStore::invalidate(const Token& refused) {
  auto& impl = *impl_;
  {
    std::lock_guard lock(impl.mutex);
    if (!impl.current || !same(*impl.current, refused)) return;
    impl.current.reset();
    impl.refused = refused;
    impl.last_refused = true;
  }
  if (impl.file.empty()) return;
  // Another process may be writing a newer token right now; then the file is its business.
  const auto lock = FileLock::try_take(impl.file + ".lock");
  if (lock.has_error() || !*lock) return;
  const auto contents = read_private_file(impl.file);
  if (contents.has_error() || !*contents) return;
  const auto record = parse_token_record(**contents);
  if (record && record->token && same(*record->token, refused)) impl.save();
}

std::string TokenStore::state() const {
  std::lock_guard lock(impl_->mutex);
  if (impl_->usable(impl_->current)) return "valid";
  if (impl_->last_refused) return "refused";
  return impl_->current ? "expired" : "none";
}

std::optional<WallTime> TokenStore::expires() const {
  std::lock_guard lock(impl_->mutex);
  if (!impl_->current) return std::nullopt;
  return impl_->current->expires;
}

}  // namespace kbroker::broker
