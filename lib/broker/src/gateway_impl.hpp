// The gateway's machinery, the same for every kind of value: fresh cache, single flight, fallback.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "calendar_book.hpp"
#include "footprint.hpp"
#include "kbroker/base/log.hpp"
#include "kbroker/base/task_group.hpp"
#include "kbroker/broker/gateway.hpp"
#include "provenance_of.hpp"
#include "read.hpp"
#include "ttl_cache.hpp"

namespace kbroker::broker {

/// The longest an upstream call may take, whoever waits for it.
inline constexpr std::chrono::seconds flight_limit{30};
/// How long "no such instrument" is believed.
inline constexpr std::chrono::seconds negative_ttl{10};

/// Errors that say nothing about the request itself.
inline bool could_not_be_asked(const Error& error) {
  switch (error.code) {
    case Errc::timeout:
    case Errc::broker_unavailable:
    case Errc::rate_limited:
    case Errc::not_configured:
    case Errc::auth_failed:
      return true;
    case Errc::broker_error:
      return error.retryable;
    default:
      return false;
  }
}

/// Nobody, or not this one, is configured.
Error no_broker_error(std::optional<BrokerId> wanted);
/// Keeps requests apart in the cache: a code must not look like further parameters.
std::optional<Error> check_code(const std::string& code);

struct Gateway::Impl : std::enable_shared_from_this<Gateway::Impl> {
  Impl(boost::asio::any_io_executor executor, GatewayConfig config_,
       std::vector<std::shared_ptr<Broker>> brokers_, Clock& clock_,
       std::shared_ptr<GatewayObserver> observer_)
      : config(std::move(config_)),
        brokers(std::move(brokers_)),
        clock(clock_),
        observer(observer_ ? std::move(observer_) : std::make_shared<GatewayObserver>()),
        calendars(config.calendar_file),
        tasks(std::move(executor)),
        cache(config.max_entries, config.max_bytes) {}

  const GatewayConfig config;
  const std::vector<std::shared_ptr<Broker>> brokers;
  Clock& clock;
  const std::shared_ptr<GatewayObserver> observer;
  CalendarBook calendars;
  TaskGroup tasks;

  mutable std::mutex mutex;  // guards what follows
  TtlCache cache;
  std::unordered_map<std::string, std::shared_ptr<void>> flights;  // typed by the text, like the cache
  CacheStats counts;

  std::shared_ptr<Broker> choose(std::optional<BrokerId> wanted) const {
    for (const auto& broker : brokers)
      if (!wanted || broker->id() == *wanted) return broker;
    return nullptr;
  }

  void count_hit(std::string_view operation) {
    {
      std::lock_guard lock(mutex);
      ++counts.hits;
    }
    observer->cache_event(operation, GatewayObserver::CacheEvent::hit);
  }

  void count_miss(std::string_view operation) {
    {
      std::lock_guard lock(mutex);
      ++counts.misses;
    }
    observer->cache_event(operation, GatewayObserver::CacheEvent::miss);
  }

  /// The calendar's days from `from` on that are known, as the answer to a call.
  std::optional<Sourced<std::vector<CalendarDay>>> known_days(BrokerId broker, Date from);
  /// The error for days that today's only call of the calendar did not cover; nothing when it is still to
  /// come.
  std::optional<Error> calendar_was_asked(BrokerId broker, Date from) const;

  /// The answer when the cache has a fresh one, the whole cost of a hit. A miss is counted by fetch().
  template <class T>
  std::optional<Result<Sourced<T>>> fresh(const Broker& broker, std::string_view operation,
                                          std::string_view text) {
    std::optional<TtlCache::Found> found;
    {
      std::lock_guard lock(mutex);
      found = cache.find(text, clock.steady());
      if (!found || !found->fresh) return std::nullopt;
      ++counts.hits;
    }
    observer->cache_event(operation, GatewayObserver::CacheEvent::hit);
    if (found->negative) return Result<Sourced<T>>(*static_cast<const Error*>(found->value.get()));
    auto kept = std::static_pointer_cast<const Kept<T>>(std::move(found->value));
    auto provenance = provenance_of(Source::cache, broker.id(), kept->environment, kept->as_of, found->age);
    return Result<Sourced<T>>(Sourced<T>(std::move(kept), std::move(provenance)));
  }

  /// Joins the flight for this read, or starts it.
  template <class T>
  boost::asio::awaitable<Result<Sourced<T>>> fetch(Read<T> read, CallOptions options) {
    const auto self = shared_from_this();
    count_miss(read.operation);
    if (options.stop.stop_requested()) co_return Error(Errc::cancelled, "The call was cancelled.");
    const auto flight = board(read);
    const auto woken = co_await flight->landed.wait(options.deadline.remaining(clock), options.stop);
    if (woken == Event::Wake::stopped) co_return Error(Errc::cancelled, "The call was cancelled.");
    if (woken == Event::Wake::deadline) {
      const Error late(Errc::timeout,
                       std::string(to_string(read.broker->id())) + " did not answer within the time allowed.",
                       "Try again; a late answer is kept for the next caller.", true);
      co_return fall_back(read, late);
    }
    const auto& outcome = flight->outcome;
    if (outcome.has_error()) co_return fall_back(read, outcome.error());
    auto kept = *outcome;
    auto provenance =
        provenance_of(Source::live, read.broker->id(), kept->environment, kept->as_of, std::nullopt);
    co_return Sourced<T>(std::move(kept), std::move(provenance));
  }

  template <class T>
  std::shared_ptr<Flight<T>> board(const Read<T>& read) {
    auto flight = std::make_shared<Flight<T>>();
    {
      std::lock_guard lock(mutex);
      const auto [place, first] = flights.try_emplace(read.text, flight);
      if (!first) return std::static_pointer_cast<Flight<T>>(place->second);
    }
    tasks.spawn("gateway." + std::string(read.operation),
                fly(std::make_unique<Landing<T>>(shared_from_this(), flight, read.text), read));
    return flight;
  }

  /// Wakes the waiters when the flight ends, also when its task was dropped or destroyed half-way.
  template <class T>
  class Landing {
   public:
    Landing(std::shared_ptr<Impl> impl, std::shared_ptr<Flight<T>> flight, std::string text)
        : impl_(std::move(impl)), flight_(std::move(flight)), text_(std::move(text)) {}
    Landing(const Landing&) = delete;
    Landing& operator=(const Landing&) = delete;
    ~Landing() {
      {
        std::lock_guard lock(impl_->mutex);
        impl_->flights.erase(text_);
      }
      flight_->landed.set();
    }
    void set(Outcome<T> outcome) { flight_->outcome = std::move(outcome); }

   private:
    std::shared_ptr<Impl> impl_;
    std::shared_ptr<Flight<T>> flight_;
    std::string text_;
  };

  template <class T>
  boost::asio::awaitable<void> fly(std::unique_ptr<Landing<T>> landing, Read<T> read) {
    const auto started = clock.steady();
    CallOptions options(Deadline::after(clock, flight_limit));
    bool answered = false;
    try {
      auto answer = co_await read.ask(options);
      answered = answer.has_value();
      if (answered)
        landing->set(keep(read, std::move(*answer)));
      else
        landing->set(refuse(read, answer.error()));
    } catch (const boost::system::system_error& e) {
      if (e.code() == boost::asio::error::operation_aborted)
        co_return;  // stopped: what the flight says already
      landing->set(failed(read, e.what()));
    } catch (const std::exception& e) {
      landing->set(failed(read, e.what()));
    }
    observer->call_done(read.broker->id(), read.operation, answered, clock.steady() - started);
  }

  template <class T>
  Error failed(const Read<T>& read, std::string_view what) const {
    log::error("gateway.failed", "a broker call threw", {{"operation", read.operation}, {"error", what}});
    return Error(Errc::internal,
                 std::string(to_string(read.broker->id())) + " " + std::string(read.operation) +
                     " failed inside the program.",
                 "This is a defect; the log has the details.");
  }

  template <class T>
  Outcome<T> keep(const Read<T>& read, Answer<T> answer) {
    const auto now = clock.wall();
    if constexpr (std::is_same_v<T, std::vector<CalendarDay>>)
      calendars.merge(read.broker->id(), answer.value, answer.environment, now);
    auto bytes = sizeof(Kept<T>) + footprint(answer.value);
    auto kept = std::make_shared<const Kept<T>>(std::move(answer.value), answer.environment, now);
    store(read.operation, read.text, kept, false, bytes, read.time_to_live(now));
    return kept;
  }

  template <class T>
  Error refuse(const Read<T>& read, const Error& error) {
    if (error.code == Errc::unknown_symbol)
      store(read.operation, read.text, std::make_shared<const Error>(error), true, footprint(error),
            negative_ttl);
    return error;
  }

  void store(std::string_view operation, const std::string& text, std::shared_ptr<const void> value,
             bool negative, std::size_t bytes, Duration time_to_live) {
    std::size_t evicted = 0;
    {
      std::lock_guard lock(mutex);
      evicted = cache.put(text, std::move(value), negative, bytes, clock.steady(), time_to_live);
      counts.evictions += evicted;
    }
    for (; evicted > 0; --evicted) observer->cache_event(operation, GatewayObserver::CacheEvent::eviction);
  }

  template <class T>
  Result<Sourced<T>> fall_back(const Read<T>& read, const Error& error) {
    if (!could_not_be_asked(error)) return error;
    if (read.may_be_stale) {
      std::optional<TtlCache::Found> found;
      {
        std::lock_guard lock(mutex);
        found = cache.find(read.text, clock.steady());
        if (found && (found->negative || found->age > config.max_stale)) found.reset();
        if (found) ++counts.stale;
      }
      if (found) {
        observer->cache_event(read.operation, GatewayObserver::CacheEvent::stale);
        auto kept = std::static_pointer_cast<const Kept<T>>(std::move(found->value));
        auto provenance = provenance_of(Source::stale, read.broker->id(), kept->environment, kept->as_of,
                                        found->age, std::string(stale_note) + ": " + error.message);
        return Sourced<T>(std::move(kept), std::move(provenance));
      }
    }
    if (!config.sample || !read.sample) return error;
    observer->cache_event(read.operation, GatewayObserver::CacheEvent::sample);
    const auto now = clock.wall();
    const auto status = read.broker->status();
    const auto environment = status.empty() ? Environment::real : status.front().environment;
    return Sourced<T>(std::make_shared<const Kept<T>>(read.sample(now), environment, now),
                      provenance_of(Source::sample, read.broker->id(), environment, now, std::nullopt,
                                    std::string(sample_note)));
  }
};

}  // namespace kbroker::broker
