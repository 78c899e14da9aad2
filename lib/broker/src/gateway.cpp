// The public reads: how each is named, asked for, kept and replaced.
#include "kbroker/broker/gateway.hpp"

#include <algorithm>

#include "gateway_impl.hpp"
#include "kbroker/base/codec.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/instrument.hpp"
#include "kbroker/broker/market_hours.hpp"
#include "kbroker/broker/overseas.hpp"
#include "kbroker/broker/sample_data.hpp"
#include "request_text.hpp"

namespace kbroker::broker {

namespace asio = boost::asio;
namespace chrono = std::chrono;
using namespace std::chrono_literals;

namespace {

constexpr chrono::seconds history_ttl_in_session{60};

std::string quote_text(BrokerId broker, const std::string& code, Basis basis) {
  return request_text("quote", {{"basis", to_string(basis)}, {"broker", to_string(broker)}, {"code", code}});
}

/// Everything that makes one call differ from another. Values are encoded, so that none looks like another
/// parameter.
std::string api_text(const ApiRequest& request) {
  const auto environment = request.environment ? to_string(*request.environment) : std::string_view();
  const auto pages = std::to_string(request.max_pages);
  auto text = request_text("call_api", {{"environment", environment},
                                        {"id", request.operation},
                                        {"pages", pages},
                                        {"tr", request.transaction_real}});
  for (const auto& parameter : request.parameters)
    text += "&" + percent_encode(parameter.name) + "=" + percent_encode(parameter.value);
  return text;
}

/// Samples are made for shares and funds of Korea only.
bool may_be_invented(std::string_view code) {
  return kind_of_code(code) == InstrumentKind::share;
}

/// Until the next bar can differ.
Duration history_time_to_live(const GatewayConfig& config, const CalendarBook& calendars,
                              const HistoryRequest& request, BrokerId broker, WallTime now) {
  const auto today = date_kst(now);
  if (request.to && *request.to < today) return config.ttl.fallback;
  if (is_overseas(request.code)) return history_ttl_in_session;
  if (request.interval == Interval::minute) return chrono::floor<chrono::minutes>(now) + 1min - now;
  const auto page = calendars.find(broker, today, now, config.ttl.calendar);
  std::optional<bool> broker_says;
  if (page) broker_says = page->days.front().open;
  const bool trading = judge_day(today, broker_says).open;
  return session_at(request.basis, now, trading).open ? Duration(history_ttl_in_session)
                                                      : Duration(config.ttl.fallback);
}

}  // namespace

Error no_broker_error(std::optional<BrokerId> wanted) {
  const std::string what = wanted ? "The broker " + std::string(to_string(*wanted)) : "No broker";
  return Error(Errc::not_configured, what + (wanted ? " is not configured." : " is configured."),
               "Set its app key and secret, see docs/connect.md, and try them with `kbroker check`.");
}

std::optional<Error> check_code(const std::string& code) {
  const auto plain = [](char c) { return c > ' ' && c != '&' && c != '=' && c != '\x7F'; };
  if (!code.empty() && code.size() <= 32 && std::all_of(code.begin(), code.end(), plain)) return std::nullopt;
  return Error(Errc::invalid_argument, "The stock code is empty or has characters no code has.",
               "Give a code such as 005930; search_stocks finds it by name.");
}

std::optional<Sourced<std::vector<CalendarDay>>> Gateway::Impl::known_days(BrokerId broker, Date from) {
  const auto now = clock.wall();
  auto page = calendars.find(broker, from, now, config.ttl.calendar);
  if (!page) return std::nullopt;
  count_hit("calendar");
  using Days = std::vector<CalendarDay>;
  return Sourced<Days>(
      std::make_shared<const Kept<Days>>(std::move(page->days), page->environment, page->fetched),
      provenance_of(Source::cache, broker, page->environment, page->fetched, now - page->fetched));
}

std::optional<Error> Gateway::Impl::calendar_was_asked(BrokerId broker, Date from) const {
  const auto asked = calendars.asked(broker, clock.wall(), config.ttl.calendar);
  if (!asked) return std::nullopt;
  return Error(Errc::rate_limited,
               "The exchange calendar may be asked once a day. Today's answer covers " +
                   to_iso(asked->first) + " to " + to_iso(asked->last) + ", not " + to_iso(from) + ".",
               "Ask for a day in that range, or for another one after " +
                   to_rfc3339_kst(asked->at + config.ttl.calendar) + ".");
}

Gateway::Gateway(asio::any_io_executor executor, GatewayConfig config,
                 std::vector<std::shared_ptr<Broker>> brokers, Clock& clock,
                 std::shared_ptr<GatewayObserver> observer)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(config), std::move(brokers), clock,
                                   std::move(observer))) {}

Gateway::~Gateway() = default;

SourcedReply<Quote> Gateway::quote(std::optional<BrokerId> broker, std::string code, Basis basis,
                                   CallOptions options) {
  const auto impl = impl_;
  const auto chosen = impl->choose(broker);
  if (!chosen) co_return no_broker_error(broker);
  if (auto wrong = check_code(code)) co_return std::move(*wrong);
  auto text = quote_text(chosen->id(), code, basis);
  if (auto hit = impl->fresh<Quote>(*chosen, "quote", text)) co_return std::move(*hit);

  Read<Quote> read(chosen, "quote", std::move(text));
  read.ask = [chosen, code, basis](CallOptions upstream) {
    return chosen->quote(code, basis, std::move(upstream));
  };
  read.time_to_live = [ttl = impl->config.ttl.quote](WallTime) { return ttl; };
  if (may_be_invented(code))
    read.sample = [code, basis](WallTime now) { return sample_quote(code, basis, now); };
  co_return co_await impl->fetch(std::move(read), std::move(options));
}

std::optional<Result<Sourced<Quote>>> Gateway::cached_quote(std::optional<BrokerId> broker,
                                                            const std::string& code, Basis basis) const {
  const auto chosen = impl_->choose(broker);
  if (!chosen || check_code(code)) return std::nullopt;
  return impl_->fresh<Quote>(*chosen, "quote", quote_text(chosen->id(), code, basis));
}

SourcedReply<StockInfo> Gateway::stock_info(std::optional<BrokerId> broker, std::string code,
                                            CallOptions options) {
  const auto impl = impl_;
  const auto chosen = impl->choose(broker);
  if (!chosen) co_return no_broker_error(broker);
  if (auto wrong = check_code(code)) co_return std::move(*wrong);
  auto text = request_text("stock_info", {{"broker", to_string(chosen->id())}, {"code", code}});
  if (auto hit = impl->fresh<StockInfo>(*chosen, "stock_info", text)) co_return std::move(*hit);

  Read<StockInfo> read(chosen, "stock_info", std::move(text));
  read.ask = [chosen, code](CallOptions upstream) { return chosen->stock_info(code, std::move(upstream)); };
  read.time_to_live = [ttl = impl->config.ttl.info](WallTime) { return ttl; };
  if (may_be_invented(code)) read.sample = [code](WallTime now) { return sample_stock_info(code, now); };
  co_return co_await impl->fetch(std::move(read), std::move(options));
}

SourcedReply<History> Gateway::history(std::optional<BrokerId> broker, HistoryRequest request,
                                       CallOptions options) {
  const auto impl = impl_;
  const auto chosen = impl->choose(broker);
  if (!chosen) co_return no_broker_error(broker);
  if (auto wrong = check_code(request.code)) co_return std::move(*wrong);
  const auto count = std::to_string(request.count);
  const auto from = request.from ? to_yyyymmdd(*request.from) : std::string();
  const auto to = request.to ? to_yyyymmdd(*request.to) : std::string();
  auto text = request_text("history", {{"adjusted", request.adjusted ? "true" : "false"},
                                       {"basis", to_string(request.basis)},
                                       {"broker", to_string(chosen->id())},
                                       {"code", request.code},
                                       {"count", count},
                                       {"from", from},
                                       {"interval", to_string(request.interval)},
                                       {"to", to}});
  if (auto hit = impl->fresh<History>(*chosen, "history", text)) co_return std::move(*hit);

  Read<History> read(chosen, "history", std::move(text));
  read.ask = [chosen, request](CallOptions upstream) {
    return chosen->history(request, std::move(upstream));
  };
  // Called by the flight, which keeps `impl` alive.
  read.time_to_live = [here = impl.get(), request, id = chosen->id()](WallTime now) {
    return history_time_to_live(here->config, here->calendars, request, id, now);
  };
  if (may_be_invented(request.code))
    read.sample = [request](WallTime now) { return sample_history(request, now); };
  co_return co_await impl->fetch(std::move(read), std::move(options));
}

SourcedReply<Account> Gateway::account(std::optional<BrokerId> broker, CallOptions options) {
  const auto impl = impl_;
  const auto chosen = impl->choose(broker);
  if (!chosen) co_return no_broker_error(broker);
  auto text = request_text("account", {{"broker", to_string(chosen->id())}});
  if (auto hit = impl->fresh<Account>(*chosen, "account", text)) co_return std::move(*hit);

  Read<Account> read(chosen, "account", std::move(text));
  read.ask = [chosen](CallOptions upstream) { return chosen->account(std::move(upstream)); };
  read.time_to_live = [ttl = impl->config.ttl.account](WallTime) { return ttl; };
  read.may_be_stale = false;
  co_return co_await impl->fetch(std::move(read), std::move(options));
}

SourcedReply<std::vector<CalendarDay>> Gateway::calendar(std::optional<BrokerId> broker, Date from,
                                                         CallOptions options) {
  const auto impl = impl_;
  const auto chosen = impl->choose(broker);
  if (!chosen) co_return no_broker_error(broker);
  using Days = std::vector<CalendarDay>;
  // The book rather than the cache: one day's answer serves every later start, and other runs.
  if (auto known = impl->known_days(chosen->id(), from)) co_return std::move(*known);
  if (const auto spent = impl->calendar_was_asked(chosen->id(), from)) co_return *spent;

  // One flight whatever day is asked for, so that two callers never make two calls.
  Read<Days> read(chosen, "calendar", request_text("calendar", {{"broker", to_string(chosen->id())}}));
  read.ask = [chosen, from](CallOptions upstream) { return chosen->calendar(from, std::move(upstream)); };
  read.time_to_live = [ttl = impl->config.ttl.calendar](WallTime) { return ttl; };
  read.may_be_stale = false;
  auto days = co_await impl->fetch(std::move(read), std::move(options));
  if (days.has_error() || days->value().front().date >= from) co_return days;
  // Another caller's flight, which began with an earlier day.
  if (auto known = impl->known_days(chosen->id(), from)) co_return std::move(*known);
  if (const auto spent = impl->calendar_was_asked(chosen->id(), from)) co_return *spent;
  co_return days;
}

SourcedReply<ApiAnswer> Gateway::call_api(BrokerId broker, ApiRequest request, CallOptions options) {
  const auto impl = impl_;
  const auto chosen = impl->choose(broker);
  if (!chosen) co_return no_broker_error(broker);
  Read<ApiAnswer> read(chosen, "call_api", api_text(request));
  if (auto hit = impl->fresh<ApiAnswer>(*chosen, "call_api", read.text)) co_return std::move(*hit);
  read.may_be_stale = !request.account;
  const Duration ttl = request.account ? impl->config.ttl.account : impl->config.ttl.quote;
  read.time_to_live = [ttl](WallTime) { return ttl; };
  read.ask = [chosen, request](CallOptions upstream) {
    return chosen->call_api(request, std::move(upstream));
  };
  co_return co_await impl->fetch(std::move(read), std::move(options));
}

asio::awaitable<Result<void>> Gateway::authenticate(BrokerId broker, Environment environment,
                                                    CallOptions options) {
  const auto impl = impl_;
  const auto chosen = impl->choose(broker);
  if (!chosen) co_return no_broker_error(broker);
  const auto started = impl->clock.steady();
  auto result = co_await chosen->authenticate(environment, std::move(options));
  impl->observer->call_done(broker, "authenticate", result.has_value(), impl->clock.steady() - started);
  co_return result;
}

std::vector<ConnectionStatus> Gateway::status() const {
  std::vector<ConnectionStatus> all;
  for (const auto& broker : impl_->brokers) {
    auto part = broker->status();
    all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
  return all;
}

std::vector<BrokerId> Gateway::brokers() const {
  std::vector<BrokerId> ids;
  for (const auto& broker : impl_->brokers) ids.push_back(broker->id());
  return ids;
}

CacheStats Gateway::cache_stats() const {
  std::lock_guard lock(impl_->mutex);
  auto stats = impl_->counts;
  stats.entries = impl_->cache.entries();
  stats.bytes = impl_->cache.bytes();
  return stats;
}

asio::awaitable<void> Gateway::shutdown() {
  const auto impl = impl_;
  impl->tasks.stop();
  co_await impl->tasks.join();
}

}  // namespace kbroker::broker
