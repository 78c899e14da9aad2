// The toolset kis-compat over HTTP: off unless it is named, and then a drop-in for KIS's own MCP servers.
#include <catch2/catch_test_macros.hpp>

#include <set>

#include "daemon_fixture.hpp"
#include "places.hpp"
#include "program.hpp"
#include "temporary_directory.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

config::Settings compatible(std::vector<std::string> toolsets) {
  auto settings = test::demo_settings();
  settings.toolsets = std::move(toolsets);
  return settings;
}

std::set<std::string> listed(test::RunningDaemon& daemon, net::http::Headers headers = {}) {
  test::HttpCaller caller;
  std::set<std::string> names;
  const auto answer = test::json_of(daemon.modern(caller, "tools/list", {}, std::move(headers)));
  for (const auto& tool : answer.at("result").at("tools").as_array())
    names.emplace(tool.at("name").as_string());
  return names;
}

const std::set<std::string> of_both_servers{"domestic_stock",
                                            "overseas_stock",
                                            "domestic_bond",
                                            "domestic_futureoption",
                                            "overseas_futureoption",
                                            "etfetn",
                                            "elw",
                                            "auth",
                                            "search_domestic_stock_api",
                                            "search_overseas_stock_api",
                                            "search_domestic_bond_api",
                                            "search_domestic_futureoption_api",
                                            "search_overseas_futureoption_api",
                                            "search_etfetn_api",
                                            "search_elw_api",
                                            "search_auth_api",
                                            "read_source_code"};

}  // namespace

TEST_CASE("the tools of KIS's own servers are listed only where the configuration names them") {
  test::RunningDaemon usual;
  const auto ours = listed(usual);
  CHECK(ours.size() == 21);
  CHECK_FALSE(ours.contains("domestic_stock"));
  CHECK(listed(usual, {{"X-MCP-Toolsets", "all"}}) == ours);

  test::RunningDaemon dropped_in(compatible({"kis-compat"}));
  CHECK(listed(dropped_in) == of_both_servers);
  CHECK(listed(dropped_in, {{"X-MCP-Toolsets", "all"}}).size() == ours.size() + of_both_servers.size());

  test::RunningDaemon both(compatible({"market", "kis-compat"}));
  CHECK(listed(both).contains("get_stock_price"));
  CHECK(listed(both).contains("domestic_stock"));
  CHECK_FALSE(listed(both).contains("call_api"));
}

TEST_CASE("a conversation that was made for KIS's servers runs through") {
  test::RunningDaemon daemon(compatible({"kis-compat"}));
  test::HttpCaller caller;
  const auto token = daemon.call(
      caller, "auth",
      {{"api_type", "auth_token"}, {"params", {{"grant_type", "client_credentials"}, {"env_dv", "demo"}}}});
  INFO(to_json_text(token));
  CHECK(token.at("ok").as_bool());
  CHECK(token.at("data").at("data").at(0).at("token") == "valid");

  const auto found = daemon.call(caller, "domestic_stock",
                                 {{"api_type", "find_stock_code"}, {"params", {{"stock_name", "삼성전자"}}}});
  const auto code = found.at("data").at("stock_code");
  CHECK(code == "005930");

  const auto detail =
      daemon.call(caller, "domestic_stock",
                  {{"api_type", "find_api_detail"}, {"params", {{"api_type", "inquire_price"}}}});
  CHECK(detail.at("data").at("params").as_object().contains("fid_input_iscd"));

  const auto price = daemon.call(
      caller, "domestic_stock",
      {{"api_type", "inquire_price"},
       {"params", {{"env_dv", "demo"}, {"fid_cond_mrkt_div_code", "J"}, {"fid_input_iscd", code}}}});
  CHECK(price.at("ok").as_bool());
  CHECK(price.at("source") == "simulated");
  CHECK(price.at("data").at("data").at(0).at("stck_prpr").to_number<double>() > 0);

  const auto order = daemon.call(
      caller, "domestic_stock",
      {{"api_type", "order_cash"}, {"params", {{"env_dv", "demo"}, {"ord_dv", "buy"}, {"pdno", code}}}});
  CHECK_FALSE(order.at("ok").as_bool());

  const auto search = daemon.call(caller, "search_domestic_stock_api",
                                  {{"query", "내 주식 잔고 조회해줘"}, {"subcategory", "주문/계좌"}});
  const auto& best = search.at("results").at(0).as_object();
  CHECK(best.at("function_name") == "inquire_balance");
  const auto source = daemon.call(caller, "read_source_code", {{"url_main", best.at("url_main")}});
  CHECK(source.at("status") == "success");
  CHECK(source.at("results").at("main").at("content").as_string().find("inquire-balance") !=
        json::string::npos);
}

TEST_CASE("a wrong call is an error to every client, not a success with an error inside") {
  test::RunningDaemon daemon(compatible({"kis-compat"}));
  test::HttpCaller caller;
  const auto answer = test::json_of(daemon.modern(
      caller, "tools/call",
      {{"name", "etfetn"}, {"arguments", {{"api_type", "nav_comparison"}, {"params", json::object()}}}},
      {{"Mcp-Name", "etfetn"}}));
  const auto& result = answer.at("result").as_object();
  CHECK(result.at("isError").as_bool());
  const auto& content = result.at("structuredContent").as_object();
  CHECK_FALSE(content.at("ok").as_bool());
  CHECK(content.at("hint").as_string().find("nav_comparison_trend") != json::string::npos);
}

TEST_CASE("the command line and the environment choose toolsets, and kbroker lists what they add") {
  const std::string folder = test::program_folder();
  test::TemporaryDirectory home;
  const auto run = [&](std::vector<std::string> words, std::string toolsets) {
    return test::run_program(words, {{"HOME", home.path()}, {"KBROKER_TOOLSETS", std::move(toolsets)}});
  };
  const auto shown = run({folder + "/kbrokerd", "--check-config", "--toolsets", "kis-compat,market"}, "api");
  INFO(shown.output << shown.error);
  CHECK(shown.status == 0);
  CHECK(shown.output.find(R"(toolsets: ["kis-compat", "market"])") != std::string::npos);
  const auto unknown = run({folder + "/kbrokerd", "--check-config", "--toolsets", "kis"}, "api");
  CHECK(unknown.status == 2);
  CHECK(unknown.error.find("unknown toolset \"kis\"") != std::string::npos);
  // Whatever a daemon would offer by itself, the command line reaches everything.
  const auto names = run({folder + "/kbroker", "tools", "--names"}, "kis-compat").output;
  CHECK(names.find("domestic_stock\n") != std::string::npos);
  CHECK(names.find("get_stock_price\n") != std::string::npos);
  CHECK(run({folder + "/kbroker", "tools", "--names"}, "market").output.find("domestic_stock\n") ==
        std::string::npos);
}
