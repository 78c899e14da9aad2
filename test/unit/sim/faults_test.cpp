// Fault rules: what is accepted, what they match, how they end.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <boost/json/parse.hpp>

#include "faults.hpp"

using namespace kbroker;
using namespace kbroker::sim;

TEST_CASE("a rule with a mistake is refused with the mistake's name") {
  struct Case {
    std::string_view rule, names;
  };
  const auto wrong = GENERATE(
      Case{R"(17)", "object"}, Case{R"({})", "kind"}, Case{R"({"kind":"explode"})", "explode"},
      Case{R"({"kind":"close","cuont":1})", "cuont"}, Case{R"({"kind":"close","count":0})", "count"},
      Case{R"({"kind":"close","probability":0})", "probability"}, Case{R"({"kind":"status"})", "value"},
      Case{R"({"kind":"status","value":99})", "200 to 599"}, Case{R"({"kind":"close","value":1})", "value"},
      Case{R"({"kind":"latency_ms","value":"5"})", "value"},
      Case{R"({"kind":"close","match":{"paht":"/a"}})", "paht"},
      Case{R"({"kind":"close","match":{"path":"kis"}})", "match.path"},
      Case{R"({"kind":"close","match":{"tr_id":"A","api_id":"B"}})", "api_id"},
      Case{R"({"kind":"close","fields":["a"]})", "fields"});
  Faults faults(1);
  const auto added = faults.add(boost::json::parse(wrong.rule));
  REQUIRE(added.has_error());
  INFO(added.error().message);
  CHECK(added.error().message.find(wrong.names) != std::string::npos);
  CHECK(faults.list().empty());
}

TEST_CASE("one bad rule among several adds none") {
  Faults faults(1);
  CHECK(faults.add(boost::json::parse(R"([{"kind":"close"},{"kind":"nothing"}])")).has_error());
  CHECK(faults.list().empty());
}

TEST_CASE("a rule matches by path prefix and operation and ends with its count") {
  Faults faults(1);
  REQUIRE(
      faults
          .add(boost::json::parse(
              R"([{"kind":"status","value":503,"match":{"path":"/kis/real","tr_id":"FHKST01010100"},"count":2}])"))
          .has_value());
  CHECK(faults.meet("/kis/paper/uapi", "FHKST01010100", false).empty());
  CHECK(faults.meet("/kis/real/uapi", "FHKST03010100", false).empty());
  const auto met = faults.meet("/kis/real/uapi", "FHKST01010100", false);
  REQUIRE(met.size() == 1);
  CHECK(met[0].kind == FaultKind::status);
  CHECK(met[0].value == 503);
  CHECK(faults.list().at(0).as_object().at("count").as_int64() == 1);
  CHECK(faults.meet("/kis/real/uapi", "FHKST01010100", false).size() == 1);
  CHECK(faults.meet("/kis/real/uapi", "FHKST01010100", false).empty());
  CHECK(faults.list().empty());
}

TEST_CASE("token faults know token calls from others") {
  Faults faults(1);
  REQUIRE(
      faults.add(boost::json::parse(R"([{"kind":"token_refused"},{"kind":"token_revoked"}])")).has_value());
  const auto token = faults.meet("/kis/real/oauth2/tokenP", "", true);
  REQUIRE(token.size() == 1);
  CHECK(token[0].kind == FaultKind::token_refused);
  const auto call = faults.meet("/kis/real/uapi", "X", false);
  REQUIRE(call.size() == 1);
  CHECK(call[0].kind == FaultKind::token_revoked);
}

TEST_CASE("probability is repeatable and near what it says") {
  const auto hits = [] {
    Faults faults(5);
    REQUIRE(faults.add(boost::json::parse(R"({"kind":"close","probability":0.25})")).has_value());
    int count = 0;
    for (int i = 0; i < 2000; ++i) count += static_cast<int>(faults.meet("/kis", "", false).size());
    return count;
  };
  const int first = hits();
  CHECK(first > 400);
  CHECK(first < 600);
  CHECK(hits() == first);
}

TEST_CASE("missing fields leaves the envelope") {
  const std::string_view body = R"({"output":{"stck_prpr":"1","acml_vol":"2"},"rt_cd":"0","msg1":"ok"})";
  CHECK(without_fields(body, {}) == R"({"output":{},"rt_cd":"0","msg1":"ok"})");
  CHECK(without_fields(body, {"stck_prpr"}) == R"({"output":{"acml_vol":"2"},"rt_cd":"0","msg1":"ok"})");
  CHECK(without_fields(R"({"list":[{"a":"1"},{"a":"2"}],"return_code":0})", {"a"}) ==
        R"({"list":[{},{}],"return_code":0})");
}

TEST_CASE("rules are removed one by one or all at once") {
  Faults faults(1);
  const auto added = faults.add(boost::json::parse(R"([{"kind":"close"},{"kind":"html"}])"));
  REQUIRE(added.has_value());
  CHECK(faults.remove(added->at(0)));
  CHECK_FALSE(faults.remove(added->at(0)));
  CHECK(faults.list().size() == 1);
  faults.clear();
  CHECK(faults.list().empty());
}
