// Tools with a broker that answers what the test says.
#pragma once

#include <deque>
#include <map>
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

template <class T>
using Scripted = std::optional<Result<broker::Answer<T>>>;

/// The scripted answer; without one `broker_unavailable`.
template <class T>
broker::Reply<T> give(Scripted<T> answer) {
  if (answer) co_return *answer;
  co_return Error(Errc::broker_unavailable, "the broker cannot be reached", "Try again later.", true);
}

class ScriptedMarket final : public broker::MarketReads {
 public:
  Scripted<broker::QuoteList> next_quotes;
  Scripted<broker::OrderBook> next_book;
  Scripted<broker::MarketIndex> next_index;
  Scripted<broker::InvestorFlow> next_flow;
  Scripted<broker::Ranking> next_ranking;
  std::vector<std::string> asked_codes;

  broker::Reply<broker::QuoteList> quotes(std::vector<std::string> codes, broker::Basis,
                                          broker::CallOptions) override {
    asked_codes = std::move(codes);
    return give(next_quotes);
  }
  broker::Reply<broker::OrderBook> order_book(std::string, broker::Basis, broker::CallOptions) override {
    return give(next_book);
  }
  broker::Reply<broker::MarketIndex> index(std::string code, broker::CallOptions) override {
    asked_codes.push_back(std::move(code));
    return give(next_index);
  }
  broker::Reply<broker::InvestorFlow> investor_flow(std::string code, broker::CallOptions) override {
    asked_codes = {std::move(code)};
    return give(next_flow);
  }
  broker::Reply<broker::Ranking> ranking(broker::RankingKind, broker::Board, broker::CallOptions) override {
    return give(next_ranking);
  }
};

class ScriptedAccount final : public broker::AccountReads {
 public:
  Scripted<broker::OrderList> next_orders, next_foreign_orders;
  Scripted<broker::BuyingPower> next_power;
  Scripted<broker::RealizedProfit> next_profit, next_foreign_profit;
  std::map<broker::Section, Scripted<broker::Positions>> next_positions;
  broker::OrdersRequest asked_orders;
  broker::BuyingPowerRequest asked_power;

  broker::Reply<broker::OrderList> orders(broker::OrdersRequest request, broker::CallOptions) override {
    if (request.section != broker::Section::domestic) return give(next_foreign_orders);
    asked_orders = request;
    return give(next_orders);
  }
  broker::Reply<broker::BuyingPower> buying_power(broker::BuyingPowerRequest request,
                                                  broker::CallOptions) override {
    asked_power = std::move(request);
    return give(next_power);
  }
  broker::Reply<broker::RealizedProfit> realized_profit(broker::Section section, Date, Date,
                                                        broker::CallOptions) override {
    return give(section == broker::Section::domestic ? next_profit : next_foreign_profit);
  }
  broker::Reply<broker::Positions> positions(broker::Section section, broker::CallOptions) override {
    return give(next_positions[section]);
  }
};

/// Scripted answers of one broker; unset ones fail with `broker_unavailable`.
class ScriptedBroker final : public broker::Broker {
 public:
  Scripted<broker::Quote> next_quote;
  Scripted<broker::StockInfo> next_info;
  Scripted<broker::History> next_history;
  Scripted<broker::Account> next_account;
  Scripted<std::vector<broker::CalendarDay>> next_calendar;
  broker::HistoryRequest asked_history;

  ScriptedMarket market_reads;
  ScriptedAccount more_of_account;
  std::vector<std::string> asked_quotes;

  broker::BrokerId id() const override { return broker::BrokerId::kis; }
  broker::MarketReads& market() override { return market_reads; }
  broker::AccountReads& account_reads() override { return more_of_account; }
  broker::Reply<broker::Quote> quote(std::string code, broker::Basis, broker::CallOptions) override {
    asked_quotes.push_back(std::move(code));
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
  explicit ToolServices(broker::GatewayConfig config = {}, catalog::MasterConfig lists = {})
      : gateway(context.get_executor(), std::move(config), {broker}, clock),
        master(std::move(lists), clock, {}),
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
