// Tools with a broker that answers what the test says.
#pragma once

#include <deque>
#include <memory>
#include <optional>

#include <boost/json/parse.hpp>

#include "kbroker/base/text.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/gateway.hpp"
#include "kbroker/catalog/master_loader.hpp"
#include "kbroker/tools/tools.hpp"
#include "run.hpp"
#include "tool_list.hpp"

namespace kbroker::test {

/// Scripted answers of one broker; unset ones fail with `broker_unavailable`.
class ScriptedBroker final : public broker::Broker {
 public:
  template <class T>
  using Scripted = std::optional<Result<broker::Answer<T>>>;

  Scripted<broker::Quote> next_quote;
  Scripted<broker::StockInfo> next_info;
  Scripted<broker::History> next_history;
  Scripted<broker::Account> next_account;
  Scripted<std::vector<broker::CalendarDay>> next_calendar;
  broker::HistoryRequest asked_history;

  broker::BrokerId id() const override { return broker::BrokerId::kis; }
  broker::Reply<broker::Quote> quote(std::string, broker::Basis, broker::CallOptions) override {
    return give(next_quote);
  }
  broker::Reply<broker::StockInfo> stock_info(std::string, broker::CallOptions) override {
    return give(next_info);
  }
  broker::Reply<broker::History> history(broker::HistoryRequest request, broker::CallOptions) override {
    asked_history = request;
    return give(next_history);
  }
  Scripted<broker::ApiAnswer> next_api;
  broker::ApiRequest asked_api;
  broker::Reply<broker::ApiAnswer> call_api(broker::ApiRequest request, broker::CallOptions) override {
    asked_api = std::move(request);
    return give(next_api);
  }
  broker::Reply<broker::Account> account(broker::CallOptions) override { return give(next_account); }
  broker::Reply<std::vector<broker::CalendarDay>> calendar(Date, broker::CallOptions) override {
    return give(next_calendar);
  }
  boost::asio::awaitable<Result<void>> authenticate(broker::Environment, broker::CallOptions) override {
    co_return Result<void>();
  }
  std::vector<broker::ConnectionStatus> connections;
  std::vector<broker::ConnectionStatus> status() const override { return connections; }

 private:
  template <class T>
  broker::Reply<T> give(Scripted<T> answer) {
    if (answer) co_return *answer;
    co_return Error(Errc::broker_unavailable, "the broker cannot be reached", "Try again later.", true);
  }
};

class FakeCall final : public mcp::CallContext {
 public:
  explicit FakeCall(Clock& clock) : clock_(clock) {}
  std::stop_token stop() const override { return {}; }
  Deadline deadline() const override { return Deadline::after(clock_, std::chrono::seconds(30)); }
  void progress(double, std::optional<double>, std::string_view) override {}
  void log(mcp::LogLevel, std::string_view, boost::json::value) override {}
  std::string_view protocol_version() const override { return "2025-11-25"; }
  std::uint64_t request_id() const override { return 1; }

 private:
  Clock& clock_;
};

struct ToolServices {
  explicit ToolServices(broker::GatewayConfig config = {})
      : gateway(context.get_executor(), std::move(config), {broker}, clock),
        master({}, clock, {}),
        services{gateway, master, clock, false, true, "0.0.0-test", broker::BrokerId::kis} {}
  ~ToolServices() { run(context, gateway.shutdown()); }

  boost::asio::io_context context;
  ManualClock clock{*parse_kst("20261120", "101530")};
  std::shared_ptr<ScriptedBroker> broker = std::make_shared<ScriptedBroker>();
  broker::Gateway gateway;
  catalog::MasterLoader master;
  tools::Services services;

  boost::json::object call(const mcp::Tool& tool, boost::json::object arguments) {
    FakeCall call_context(clock);
    auto result = run(context, tool.call(call_context, arguments));
    if (result.written)
      return boost::json::parse(std::string(result.written->json()) + result.last_members + "}").as_object();
    return result.structured.as_object();
  }
};

}  // namespace kbroker::test
