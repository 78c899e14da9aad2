// The traps of the KIS documents about realtime data (fact sheet, section 5) that concern the catalogue and
// call_api. Those of an open session (keep-alive, 41 registrations, encryption, reconnecting) belong to the
// client that opens one.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>

#include "call_bench.hpp"

using namespace kbroker;
using test::code_of;
using test::ScriptedKis;

namespace {

catalog::Api get(std::string_view id) {
  return *catalog::ApiCatalogue::embedded()->get(id);
}

std::vector<catalog::Api> streams() {
  const auto apis = catalog::ApiCatalogue::embedded();
  std::vector<catalog::Api> found;
  for (std::size_t i = 0; i < apis->size(); ++i)
    if (auto api = apis->at(i); api.broker == "kis" && api.kind == catalog::ApiKind::realtime)
      found.push_back(std::move(api));
  return found;
}

}  // namespace

TEST_CASE("trap: realtime data cannot be had by a REST call, so call_api says what can") {
  ScriptedKis kis;
  for (const auto& api : streams()) {
    INFO(api.id);
    const auto answer = kis.call(api.id, {});
    CHECK(code_of(answer) == "invalid_argument");
    CHECK(answer.at("message").as_string().find("WebSocket") != boost::json::string::npos);
  }
  CHECK(kis.transport->requests().empty());
}

TEST_CASE("trap: frames have no names, so the order of the fields counts") {
  for (const auto& api : streams()) {
    INFO(api.id);
    REQUIRE(api.response.size() == 1);
    CHECK(api.response.front().shape == catalog::Shape::frame);
  }
  const auto fields = [](std::string_view id) { return get(id).response.front().fields.size(); };
  CHECK(fields("kis.domestic_stock.ccnl_krx") == 46);
  CHECK(fields("kis.domestic_stock.asking_price_krx") == 59);
  CHECK(fields("kis.domestic_stock.asking_price_nxt") == 65);
  CHECK(fields("kis.domestic_stock.ccnl_notice") == 26);
}

TEST_CASE("trap: the frame of delayed overseas trades begins with RSYM, which the sample leaves out") {
  const auto api = get("kis.overseas_stock.delayed_ccnl");
  const auto& fields = api.response.front().fields;
  CHECK(fields.size() == 26);
  CHECK(to_upper(fields.front().name) == "RSYM");
}

TEST_CASE("trap: the 22nd field of NXT trades has another name at the same place") {
  const auto name = [](std::string_view id) { return to_upper(get(id).response.front().fields.at(21).name); };
  CHECK(name("kis.domestic_stock.ccnl_krx") == "CCLD_DVSN");
  CHECK(name("kis.domestic_stock.ccnl_nxt") == "CNTG_CLS_CODE");
}

TEST_CASE("trap: only fill notices are encrypted, and their key is the HTS id") {
  std::set<std::string_view> encrypted, by_user;
  for (const auto& api : streams()) {
    if (api.response.front().encrypted) encrypted.insert(api.id);
    if (std::ranges::find(api.params, catalog::FilledBy::hts_id, &catalog::ApiParam::filled_by) !=
        api.params.end())
      by_user.insert(api.id);
  }
  CHECK(encrypted.size() == 7);
  CHECK(encrypted == by_user);
}
