// The traps of the KIS documents about orders (fact sheet, sections 3 and 4), one case each: an order as the
// broker's face sends it, which takes every API of the catalogue.
#include <catch2/catch_test_macros.hpp>

#include "api_request.hpp"
#include "call_bench.hpp"
#include "kbroker/catalog/api_arguments.hpp"

using namespace kbroker;
using namespace std::chrono_literals;

namespace {

constexpr auto accepted =
    R"({"rt_cd":"0","msg_cd":"APBK0013","msg1":"주문 전송 완료 되었습니다.","output":{"ODNO":"0000117057"}})";

/// Buys ten shares of Samsung Electronics at KIS, which answers from a script.
class OrderDesk {
 public:
  OrderDesk() {
    broker::BrokerConfig config;
    config.real.emplace();
    config.real->base_url = "https://real.test";
    config.real->app_key = Secret("key");
    config.real->app_secret = Secret("secret");
    config.real->account = "12345678-01";
    broker_ = kis::make_kis_broker(std::move(config), transport, clock, random_);
    transport->reply(200, std::string(test::kis_token));
  }
  void refuse(std::string_view code, unsigned status, std::string_view sentence = "사유") {
    transport->reply(status, R"({"rt_cd":"1","msg_cd":")" + std::string(code) + R"(","msg1":")" +
                                 std::string(sentence) + R"("})");
  }
  Result<broker::Answer<broker::ApiAnswer>> buy() {
    const auto arguments = catalog::read_arguments(
        api_,
        {{"ord_dv", "buy"}, {"symbol", "005930"}, {"order_type", "00"}, {"quantity", 10}, {"price", 97200}});
    auto request = tools::api_request(api_, *arguments, {}, 1);
    broker::CallOptions options(Deadline::after(clock, 30s));
    return test::run(broker_->call_api(std::move(request), options));
  }
  std::size_t orders() const { return transport->count("/order-cash"); }

  ManualClock clock{*parse_kst("20261120", "101530")};
  std::shared_ptr<test::ScriptedTransport> transport = std::make_shared<test::ScriptedTransport>();

 private:
  const catalog::Api api_ = *catalog::ApiCatalogue::embedded()->get("kis.domestic_stock.order_cash");
  SeededRandom random_{7};
  std::shared_ptr<broker::Broker> broker_;
};

}  // namespace

TEST_CASE("trap: names in a body are upper case and all values texts, prices and quantities too") {
  OrderDesk desk;
  desk.transport->reply(200, accepted);
  REQUIRE(desk.buy().has_value());
  const auto body = test::object(desk.transport->requests().back().body);
  CHECK(body.at("ORD_QTY") == "10");
  CHECK(body.at("ORD_UNPR") == "97200");
  CHECK(body.at("CANO") == "12345678");
  for (const auto& member : body) {
    CHECK(member.key() == to_upper(member.key()));
    CHECK(member.value().is_string());
  }
}

TEST_CASE("trap: after EGW00301 and EGW00302 an order may have gone through, so it is not sent again") {
  for (const auto code : {"EGW00301", "EGW00302"}) {
    INFO(code);
    OrderDesk desk;
    desk.refuse(code, 500);
    const auto answer = desk.buy();
    REQUIRE(answer.has_error());
    CHECK(answer.error().hint.find("look an order up") != std::string::npos);
    CHECK(desk.orders() == 1);
  }
}

TEST_CASE("trap: an order is not sent again either when the answer is no JSON") {
  OrderDesk desk;
  desk.transport->reply(502, "<html>시스템 점검중</html>");
  CHECK(desk.buy().has_error());
  CHECK(desk.orders() == 1);
}

TEST_CASE(
    "trap: EGW00201 and EGW00215 come before an order is processed, so it may be sent again in a second") {
  for (const auto code : {"EGW00201", "EGW00215"}) {
    INFO(code);
    OrderDesk desk;
    desk.refuse(code, 500);
    const auto answer = desk.buy();
    REQUIRE(answer.has_error());
    CHECK(answer.error().retryable);
    CHECK(answer.error().retry_after == 1s);
    CHECK(desk.orders() == 1);  // by whoever placed it: only reads are repeated here
  }
}

TEST_CASE("trap: a closed market has many codes") {
  for (const auto code : {"APBK0918", "APBK0919", "APBK1664", "40100000", "KIER3672"}) {
    INFO(code);
    OrderDesk desk;
    desk.refuse(code, 200);
    const auto answer = desk.buy();
    REQUIRE(answer.has_error());
    CHECK(answer.error().code == Errc::market_closed);
    CHECK(desk.orders() == 1);
  }
}

TEST_CASE("trap: APBK0656 is an unknown instrument in an order") {
  OrderDesk desk;
  desk.refuse("APBK0656", 200, "해당종목정보가 없습니다.");
  const auto answer = desk.buy();
  REQUIRE(answer.has_error());
  CHECK(answer.error().code == Errc::unknown_symbol);
}

TEST_CASE("trap: why an account cannot order (APBK0952, APAC0489) only KIS's own sentence says") {
  for (const auto& [code, sentence] : {std::pair{"APBK0952", "주문가능금액을 초과 했습니다"},
                                       {"APAC0489", "거래가 제한된 계좌유형입니다."}}) {
    INFO(code);
    OrderDesk desk;
    desk.refuse(code, 200, sentence);
    const auto answer = desk.buy();
    REQUIRE(answer.has_error());
    CHECK(answer.error().broker_code == code);
    CHECK(answer.error().message.find(sentence) != std::string::npos);
    CHECK(desk.orders() == 1);
  }
}
