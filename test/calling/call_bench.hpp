// call_api with KIS behind it: on a script, or on the simulator.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "answers.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/kis/kis_broker.hpp"
#include "scripted_transport.hpp"
#include "tool_services.hpp"

namespace kbroker::test {

/// The tool, its gateway and KIS on one event loop.
class CallHarness {
 public:
  CallHarness(broker::BrokerConfig config, std::shared_ptr<net::http::Transport> transport, Clock& clock)
      : clock_(clock),
        gateway_(context_.get_executor(), broker::GatewayConfig{},
                 {kis::make_kis_broker(std::move(config), std::move(transport), clock, random_)}, clock),
        master_({}, clock, {}),
        services_{gateway_, master_, clock, false, true, "0.0.0-test", broker::BrokerId::kis},
        tool_(tools::make_call_api(services_)) {}
  ~CallHarness() { run(context_, gateway_.shutdown()); }

  boost::json::object call(std::string_view id, boost::json::object params, boost::json::object more = {}) {
    more["id"] = id;
    more["params"] = std::move(params);
    return call_tool(tool_, more);
  }
  boost::json::object call_tool(const mcp::Tool& tool, const boost::json::object& arguments) {
    FakeCall context(clock_);
    return run(context_, tool.call(context, arguments)).structured.as_object();
  }
  tools::Services& services() { return services_; }

 private:
  boost::asio::io_context context_;
  Clock& clock_;
  SeededRandom random_{7};
  broker::Gateway gateway_;
  catalog::MasterLoader master_;
  tools::Services services_;
  mcp::Tool tool_;
};

inline constexpr std::string_view kis_token =
    R"({"access_token":"first-token","token_type":"Bearer","expires_in":86400})";

/// KIS answers from a script; the clock stands still.
class ScriptedKis {
 public:
  /// Any of "real", "paper".
  explicit ScriptedKis(std::initializer_list<std::string_view> environments = {"real"},
                       std::string_view token_directory = {}, std::string_view user_id = "myhtsid")
      : user_id_(user_id) {
    broker::BrokerConfig config;
    config.token_directory = token_directory;
    for (const auto name : environments) (name == "real" ? config.real : config.paper) = endpoint(name);
    harness_ = std::make_unique<CallHarness>(std::move(config), transport, clock);
  }

  void token() { transport->reply(200, std::string(kis_token)); }
  void reply(std::string body, net::http::Headers headers = {}, unsigned status = 200) {
    transport->reply(status, std::move(body), std::move(headers));
  }
  /// A page of which the header says whether there are more.
  void page(std::string body, std::string mark) { reply(std::move(body), {{"tr_cont", std::move(mark)}}); }
  void refuse(std::string_view code, unsigned status = 500, std::string_view sentence = "사유") {
    reply(
        R"({"rt_cd":"1","msg_cd":")" + std::string(code) + R"(","msg1":")" + std::string(sentence) + R"("})",
        {}, status);
  }
  boost::json::object call(std::string_view id, boost::json::object params, boost::json::object more = {}) {
    return harness_->call(id, std::move(params), std::move(more));
  }
  boost::json::object use(const mcp::Tool& tool, const boost::json::object& arguments) {
    return harness_->call_tool(tool, arguments);
  }
  /// A price of Samsung Electronics.
  boost::json::object price(boost::json::object more = {}) {
    return call("kis.domestic_stock.inquire_price", {{"market", "J"}, {"symbol", "005930"}}, std::move(more));
  }
  tools::Services& services() { return harness_->services(); }
  const net::http::ClientRequest& last() const { return transport->requests().back(); }
  std::string sent(std::string_view header) const { return header_of(last(), header); }

  static constexpr const char* derivatives_account = "23456789";
  ManualClock clock{*parse_kst("20261120", "101530")};
  std::shared_ptr<ScriptedTransport> transport = std::make_shared<ScriptedTransport>();

 private:
  broker::EndpointConfig endpoint(std::string_view name) const {
    broker::EndpointConfig made;
    made.base_url = "https://" + std::string(name) + ".test";
    made.app_key = Secret(std::string(name) + "-app-key");
    made.app_secret = Secret(std::string(name) + "-app-secret");
    made.account = "12345678-01";
    made.derivatives_account = derivatives_account;
    made.user_id = user_id_;
    return made;
  }
  const std::string user_id_;
  std::unique_ptr<CallHarness> harness_;
};

inline std::string code_of(const boost::json::object& result) {
  return result.at("success").as_bool() ? "success" : std::string(result.at("error").at("code").as_string());
}

}  // namespace kbroker::test
