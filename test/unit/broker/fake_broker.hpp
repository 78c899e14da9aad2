// A broker whose answers the test lays out, and which counts how often it is asked.
#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "kbroker/broker/broker.hpp"

namespace kbroker::test {

class FakeBroker final : public broker::Broker {
 public:
  explicit FakeBroker(Clock& clock, broker::BrokerId id = broker::BrokerId::kis) : clock_(clock), id_(id) {}

  // Set before the broker is shared by threads.
  broker::Environment environment = broker::Environment::real;
  std::optional<Error> failure;
  std::vector<broker::CalendarDay> days;
  /// Runs inside each call, before it answers; may wait.
  std::function<boost::asio::awaitable<void>(broker::CallOptions)> before;

  std::atomic<int> calls{0};

  broker::BrokerId id() const override { return id_; }

  broker::Reply<broker::Quote> quote(std::string code, broker::Basis basis,
                                     broker::CallOptions options) override {
    broker::Quote value;
    value.code = code;
    value.price = Decimal(70'000 + calls);
    value.basis = basis;
    value.time = clock_.wall();
    value.raw["stck_prpr"] = "70000";
    co_return co_await answer(std::move(value), std::move(options));
  }
  broker::Reply<broker::StockInfo> stock_info(std::string code, broker::CallOptions options) override {
    broker::StockInfo value;
    value.code = code;
    co_return co_await answer(std::move(value), std::move(options));
  }
  broker::Reply<broker::History> history(broker::HistoryRequest request,
                                         broker::CallOptions options) override {
    broker::History value;
    value.code = request.code;
    co_return co_await answer(std::move(value), std::move(options));
  }
  broker::Reply<broker::Account> account(broker::CallOptions options) override {
    broker::Account value;
    value.account_no = "1234567801";
    co_return co_await answer(std::move(value), std::move(options));
  }
  broker::Reply<std::vector<broker::CalendarDay>> calendar(Date, broker::CallOptions options) override {
    auto value = days;
    co_return co_await answer(std::move(value), std::move(options));
  }
  broker::Reply<broker::ApiAnswer> call_api(broker::ApiRequest request,
                                            broker::CallOptions options) override {
    broker::ApiAnswer value;
    value.pages.push_back({{"operation", request.operation}, {"call", calls.load()}});
    co_return co_await answer(std::move(value), std::move(options));
  }
  boost::asio::awaitable<Result<void>> authenticate(broker::Environment, broker::CallOptions) override {
    if (failure) co_return *failure;
    co_return Result<void>();
  }
  std::vector<broker::ConnectionStatus> status() const override {
    broker::ConnectionStatus status;
    status.broker = id_;
    status.environment = environment;
    return {status};
  }

 private:
  template <class T>
  broker::Reply<T> answer(T value, broker::CallOptions options) {
    ++calls;
    co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
    if (before) co_await before(std::move(options));
    if (failure) co_return *failure;
    co_return broker::Answer<T>(std::move(value), environment);
  }

  Clock& clock_;
  broker::BrokerId id_;
};

}  // namespace kbroker::test
