// KIS: every REST API of the catalogue answers on the hosts that offer it, and is refused elsewhere.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "kbroker/catalog/api_values.hpp"
#include "sim_world.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

std::vector<catalog::Api> rest_apis() {
  const auto apis = catalog::ApiCatalogue::embedded();
  std::vector<catalog::Api> found;
  for (std::size_t i = 0; i < apis->size(); ++i)
    if (auto api = apis->at(i);
        api.broker == "kis" && api.kind == catalog::ApiKind::rest && api.category != "auth")
      found.push_back(std::move(api));
  return found;
}

catalog::Api get(std::string_view id) {
  return *catalog::ApiCatalogue::embedded()->get(id);
}

Call call_of(const catalog::Api& api, const json::object& given, bool paper) {
  const auto arguments = catalog::read_arguments(api, given);
  if (arguments.has_error()) throw std::runtime_error(arguments.error().message);
  Call call;
  call.method = api.method;
  call.path = api.path;
  json::object body;
  for (const auto& [name, sent, filled_by] : arguments->sent) {
    std::string value = sent;
    if (filled_by == catalog::FilledBy::account_number) value = demo_account;
    // Futures and options are kept under a product of their own.
    if (filled_by == catalog::FilledBy::account_product)
      value = api.path.find("/domestic-futureoption/") == std::string::npos ? "01" : "03";
    body[name] = value;
    call.query += (call.query.empty() ? "" : "&") + name + "=" + percent_encode(value);
  }
  if (api.method == "POST") {
    call.query.clear();
    call.body = to_json_text(body);
  }
  call.headers = {
      {"appkey", std::string(demo_app_key)},
      {"appsecret", std::string(demo_app_secret)},
      {"custtype", "P"},
      {"content-type", "application/json; charset=utf-8"},
      {"tr_id", std::string(paper && !arguments->paper.empty() ? arguments->paper : arguments->real)}};
  return call;
}

struct Host {
  explicit Host(Market& market_, bool paper_)
      : market(market_),
        paper(paper_),
        face(paper ? market.kis_paper : market.kis_real),
        authorization("Bearer " + market.kis_token(face)) {}

  net::http::Response ask(const catalog::Api& api, const json::object& given) {
    Call call = call_of(api, given, paper);
    return ask(std::move(call));
  }
  net::http::Response ask(Call call) {
    call.headers["authorization"] = authorization;
    market.clock.advance(1s);
    return face.answer(call);
  }

  Market& market;
  bool paper;
  KisFace& face;
  std::string authorization;
};

}  // namespace

TEST_CASE("KIS answers every REST API of the catalogue where the paper table says so") {
  Market market;
  Host real(market, false), paper(market, true);
  const Date today = date_kst(market.clock.wall());
  std::size_t on_real = 0, on_paper = 0;
  for (const auto& api : rest_apis()) {
    INFO(api.id);
    const auto example = catalog::example_arguments(api, today);
    const auto response = real.ask(api, example);
    INFO(response.body.substr(0, 300));
    CHECK(response.status == 200);
    CHECK(text(json_of(response), "rt_cd") == "0");
    on_real += response.status == 200;

    const auto second = paper.ask(api, example);
    if (api.paper == catalog::PaperSupport::unsupported) {
      CHECK(second.status == 500);
      CHECK(text(json_of(second), "msg_cd") == "EGW00213");
    } else {
      CHECK(text(json_of(second), "rt_cd") == "0");
      ++on_paper;
    }
  }
  CHECK(on_real == 275);
  CHECK(on_paper == 40);
}

TEST_CASE("generated KIS answers have every field of the catalogue as a string, numbers included") {
  Market market;
  Host real(market, false);
  const Date today = date_kst(market.clock.wall());
  for (const auto& api : rest_apis()) {
    INFO(api.id);
    const auto body = json_of(real.ask(api, catalog::example_arguments(api, today)));
    for (const auto& container : api.response) {
      INFO(container.name);
      const auto* content = container.name == "body" ? nullptr : body.if_contains(container.name);
      const json::object* row = container.name == "body" ? &body : nullptr;
      if (content) row = content->is_object() ? &content->get_object() : nullptr;
      if (content && content->is_array() && !content->get_array().empty())
        row = &content->get_array().front().get_object();
      if (!row) continue;
      for (const auto& field : container.fields) {
        const auto* value = row->if_contains(field.name);
        if (!value || api.id == "kis.domestic_stock.search_stock_info")
          continue;  // written by hand: core fields only
        INFO(field.name);
        REQUIRE(value->is_string());
        CHECK(catalog::is_well_formed(field.type, std::string_view(value->get_string())));
      }
    }
  }
}

TEST_CASE("the same KIS request gets the same generated rows, another one others") {
  Market market;
  Host real(market, false);
  const auto api = get("kis.overseas_stock.price_fluct");
  auto given = catalog::example_arguments(api, date_kst(market.clock.wall()));
  const auto first = real.ask(api, given).body;
  CHECK(real.ask(api, given).body == first);
  given["EXCD"] = "NYS";
  CHECK(real.ask(api, given).body != first);
}

TEST_CASE("generated KIS answers agree with the core calls about a listed instrument") {
  Market market;
  Host real(market, false);
  market.clock.advance(12h);  // the session is over, so the price stands still
  const json::object samsung{{"FID_COND_MRKT_DIV_CODE", "J"}, {"FID_INPUT_ISCD", "005930"}};
  const auto price =
      json_of(real.ask(get("kis.domestic_stock.inquire_price"), samsung)).at("output").as_object();
  const auto again =
      json_of(real.ask(get("kis.domestic_stock.inquire_price_2"), samsung)).at("output").as_object();
  for (const auto name : {"stck_prpr", "prdy_vrss", "acml_vol", "stck_mxpr"})
    CHECK(again.at(name) == price.at(name));
  const auto days =
      json_of(real.ask(get("kis.domestic_stock.inquire_investor"), samsung)).at("output").as_array();
  REQUIRE(days.size() == 30);
  CHECK(days.front().at("stck_clpr") == price.at("stck_prpr"));
}

TEST_CASE("the figures of an ETF are the same in every call") {
  Market market;
  Host real(market, false);
  market.clock.advance(12h);
  const json::object fund{{"FID_COND_MRKT_DIV_CODE", "J"}, {"FID_INPUT_ISCD", "069500"}};
  const json::object lower{{"fid_cond_mrkt_div_code", "J"}, {"fid_input_iscd", "069500"}};
  const auto core = json_of(real.ask(get("kis.domestic_stock.inquire_price"), fund)).at("output").as_object();
  const auto price = json_of(real.ask(get("kis.etfetn.inquire_price"), lower)).at("output").as_object();
  CHECK(price.at("stck_prpr") == core.at("stck_prpr"));
  CHECK(price.at("stck_prdy_clpr") == core.at("stck_sdpr"));
  CHECK(whole(price, "stck_prpr") - whole(price, "stck_prdy_clpr") == whole(price, "prdy_vrss"));
  const auto trend = json_of(real.ask(get("kis.etfetn.nav_comparison_trend"), fund));
  const auto parts = json_of(real.ask(
      get("kis.etfetn.inquire_component_stock_price"),
      {{"FID_COND_MRKT_DIV_CODE", "J"}, {"FID_INPUT_ISCD", "069500"}, {"FID_COND_SCR_DIV_CODE", "11216"}}));
  for (const auto name : {"nav", "nav_prdy_vrss", "nav_prdy_vrss_sign", "nav_prdy_ctrt"}) {
    INFO(name);
    CHECK(trend.at("output2").at(name) == price.at(name));
    CHECK(parts.at("output1").at(name) == price.at(name));
  }
  CHECK(trend.at("output1").at("stck_prpr") == price.at("stck_prpr"));
  CHECK(trend.at("output2").at("prdy_clpr_nav") == price.at("prdy_last_nav"));
  CHECK(text(price, "etf_cnfg_issu_cnt") == std::to_string(parts.at("output2").as_array().size()));
  const auto days =
      json_of(real.ask(get("kis.etfetn.nav_comparison_daily_trend"), {{"FID_COND_MRKT_DIV_CODE", "J"},
                                                                      {"FID_INPUT_ISCD", "069500"},
                                                                      {"FID_INPUT_DATE_1", "20261101"},
                                                                      {"FID_INPUT_DATE_2", "20261120"}}));
  const auto& newest = days.at("output").as_array().front().as_object();
  CHECK(newest.at("stck_clpr") == price.at("stck_prpr"));
  CHECK(newest.at("nav") == price.at("nav"));
}

TEST_CASE("an ELW lies between its bid and ask, and its underlying costs what it costs") {
  Market market;
  Host real(market, false);
  market.clock.advance(12h);
  const auto elw = json_of(real.ask(get("kis.domestic_stock.inquire_elw_price"),
                                    {{"FID_COND_MRKT_DIV_CODE", "W"}, {"FID_INPUT_ISCD", "57LA50"}}))
                       .at("output")
                       .as_object();
  CHECK(text(elw, "hts_kor_isnm") == "한국LA50삼성전자콜");
  CHECK(whole(elw, "bidp") <= whole(elw, "elw_prpr"));
  CHECK(whole(elw, "elw_prpr") <= whole(elw, "askp"));
  CHECK(whole(elw, "askp") - whole(elw, "bidp") <= 10);
  const auto share = json_of(real.ask(get("kis.domestic_stock.inquire_price"),
                                      {{"FID_COND_MRKT_DIV_CODE", "J"}, {"FID_INPUT_ISCD", "005930"}}))
                         .at("output")
                         .as_object();
  CHECK(text(elw, "unas_shrn_iscd") == "005930");
  CHECK(elw.at("unas_prpr") == share.at("stck_prpr"));
  CHECK(elw.at("unas_prdy_vrss") == share.at("prdy_vrss"));
}

TEST_CASE("price, base, change, rate and sign of an overseas price agree") {
  Market market;
  Host real(market, false);
  for (const auto symbol : {"AAPL", "NVDA", "TSLA", "MSFT"}) {
    const auto row = json_of(real.ask(get("kis.overseas_stock.price"), {{"EXCD", "NAS"}, {"SYMB", symbol}}))
                         .at("output")
                         .as_object();
    const auto value = [&](std::string_view name) { return *Decimal::parse(text(row, name)); };
    CHECK(text(row, "rsym") == "DNAS" + std::string(symbol));
    const auto moved = value("last") - value("base");
    CHECK((moved.abs() - value("diff")).abs() <= Decimal(1, 4));
    CHECK((text(row, "sign") == "2") == (moved > Decimal()));
    CHECK((value("rate") > Decimal()) == (moved > Decimal()));
  }
}

TEST_CASE("KIS answers an unlisted code with zeros and blanks in generated answers too") {
  Market market;
  Host real(market, false);
  const json::object nobody{{"FID_COND_MRKT_DIV_CODE", "J"}, {"FID_INPUT_ISCD", "999999"}};
  const auto body = json_of(real.ask(get("kis.domestic_stock.inquire_price_2"), nobody));
  CHECK(text(body, "rt_cd") == "0");
  CHECK(text(body.at("output").as_object(), "stck_prpr") == "0");
}

TEST_CASE("KIS pages by context, by key and by repeating the call") {
  Market market;
  Host real(market, false);
  const auto page_through = [&](std::string_view id) {
    const auto api = get(id);
    Call call = call_of(api, catalog::example_arguments(api, date_kst(market.clock.wall())), false);
    std::string marks;
    for (int i = 0; i < 5; ++i) {
      const auto response = real.ask(call);
      const auto mark = header_of(response, "tr_cont");
      marks += mark;
      if (mark != "F" && mark != "M") break;
      call.headers["tr_cont"] = "N";
      const auto body = json_of(response);
      for (const auto name : api.paging_params)
        call.query += "&" + std::string(name) + "=" + percent_encode(text(body, to_lower(name)));
    }
    return marks;
  };
  CHECK(page_through("kis.overseas_stock.inquire_ccnl") == "FE");
  CHECK(page_through("kis.overseas_stock.price_fluct") == "FE");
  std::size_t single = 0, several = 0;
  for (const auto& api : rest_apis())
    if (api.paging == catalog::Paging::tr_cont_only) (page_through(api.id) == "FE" ? several : single) += 1;
  CHECK(single > several);
  CHECK(several > 0);
}

TEST_CASE("KIS refuses order bodies with lower-case names, numbers or another content type") {
  Market market;
  Host real(market, false);
  const auto api = get("kis.domestic_stock.order_cash");
  json::object order{
      {"ord_dv", "buy"}, {"PDNO", "005930"}, {"ORD_DVSN", "00"}, {"ORD_QTY", "1"}, {"ORD_UNPR", "97000"}};
  const Call good = call_of(api, order, false);
  CHECK(text(json_of(real.ask(good)), "msg_cd") == "APBK0013");
  const auto code = [&](const Call& call) { return text(json_of(real.ask(call)), "msg_cd"); };
  Call wrong = good;
  wrong.body = to_lower(wrong.body);
  CHECK(code(wrong) == "OPSQ2001");
  wrong = good;
  wrong.body.replace(wrong.body.find("\"97000\""), 7, "97000");
  CHECK(code(wrong) == "OPSQ9997");
  wrong = good;
  wrong.headers["content-type"] = "text/plain";
  CHECK(code(wrong) == "EGW00132");
}

TEST_CASE("KIS wants the TR id that goes with the parameters") {
  Market market;
  Host real(market, false), paper(market, true);
  const auto api = get("kis.overseas_stock.order");
  const json::object hong_kong{{"ord_dv", "buy"},  {"OVRS_EXCG_CD", "SEHK"}, {"PDNO", "00700"},
                               {"ORD_QTY", "100"}, {"OVRS_ORD_UNPR", "400"}, {"ORD_DVSN", "00"}};
  Call call = call_of(api, hong_kong, false);
  CHECK(call.header("tr_id") == "TTTS1002U");
  CHECK(text(json_of(real.ask(call)), "rt_cd") == "0");
  call.headers["tr_id"] = "TTTT1002U";  // that of the US
  CHECK(text(json_of(real.ask(call)), "msg_cd") == "OPSQ0002");
}

TEST_CASE("KIS paces the ledger below the other calls") {
  Market market;
  Host real(market, false);
  const auto api = get("kis.domestic_stock.inquire_psbl_sell");
  Call call = call_of(api, catalog::example_arguments(api, date_kst(market.clock.wall())), false);
  call.headers["authorization"] = real.authorization;
  for (int i = 0; i < 10; ++i) REQUIRE(real.face.answer(call).status == 200);
  const auto refused = real.face.answer(call);
  CHECK(refused.status == 500);
  CHECK(text(json_of(refused), "msg_cd") == "EGW00215");
}

TEST_CASE("KIS gives approval keys and hashes") {
  Market market;
  Call call;
  call.method = "POST";
  call.path = "/oauth2/Approval";
  call.body = R"({"grant_type":"client_credentials","appkey":")" + std::string(demo_app_key) +
              R"(","secretkey":")" + std::string(demo_app_secret) + "\"}";
  CHECK(text(json_of(market.kis_real.answer(call)), "approval_key").size() == 31);
  call.path = "/uapi/hashkey";
  call.headers = {{"appkey", std::string(demo_app_key)}, {"appsecret", std::string(demo_app_secret)}};
  call.body = R"({"PDNO":"005930"})";
  const auto hashed = json_of(market.kis_real.answer(call));
  CHECK(hashed.at("BODY").at("PDNO") == "005930");
  CHECK(text(hashed, "HASH").size() == 64);
}
