// What a caller may write for the parameters of an API, and what it is told when that is wrong.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "kbroker/catalog/api_arguments.hpp"
#include "kbroker/catalog/api_catalogue.hpp"
#include "kbroker/catalog/api_values.hpp"

using namespace kbroker;
using namespace kbroker::catalog;
namespace json = boost::json;

namespace {

Api get(std::string_view id) {
  return *ApiCatalogue::embedded()->get(id);
}

constexpr auto chart = "kis.domestic_stock.inquire_daily_itemchartprice";

json::object chart_arguments() {
  return {{"FID_COND_MRKT_DIV_CODE", "J"},  {"FID_INPUT_ISCD", "005930"}, {"FID_INPUT_DATE_1", "20261001"},
          {"FID_INPUT_DATE_2", "20261120"}, {"FID_PERIOD_DIV_CODE", "D"}, {"FID_ORG_ADJ_PRC", "0"}};
}

std::string sent(const ApiArguments& arguments, std::string_view name) {
  const auto found = std::ranges::find(arguments.sent, name, &ApiArgument::name);
  return found == arguments.sent.end() ? "(not sent)" : found->value;
}

std::string sent(std::string_view id, const json::object& given, std::string_view name) {
  const auto arguments = read_arguments(get(id), given);
  return arguments.has_error() ? arguments.error().message : sent(*arguments, name);
}

std::string mistake(std::string_view id, const json::object& given) {
  const auto arguments = read_arguments(get(id), given);
  REQUIRE(arguments.has_error());
  CHECK(arguments.error().code == Errc::invalid_argument);
  return arguments.error().message;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a parameter is found by any of its names") {
  const auto prices = get("kis.overseas_stock.multprice");
  for (const auto name : {"SYMB_01 ~ 10", "symb_03", "symbols"}) {
    INFO(name);
    REQUIRE(param_called(prices, name));
    CHECK(param_called(prices, name)->plain_name == "symbols");
  }
  CHECK_FALSE(param_called(prices, "symb_11"));
  CHECK_FALSE(param_called(prices, ""));
}

TEST_CASE("parameters are known by their official, lower-case, sample and plain names") {
  for (const auto name : {"FID_INPUT_DATE_1", "fid_input_date_1", "Fid_Input_Date_1", "from"}) {
    auto given = chart_arguments();
    given.erase("FID_INPUT_DATE_1");
    given[name] = "20261001";
    INFO(name);
    CHECK(sent(chart, given, "FID_INPUT_DATE_1") == "20261001");
  }
  // env_dv and the like are no parameters; pd_dv of the sample is one that only chooses the TR id.
  const auto fills = read_arguments(get("kis.domestic_stock.inquire_daily_ccld"),
                                    example_arguments(get("kis.domestic_stock.inquire_daily_ccld"), Date{}));
  REQUIRE(fills.has_value());
  CHECK(sent(*fills, "pd_dv") == "(not sent)");
}

TEST_CASE("an unknown parameter gets the nearest known name") {
  auto given = chart_arguments();
  given["FID_INPUT_DATE_3"] = "20261001";
  CHECK(has(mistake(chart, given), "Did you mean fid_input_date_"));
  given = chart_arguments();
  given["colour"] = "red";
  const auto text = mistake(chart, given);
  CHECK(has(text, "there is no parameter colour"));
  CHECK(has(text, "symbol"));
}

TEST_CASE("a parameter given under two names is refused") {
  auto given = chart_arguments();
  given["symbol"] = "000660";
  CHECK(has(mistake(chart, given), "given twice"));
}

TEST_CASE("what is missing or wrong is named with what it may be and an example") {
  auto given = chart_arguments();
  given.erase("FID_PERIOD_DIV_CODE");
  auto text = mistake(chart, given);
  CHECK(has(text, "FID_PERIOD_DIV_CODE"));
  CHECK(has(text, "one of D ("));
  CHECK(has(text, "example: \"D\""));
  given["FID_PERIOD_DIV_CODE"] = "Q";
  text = mistake(chart, given);
  CHECK(has(text, "cannot be \"Q\""));
  CHECK(has(text, "one of D ("));
  given = chart_arguments();
  given["from"] = "soon";
  given.erase("FID_INPUT_DATE_1");
  text = mistake(chart, given);
  CHECK(has(text, "FID_INPUT_DATE_1"));
  CHECK(has(text, "2026-11-20"));
}

TEST_CASE("all mistakes are told at once") {
  const auto text = mistake(chart, {{"period", "Q"}});
  for (const auto name :
       {"FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD", "FID_INPUT_DATE_1", "FID_PERIOD_DIV_CODE"})
    CHECK(has(text, name));
}

TEST_CASE("dates, times and numbers may be written as people do") {
  auto given = chart_arguments();
  given["FID_INPUT_DATE_2"] = "2026-11-20";
  CHECK(sent(chart, given, "FID_INPUT_DATE_2") == "20261120");
  given["FID_INPUT_DATE_2"] = 20261120;
  CHECK(sent(chart, given, "FID_INPUT_DATE_2") == "20261120");
  given["FID_INPUT_DATE_2"] = "2026-02-30";
  CHECK(has(mistake(chart, given), "FID_INPUT_DATE_2"));
  const auto minutes = get("kis.domestic_stock.inquire_time_itemchartprice");
  auto today = example_arguments(minutes, Date{});
  today["FID_INPUT_HOUR_1"] = "10:15:30";
  CHECK(sent(minutes.id, today, "FID_INPUT_HOUR_1") == "101530");
  const auto power = get("kis.domestic_stock.inquire_psbl_order");
  auto order = example_arguments(power, Date{});
  order["ORD_UNPR"] = "97,200";
  CHECK(sent(power.id, order, "ORD_UNPR") == "97200");
  order["ORD_UNPR"] = 97'200.5;
  CHECK(sent(power.id, order, "ORD_UNPR") == "97200.5");
  order["ORD_UNPR"] = "cheap";
  CHECK(has(mistake(power.id, order), "a number"));
}

TEST_CASE("an allowed value may be given in another letter case or by its meaning") {
  auto given = chart_arguments();
  given["FID_PERIOD_DIV_CODE"] = "w";
  CHECK(sent(chart, given, "FID_PERIOD_DIV_CODE") == "W");
  const auto api = get(chart);
  const auto* param = find_param(api, "FID_PERIOD_DIV_CODE");
  REQUIRE(param);
  given["FID_PERIOD_DIV_CODE"] = param->values.at(2).meaning.en;
  CHECK(sent(chart, given, "FID_PERIOD_DIV_CODE") == param->values.at(2).value);
  given["FID_PERIOD_DIV_CODE"] = param->values.at(2).meaning.ko;
  CHECK(sent(chart, given, "FID_PERIOD_DIV_CODE") == param->values.at(2).value);
  const auto balance = get("kis.domestic_stock.inquire_balance");
  auto own = example_arguments(balance, Date{});
  own["FUND_STTL_ICLD_YN"] = true;
  CHECK(sent(balance.id, own, "FUND_STTL_ICLD_YN") == "Y");
}

TEST_CASE("codes of instruments are sent in upper case") {
  CHECK(sent("kis.overseas_stock.price", {{"exchange", "nas"}, {"symbol", "aapl"}}, "SYMB") == "AAPL");
  CHECK(sent("kis.overseas_stock.price", {{"exchange", "nas"}, {"symbol", "aapl"}}, "EXCD") == "NAS");
}

TEST_CASE("a JSON value that cannot be a parameter is refused") {
  for (const json::value& value :
       {json::value(json::object{}), json::value(json::array{1}), json::value(true)}) {
    auto given = chart_arguments();
    given["FID_INPUT_ISCD"] = value;
    CHECK(has(mistake(chart, given), "FID_INPUT_ISCD"));
  }
}

TEST_CASE("a blank on purpose goes through, a missing one does not") {
  auto given = chart_arguments();
  given["FID_INPUT_ISCD"] = "";
  CHECK(sent(chart, given, "FID_INPUT_ISCD").empty());
  given["FID_INPUT_ISCD"] = nullptr;
  CHECK(has(mistake(chart, given), "FID_INPUT_ISCD"));
}

TEST_CASE("fixed and default values are filled in, and a fixed one cannot be another") {
  const auto api = get("kis.domestic_stock.volume_rank");
  const auto screen =
      std::ranges::find_if(api.params, [](const ApiParam& each) { return !each.fixed.empty(); });
  REQUIRE(screen != api.params.end());
  auto given = example_arguments(api, Date{});
  CHECK(sent(api.id, given, screen->name) == screen->fixed);
  given[screen->name] = "99999";
  CHECK(has(mistake(api.id, given), screen->name));
}

TEST_CASE("secrets never come from the caller") {
  const auto text = mistake("kis.auth.revoke_token", {{"token", "abc"}});
  CHECK(has(text, "never pass through a tool"));
  CHECK_FALSE(has(text, "abc"));
}

TEST_CASE("the account is left to the server") {
  const auto api = get("kis.domestic_stock.inquire_balance");
  const auto arguments = read_arguments(api, example_arguments(api, Date{}));
  REQUIRE(arguments.has_value());
  const auto number = std::ranges::find(arguments->sent, FilledBy::account_number, &ApiArgument::filled_by);
  REQUIRE(number != arguments->sent.end());
  CHECK(number->value.empty());
}

TEST_CASE("the TR id follows the parameters that choose it") {
  const auto id_for = [](std::string_view side, std::string_view exchange) {
    const auto read = read_arguments(get("kis.overseas_stock.order"), {{"ord_dv", side},
                                                                       {"exchange", exchange},
                                                                       {"symbol", "X"},
                                                                       {"quantity", 1},
                                                                       {"price", 1},
                                                                       {"ORD_DVSN", "00"}});
    return read.has_error() ? read.error().message : std::string(read->real);
  };
  CHECK(id_for("buy", "NASD") == "TTTT1002U");
  CHECK(id_for("sell", "SEHK") == "TTTS1001U");
  CHECK(has(id_for("hold", "NASD"), "ord_dv"));
}

TEST_CASE("the keys of a later page mark the call as resumed and stay as they are") {
  const auto api = get("kis.domestic_stock.inquire_balance");
  auto given = example_arguments(api, Date{});
  CHECK_FALSE(read_arguments(api, given)->resumed);
  given["CTX_AREA_NK100"] = "KEY   ";
  const auto arguments = read_arguments(api, given);
  REQUIRE(arguments.has_value());
  CHECK(arguments->resumed);
  CHECK(sent(*arguments, "CTX_AREA_NK100") == "KEY   ");
}

TEST_CASE("a numbered family takes a list, a text with commas or single names") {
  const auto id = "kis.overseas_stock.multprice";
  for (const json::value& symbols : {json::value{"AAPL", "NVDA"}, json::value("AAPL, NVDA")}) {
    const auto arguments =
        read_arguments(get(id), {{"count", 2}, {"exchanges", {"NAS", "NAS"}}, {"symbols", symbols}});
    REQUIRE(arguments.has_value());
    CHECK(sent(*arguments, "SYMB_01") == "AAPL");
    CHECK(sent(*arguments, "SYMB_02") == "NVDA");
    CHECK(sent(*arguments, "EXCD_02") == "NAS");
    CHECK(sent(*arguments, "SYMB_03") == "(not sent)");
  }
  const auto single = read_arguments(get(id), {{"count", 1}, {"EXCD_01", "nas"}, {"SYMB_01", "AAPL"}});
  REQUIRE(single.has_value());
  CHECK(sent(*single, "EXCD_01") == "NAS");
  CHECK(has(mistake(id, {{"count", 1}, {"exchanges", {"XXX"}}, {"symbols", {"AAPL"}}}), "one of"));
  CHECK(has(mistake(id, {{"count", 1}, {"exchanges", {"NAS"}}}), "SYMB_01"));
}

TEST_CASE("every REST API takes its own example") {
  const auto apis = ApiCatalogue::embedded();
  const Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{20}};
  for (std::size_t i = 0; i < apis->size(); ++i) {
    const auto api = apis->at(i);
    if (api.kind != ApiKind::rest) continue;
    INFO(api.id);
    const auto arguments = read_arguments(api, example_arguments(api, today));
    CHECK((arguments.has_value() ? "" : arguments.error().message) == "");
  }
}

TEST_CASE("values are well-formed by their type") {
  CHECK(is_well_formed(ValueType::date, "20261120"));
  CHECK_FALSE(is_well_formed(ValueType::date, "20261320"));
  CHECK_FALSE(is_well_formed(ValueType::date, "2026-11-20"));
  CHECK(is_well_formed(ValueType::time, "1015"));
  CHECK(is_well_formed(ValueType::time, "235959"));
  CHECK_FALSE(is_well_formed(ValueType::time, "999999"));
  CHECK(is_well_formed(ValueType::month, "202611"));
  CHECK_FALSE(is_well_formed(ValueType::month, "202613"));
  CHECK(is_well_formed(ValueType::datetime, "20261120101530"));
  CHECK(is_well_formed(ValueType::number, " +0.65"));
  CHECK_FALSE(is_well_formed(ValueType::number, "1e5x"));
  CHECK(is_well_formed(ValueType::date, ""));
}
