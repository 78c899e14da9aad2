// The control endpoint.
#include <catch2/catch_test_macros.hpp>

#include "control_face.hpp"
#include "sim_world.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;

namespace {

struct Control {
  net::http::Response send(std::string method, std::string path, std::string body = {},
                           std::string query = {}) {
    Call call;
    call.method = std::move(method);
    call.path = std::move(path);
    call.body = std::move(body);
    call.query = std::move(query);
    return face.answer(call);
  }

  Faults faults{1};
  Statistics statistics;
  TokenDesk kis{1, {}}, kiwoom{2, {}};
  KisRealtimeDesk realtime{3};
  ControlFace face{faults, statistics, kis, kiwoom, realtime};
};

}  // namespace

TEST_CASE("rules are added, listed and removed over the control endpoint") {
  Control control;
  const auto added =
      control.send("POST", "/control/faults", R"([{"kind":"close"},{"kind":"status","value":500}])");
  CHECK(added.status == 201);
  CHECK(added.body == R"({"added":[1,2]})");
  CHECK(json_of(control.send("GET", "/control/faults")).at("faults").as_array().size() == 2);
  CHECK(control.send("DELETE", "/control/faults", "", "number=1").status == 204);
  CHECK(control.send("DELETE", "/control/faults", "", "number=1").status == 404);
  CHECK(control.send("DELETE", "/control/faults", "", "number=x").status == 400);
  CHECK(control.send("DELETE", "/control/faults").status == 204);
  CHECK(json_of(control.send("GET", "/control/faults")).at("faults").as_array().empty());
}

TEST_CASE("a bad rule gets a 400 that names the mistake") {
  Control control;
  const auto refused = control.send("POST", "/control/faults", R"({"kind":"sloow"})");
  CHECK(refused.status == 400);
  CHECK(refused.body.find("sloow") != std::string::npos);
  CHECK(control.send("POST", "/control/faults", "{").status == 400);
}

TEST_CASE("tokens are revoked for one broker or both") {
  Control control;
  const std::string key(demo_app_key);
  const WallTime now{};
  const auto kis = control.kis.issue(Environment::real, key, now).token;
  const auto kiwoom = control.kiwoom.issue(Environment::real, key, now).token;
  CHECK(control.send("POST", "/control/tokens/revoke", R"({"broker":"kis"})").status == 204);
  CHECK(control.kis.check(Environment::real, key, kis, now) == TokenVerdict::unknown);
  CHECK(control.kiwoom.check(Environment::real, key, kiwoom, now) == TokenVerdict::good);
  CHECK(control.send("POST", "/control/tokens/revoke").status == 204);
  CHECK(control.kiwoom.check(Environment::real, key, kiwoom, now) == TokenVerdict::unknown);
  CHECK(control.send("POST", "/control/tokens/revoke", R"({"broker":"nobody"})").status == 400);
}

TEST_CASE("statistics count by path, operation and status") {
  Control control;
  control.statistics.count("/kis/real/a", "TR1", 200);
  control.statistics.count("/kis/real/a", "TR1", 500);
  control.statistics.count("/kis/real/a", "TR1", 0);
  control.statistics.count("/kis/real/a", "TR2", 200);
  const auto report = json_of(control.send("GET", "/control/stats"));
  CHECK(report.at("total").as_int64() == 4);
  const auto& row = report.at("requests").as_array().at(0).as_object();
  CHECK(text(row, "operation") == "TR1");
  CHECK(row.at("requests").as_int64() == 3);
  CHECK(row.at("statuses").as_object().at("500").as_int64() == 1);
  CHECK(row.at("statuses").as_object().at("unanswered").as_int64() == 1);
}

TEST_CASE("a fill is taken for those who hear of fills, or refused with an example") {
  Control control;
  const auto fill = [&](std::string body) {
    return control.send("POST", "/control/fills", std::move(body)).status;
  };
  CHECK(fill(R"({"stock_code":"005930","side":"sell","quantity":10,"price":97200})") == 204);
  const auto fills = control.realtime.fills(0);
  REQUIRE(fills.size() == 1);
  CHECK(fills[0].code == "005930");
  CHECK_FALSE(fills[0].buy);
  CHECK(fills[0].quantity == 10);
  CHECK(fills[0].price == 97'200);
  CHECK(control.realtime.fills(1).empty());
  for (const auto* wrong : {"", "[]", "{}", R"({"stock_code":5930,"side":"buy","quantity":10,"price":97200})",
                            R"({"stock_code":"005930","side":"hold","quantity":10,"price":97200})",
                            R"({"stock_code":"005930","side":"buy","quantity":0,"price":97200})",
                            R"({"stock_code":"005930","side":"buy","quantity":10,"price":"97200"})"})
    CHECK(fill(wrong) == 400);
  CHECK(control.realtime.fills(1).empty());
}

TEST_CASE("approval keys end with the tokens of KIS") {
  Control control;
  const std::string key(demo_app_key);
  const WallTime now{};
  const auto approval = control.realtime.approvals.issue(Environment::real, key, now).token;
  CHECK(control.send("POST", "/control/tokens/revoke", R"({"broker":"kiwoom"})").status == 204);
  CHECK(control.realtime.approvals.check(Environment::real, key, approval, now) == TokenVerdict::good);
  CHECK(control.send("POST", "/control/tokens/revoke", R"({"broker":"kis"})").status == 204);
  CHECK(control.realtime.approvals.check(Environment::real, key, approval, now) == TokenVerdict::unknown);
}
