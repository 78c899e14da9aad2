// The traps of the KIS documents about realtime data (fact sheet, section 5) that concern the catalogue and
// call_api. Those of an open session belong to the client that opens one.
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

/// Section 5, "Complete list".
constexpr std::pair<std::string_view, std::size_t> field_counts[] = {
    {"domestic_stock.asking_price_krx", 59},
    {"domestic_stock.asking_price_nxt", 65},
    {"domestic_stock.asking_price_total", 65},
    {"domestic_stock.ccnl_krx", 46},
    {"domestic_stock.ccnl_notice", 26},
    {"domestic_stock.ccnl_nxt", 46},
    {"domestic_stock.ccnl_total", 46},
    {"domestic_stock.exp_ccnl_krx", 45},
    {"domestic_stock.exp_ccnl_nxt", 46},
    {"domestic_stock.exp_ccnl_total", 46},
    {"domestic_stock.index_ccnl", 30},
    {"domestic_stock.index_exp_ccnl", 30},
    {"domestic_stock.index_program_trade", 88},
    {"domestic_stock.market_status_krx", 11},
    {"domestic_stock.market_status_nxt", 11},
    {"domestic_stock.market_status_total", 10},
    {"domestic_stock.member_krx", 78},
    {"domestic_stock.member_nxt", 78},
    {"domestic_stock.member_total", 78},
    {"domestic_stock.overtime_asking_price_krx", 54},
    {"domestic_stock.overtime_ccnl_krx", 43},
    {"domestic_stock.overtime_exp_ccnl_krx", 43},
    {"domestic_stock.program_trade_krx", 11},
    {"domestic_stock.program_trade_nxt", 11},
    {"domestic_stock.program_trade_total", 11},
    {"etfetn.etf_nav_trend", 8},
    {"elw.elw_asking_price", 73},
    {"elw.elw_ccnl", 63},
    {"elw.elw_exp_ccnl", 59},
    {"domestic_futureoption.commodity_futures_realtime_conclusion", 50},
    {"domestic_futureoption.commodity_futures_realtime_quote", 38},
    {"domestic_futureoption.fuopt_ccnl_notice", 22},
    {"domestic_futureoption.futures_exp_ccnl", 8},
    {"domestic_futureoption.index_futures_realtime_conclusion", 50},
    {"domestic_futureoption.index_futures_realtime_quote", 38},
    {"domestic_futureoption.index_option_realtime_conclusion", 58},
    {"domestic_futureoption.index_option_realtime_quote", 38},
    {"domestic_futureoption.krx_ngt_futures_asking_price", 38},
    {"domestic_futureoption.krx_ngt_futures_ccnl", 49},
    {"domestic_futureoption.krx_ngt_futures_ccnl_notice", 19},
    {"domestic_futureoption.krx_ngt_option_asking_price", 38},
    {"domestic_futureoption.krx_ngt_option_ccnl", 56},
    {"domestic_futureoption.krx_ngt_option_exp_ccnl", 8},
    {"domestic_futureoption.krx_ngt_option_notice", 19},
    {"domestic_futureoption.option_exp_ccnl", 7},
    {"domestic_futureoption.stock_futures_realtime_conclusion", 49},
    {"domestic_futureoption.stock_futures_realtime_quote", 68},
    {"domestic_futureoption.stock_option_asking_price", 68},
    {"domestic_futureoption.stock_option_ccnl", 53},
    {"domestic_bond.bond_asking_price", 34},
    {"domestic_bond.bond_ccnl", 19},
    {"domestic_bond.bond_index_ccnl", 20},
    {"overseas_stock.asking_price", 71},
    {"overseas_stock.ccnl_notice", 25},
    {"overseas_stock.delayed_asking_price_asia", 17},
    {"overseas_stock.delayed_ccnl", 26},
    {"overseas_futureoption.asking_price", 35},
    {"overseas_futureoption.ccnl", 25},
    {"overseas_futureoption.ccnl_notice", 32},
    {"overseas_futureoption.order_notice", 32},
};

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
}

TEST_CASE("trap: rows follow each other without a mark, so the number of fields must be known") {
  const auto all = streams();
  CHECK(all.size() == std::size(field_counts));
  for (const auto& [id, count] : field_counts) {
    INFO(id);
    CHECK(get("kis." + std::string(id)).response.front().fields.size() == count);
  }
}

TEST_CASE("trap: order books of NXT and of both markets have six fields more than that of KRX") {
  const auto names = [](std::string_view id) {
    std::vector<std::string> found;
    const auto api = get(id);
    for (const auto& field : api.response.front().fields) found.push_back(to_upper(field.name));
    return found;
  };
  auto krx = names("kis.domestic_stock.asking_price_krx");
  for (const auto more :
       {"KMID_PRC", "KMID_TOTAL_RSQN", "KMID_CLS_CODE", "NMID_PRC", "NMID_TOTAL_RSQN", "NMID_CLS_CODE"})
    krx.emplace_back(more);
  CHECK(names("kis.domestic_stock.asking_price_nxt") == krx);
  CHECK(names("kis.domestic_stock.asking_price_total") == krx);
}

TEST_CASE("trap: a fill notice tells of fills and of mere receipts") {
  for (const auto id : {"kis.domestic_stock.ccnl_notice", "kis.overseas_stock.ccnl_notice"}) {
    INFO(id);
    const auto api = get(id);
    const auto& fields = api.response.front().fields;
    const auto kind =
        std::ranges::find(fields, "CNTG_YN", [](const auto& field) { return to_upper(field.name); });
    REQUIRE(kind != fields.end());
    const auto fill = std::ranges::find(kind->values, "2", &catalog::AllowedValue::value);
    REQUIRE(fill != kind->values.end());
    CHECK(fill->meaning.en == "fill");
  }
}

TEST_CASE("trap: the key of an overseas stream is a letter, the exchange and the symbol") {
  for (const auto& [id, example] : {std::pair{"kis.overseas_stock.delayed_ccnl", "DHKS00003"},
                                    {"kis.overseas_stock.asking_price", "RBAQAAPL"}}) {
    const auto api = get(id);
    const auto key = std::ranges::find(api.params, "tr_key", &catalog::ApiParam::name);
    REQUIRE(key != api.params.end());
    CHECK(key->example == example);
  }
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
