// The toolset kis-compat against the simulator: every api_type of the Trading MCP's tools, on both hosts, in
// the names of the official samples.
#include <catch2/catch_test_macros.hpp>

#include <cstdio>

#include "call_bench.hpp"
#include "compat/sample_params.hpp"
#include "compat/tool_makers.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "simulated_kis.hpp"

using namespace kbroker;
namespace json = boost::json;
namespace compat = tools::compat;

namespace {

/// The catalogue's example as a caller of the samples writes it.
json::object sample_arguments(const catalog::Api& api, Date today) {
  json::object written;
  for (const auto& member : catalog::example_arguments(api, today)) {
    const auto* param = catalog::param_called(api, member.key());
    // One of a numbered family goes by its own name.
    const bool numbered = param->name.find(' ') != std::string_view::npos;
    written[numbered ? std::string(member.key()) : compat::sample_argument(*param)] = member.value();
  }
  return written;
}

struct Counts {
  int succeeded = 0, not_on_paper = 0, orders = 0;
  bool operator==(const Counts&) const = default;
};

}  // namespace

TEST_CASE("every api_type of the seven tools answers, or is refused for the reason that is documented") {
  test::SimulatedKis world;
  const auto apis = catalog::ApiCatalogue::embedded();
  for (const std::string environment : {"real", "demo"}) {
    Counts counts;
    for (const auto& category : compat::categories) {
      if (category.id == "auth") continue;
      const auto tool = compat::make_trading_tool(world.harness.services(), category);
      for (const auto& api : compat::apis_of(*apis, category.id)) {
        if (api.kind != catalog::ApiKind::rest) continue;
        auto params = sample_arguments(api, date_kst(world.clock->wall()));
        params["env_dv"] = environment;
        params["max_depth"] = 1;
        const auto answer = world.harness.call_tool(
            tool, {{"api_type", compat::api_type_of(api)}, {"params", std::move(params)}});
        INFO(environment << " " << api.id << " " << to_json_text(answer).substr(0, 600));
        CHECK(answer.at("ok") == answer.at("success"));
        if (api.mutates) {
          CHECK(answer.at("code") == "invalid_argument");
          CHECK(answer.at("hint").as_string().find("preview_order") != json::string::npos);
          ++counts.orders;
        } else if (environment == "demo" && api.paper == catalog::PaperSupport::unsupported) {
          CHECK(answer.at("code") == "not_on_paper");
          ++counts.not_on_paper;
        } else {
          CHECK(answer.at("ok").as_bool());
          if (!answer.at("ok").as_bool()) continue;
          CHECK(answer.at("environment") == (environment == "real" ? "real" : "paper"));
          const auto& data = answer.at("data").as_object();
          CHECK(data.at("success").as_bool());
          CHECK((data.at("data").is_array() || data.at("data").is_object()));
          ++counts.succeeded;
        }
      }
    }
    std::printf("kis-compat, env_dv %s: %d succeeded, %d refused as not_on_paper, %d refused as orders\n",
                environment.c_str(), counts.succeeded, counts.not_on_paper, counts.orders);
    CHECK(counts == (environment == "real" ? Counts{257, 0, 18} : Counts{32, 225, 18}));
  }
}

TEST_CASE("auth has the server obtain its token, and neither token nor key is told") {
  test::SimulatedKis world;
  const auto tool = compat::make_auth(world.harness.services());
  for (const std::string environment : {"real", "demo"}) {
    const auto answer = world.harness.call_tool(
        tool, {{"api_type", "auth_token"},
               {"params", {{"grant_type", "client_credentials"}, {"env_dv", environment}}}});
    INFO(to_json_text(answer));
    REQUIRE(answer.at("ok").as_bool());
    const auto& rows = answer.at("data").at("data").as_array();
    REQUIRE(rows.size() == 1);
    CHECK(rows.at(0).at("environment") == (environment == "real" ? "real" : "paper"));
    CHECK(rows.at(0).at("token") == "valid");
    CHECK(rows.at(0).as_object().size() == 3);
    CHECK(to_json_text(answer).find(sim::demo_app_key) == std::string::npos);
  }
}
