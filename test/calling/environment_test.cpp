// Which host answers, and what the server fills in.
#include <catch2/catch_test_macros.hpp>

#include "call_bench.hpp"
#include "kbroker/catalog/api_arguments.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::code_of;
using test::ScriptedKis;
namespace json = boost::json;

namespace {

constexpr auto nothing =
    R"({"output":[],"output1":[],"output2":[],"rt_cd":"0","msg_cd":"KIOK0510","msg1":""})";

json::object example(std::string_view id) {
  return catalog::example_arguments(
      *catalog::ApiCatalogue::embedded()->get(id),
      Date{std::chrono::year{2026}, std::chrono::November, std::chrono::day{20}});
}

/// The URL of one call that succeeds.
std::string url_of(ScriptedKis& kis, std::string_view id, json::object params, json::object more = {}) {
  kis.token();
  kis.reply(nothing);
  const auto answer = kis.call(id, std::move(params), std::move(more));
  return code_of(answer) == "success" ? kis.last().url : code_of(answer);
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("quotations go to the real host when there is a key for it, accounts where they are wanted") {
  ScriptedKis kis({"real", "paper"});
  CHECK(has(url_of(kis, "kis.domestic_stock.inquire_ccnl", {{"market", "J"}, {"symbol", "005930"}}),
            "https://real.test/"));
  const auto id = "kis.domestic_stock.inquire_balance";
  CHECK(has(url_of(kis, id, example(id)), "https://paper.test/"));
  CHECK(kis.sent("tr_id") == "VTTC8434R");
}

TEST_CASE("account data that paper does not offer comes from the real host, or not at all") {
  const auto id = "kis.domestic_stock.inquire_psbl_sell";
  ScriptedKis both({"real", "paper"});
  CHECK(has(url_of(both, id, example(id)), "https://real.test/"));
  ScriptedKis paper({"paper"});
  CHECK(url_of(paper, id, example(id)) == "not_on_paper");
}

TEST_CASE("an environment without a key is not configured") {
  ScriptedKis kis({"paper"});
  const auto id = "kis.domestic_stock.inquire_balance";
  CHECK(url_of(kis, id, example(id), {{"environment", "real"}}) == "not_configured");
}

TEST_CASE("the account comes from the configuration and no other is taken") {
  ScriptedKis kis;
  const auto id = "kis.domestic_stock.inquire_balance";
  CHECK(has(url_of(kis, id, example(id)), "CANO=12345678&ACNT_PRDT_CD=01&"));
  auto params = example(id);
  params["CANO"] = "87654321";
  const auto refused = kis.call(id, params);
  CHECK(code_of(refused) == "invalid_argument");
  CHECK_FALSE(has(refused.at("message").as_string(), "12345678"));
  params["CANO"] = "12345678";
  params["ACNT_PRDT_CD"] = "29";
  kis.reply(nothing);
  CHECK(code_of(kis.call(id, params)) == "success");
  CHECK(has(kis.last().url, "ACNT_PRDT_CD=29"));
}

TEST_CASE("futures and options have an account and account products of their own") {
  for (const auto& [id, product] : {std::pair{"kis.domestic_futureoption.inquire_balance", "03"},
                                    {"kis.overseas_futureoption.inquire_unpd", "08"}}) {
    ScriptedKis kis;
    auto params = example(id);
    CHECK(has(url_of(kis, id, params), "CANO=23456789&ACNT_PRDT_CD=" + std::string(product)));
    params["CANO"] = "12345678";
    CHECK(code_of(kis.call(id, params)) == "invalid_argument");
  }
  ScriptedKis kis;
  const auto id = "kis.domestic_futureoption.inquire_balance";
  kis.token();
  kis.reply(
      R"({"rt_cd":"0","msg_cd":"0","msg1":"","output1":[{"cano":"23456789","pdno":"A01612"}],"output2":{}})");
  const auto held = kis.call(id, example(id));
  CHECK(held.at("data").at("result").at("output1").at(0).at("cano") == "****6789");
}

TEST_CASE("without an account of futures and options their APIs say so, and ask nobody") {
  broker::BrokerConfig config;
  config.paper.emplace();
  config.paper->base_url = "https://paper.test";
  config.paper->app_key = Secret("paper-app-key");
  config.paper->app_secret = Secret("paper-app-secret");
  config.paper->account = "12345678-01";
  ManualClock clock{*parse_kst("20261120", "101530")};
  const auto transport = std::make_shared<test::ScriptedTransport>();
  test::CallHarness harness(std::move(config), transport, clock);
  const auto id = "kis.domestic_futureoption.inquire_balance";
  const auto refused = harness.call(id, example(id), {});
  CHECK(code_of(refused) == "not_configured");
  CHECK(has(refused.at("message").as_string(), "account of futures and options for paper"));
  CHECK(has(refused.at("error").at("hint").as_string(), "derivatives_account"));
  CHECK(transport->requests().empty());
}

TEST_CASE("watch lists need an HTS id, configured or given") {
  const auto id = "kis.domestic_stock.psearch_title";
  ScriptedKis configured;
  CHECK(has(url_of(configured, id, {}), "user_id=myhtsid"));
  ScriptedKis without({"real"}, {}, "");
  CHECK(url_of(without, id, {}) == "not_configured");
  CHECK(has(without.call(id, {}).at("error").at("hint").as_string(), "kis.hts_id"));
  CHECK(has(url_of(without, id, {{"user_id", "other"}}), "user_id=other"));
}

TEST_CASE("an equal call within a second is answered from the cache") {
  ScriptedKis kis;
  const json::object samsung{{"market", "J"}, {"symbol", "005930"}};
  url_of(kis, "kis.domestic_stock.inquire_ccnl", samsung);
  CHECK(kis.call("kis.domestic_stock.inquire_ccnl", samsung).at("source") == "cache");
  kis.clock.advance(1s);
  kis.reply(nothing);
  CHECK(kis.call("kis.domestic_stock.inquire_ccnl", samsung).at("source") == "live");
}

TEST_CASE("quotations that cannot be had again are told from memory, account data never") {
  ScriptedKis kis;
  const json::object samsung{{"market", "J"}, {"symbol", "005930"}};
  url_of(kis, "kis.domestic_stock.inquire_ccnl", samsung);
  kis.clock.advance(1min);
  const auto down = [&] {
    for (int i = 0; i < 3; ++i) kis.reply("<html>점검</html>", {}, 503);
  };
  down();
  CHECK(kis.call("kis.domestic_stock.inquire_ccnl", samsung).at("source") == "stale");
  ScriptedKis account;
  const auto id = "kis.domestic_stock.inquire_balance";
  url_of(account, id, example(id));
  account.clock.advance(1min);
  for (int i = 0; i < 3; ++i) account.reply("<html>점검</html>", {}, 503);
  CHECK(code_of(account.call(id, example(id))) == "broker_unavailable");
}
