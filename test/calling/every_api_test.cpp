// Every REST API of KIS through call_api, against the simulator, on both hosts.
#include <catch2/catch_test_macros.hpp>

#include <cstdio>

#include "kbroker/base/json_text.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "simulated_kis.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

struct Counts {
  int succeeded = 0, not_on_paper = 0, mutating = 0, keys = 0;
  bool operator==(const Counts&) const = default;
};

void print(std::string_view environment, const Counts& counts) {
  std::printf(
      "%s: %d succeeded, %d refused as not_on_paper, %d refused as mutating, %d refused as dealing in keys\n",
      std::string(environment).c_str(), counts.succeeded, counts.not_on_paper, counts.mutating, counts.keys);
}

/// At least one container of the answer holds something.
bool holds_data(const json::object& result) {
  for (const auto& member : result) {
    const auto* list = member.value().if_array();
    if (list ? !list->empty() : !member.value().is_null()) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("call_api reaches all 279 REST APIs of KIS as the paper table demands") {
  test::SimulatedKis world;
  const auto apis = catalog::ApiCatalogue::embedded();
  for (const std::string environment : {"real", "paper"}) {
    Counts counts;
    for (std::size_t i = 0; i < apis->size(); ++i) {
      const auto api = apis->at(i);
      if (api.broker != "kis" || api.kind != catalog::ApiKind::rest) continue;
      const auto params = catalog::example_arguments(api, date_kst(world.clock->wall()));
      const auto answer =
          world.harness.call(api.id, params, {{"environment", environment}, {"max_pages", 1}});
      INFO(environment << " " << api.id << " " << to_json_text(answer).substr(0, 600));
      const auto code = test::code_of(answer);
      if (api.category == "auth") {
        CHECK(code == "invalid_argument");
        CHECK(answer.at("message").as_string().find("keys and tokens") != json::string::npos);
        ++counts.keys;
      } else if (api.mutates) {
        CHECK(code == "invalid_argument");
        CHECK(answer.at("error").at("hint").as_string().find("preview_order") != json::string::npos);
        ++counts.mutating;
      } else if (environment == "paper" && api.paper == catalog::PaperSupport::unsupported) {
        CHECK(code == "not_on_paper");
        ++counts.not_on_paper;
      } else {
        CHECK(code == "success");
        if (code != "success") continue;
        CHECK(answer.at("environment") == json::value(environment));
        CHECK(answer.at("source") == "live");
        // The portal documents no fields for a few: those answer with the envelope alone.
        if (!api.response.empty()) CHECK((holds_data(answer.at("data").at("result").as_object())));
        ++counts.succeeded;
      }
    }
    print(environment, counts);
    CHECK(counts == (environment == "real" ? Counts{257, 0, 18, 4} : Counts{32, 225, 18, 4}));
  }
}

TEST_CASE("without an environment each API goes to the host that suits it") {
  test::SimulatedKis world;
  const auto environment_of = [&](std::string_view id) {
    const auto api = catalog::ApiCatalogue::embedded()->get(id);
    const auto answer =
        world.harness.call(id, catalog::example_arguments(*api, date_kst(world.clock->wall())));
    INFO(to_json_text(answer).substr(0, 300));
    REQUIRE(answer.at("success").as_bool());
    return std::string(answer.at("environment").as_string());
  };
  CHECK(environment_of("kis.domestic_stock.inquire_price") == "real");
  CHECK(environment_of("kis.domestic_stock.inquire_balance") == "paper");
  CHECK(environment_of("kis.domestic_stock.inquire_psbl_sell") == "real");
  CHECK(environment_of("kis.domestic_stock.volume_rank") == "real");
}

TEST_CASE("call_api follows all three paging styles and says when it stopped") {
  test::SimulatedKis world;
  const auto paging = [&](std::string_view id, int max_pages) {
    const auto api = catalog::ApiCatalogue::embedded()->get(id);
    const auto answer =
        world.harness.call(id, catalog::example_arguments(*api, date_kst(world.clock->wall())),
                           {{"environment", "real"}, {"max_pages", max_pages}});
    INFO(to_json_text(answer).substr(0, 300));
    REQUIRE(answer.at("success").as_bool());
    return answer.at("data").at("paging").as_object();
  };
  for (const auto id : {"kis.overseas_stock.inquire_ccnl", "kis.overseas_stock.price_fluct"}) {
    const auto first = paging(id, 1);
    CHECK(first.at("stopped") == "max_pages");
    CHECK(first.contains("how"));
    CHECK(first.contains("rest"));
    const auto all = paging(id, 5);
    CHECK(all.at("stopped") == "complete");
    CHECK(all.at("pages") == 2);
  }
}

TEST_CASE("the rest of a list is had by handing back what the answer gave") {
  test::SimulatedKis world;
  const auto api = catalog::ApiCatalogue::embedded()->get("kis.overseas_stock.inquire_ccnl");
  auto params = catalog::example_arguments(*api, date_kst(world.clock->wall()));
  const auto first = world.harness.call(api->id, params, {{"environment", "real"}, {"max_pages", 1}});
  const auto& rest = first.at("data").at("paging").at("rest").as_object();
  // The context holds the account number, which is masked on the way out and put back on the way in.
  CHECK(to_json_text(first).find(sim::demo_account) == std::string::npos);
  for (const auto& member : rest) params[member.key()] = member.value();
  const auto second = world.harness.call(api->id, params, {{"environment", "real"}});
  INFO(to_json_text(second).substr(0, 300));
  CHECK(second.at("data").at("paging").at("stopped") == "complete");
  // The account gave 24 orders in that month, 20 a page.
  CHECK(first.at("data").at("result").at("output").as_array().size() == 20);
  CHECK(second.at("data").at("result").at("output").as_array().size() == 4);
}
