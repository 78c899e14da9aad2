// Tokens, retries and refusals as a caller of the Kiwoom broker meets them.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"

using namespace kbroker;
using namespace kbroker::kiwoom;
using namespace std::chrono_literals;
using kbroker::test::header_of;

TEST_CASE("one Kiwoom token serves every call") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::quote);
  bench.reply(sample::quote);
  const auto broker = bench.open();
  REQUIRE(bench.quote(broker).has_value());
  REQUIRE(bench.quote(broker).has_value());
  CHECK(bench.transport->count("/oauth2/token") == 1);
  const auto& call = bench.transport->requests()[2];
  CHECK(call.method == "POST");
  CHECK(call.url == "https://real.test/api/dostk/stkinfo");
  CHECK(call.body == R"({"stk_cd":"005930"})");
  CHECK(header_of(call, "api-id") == "ka10001");
  CHECK(header_of(call, "authorization") == "Bearer WQJC-first-token");
  CHECK(header_of(call, "Content-Type") == "application/json;charset=UTF-8");
  CHECK(header_of(call, "cont-yn").empty());
}

TEST_CASE("an invalid Kiwoom token is reissued once and the call repeated") {
  Bench bench("real");
  const auto broker = bench.open_used();
  SECTION("by code") {
    bench.reply(sample::token_refusal);
  }
  SECTION("by HTTP status") {
    bench.transport->reply(401, "");
  }
  bench.reply(sample::second_token);
  bench.reply(sample::quote);
  REQUIRE(bench.quote(broker).has_value());
  CHECK(bench.transport->count("/oauth2/token") == 2);
  CHECK(header_of(bench.transport->requests().back(), "authorization") == "Bearer WQJC-second-token");
}

TEST_CASE("a Kiwoom token revoked twice is an auth failure, not a loop") {
  Bench bench("real");
  const auto broker = bench.open_used();
  bench.reply(sample::token_refusal);
  bench.reply(sample::second_token);
  bench.reply(sample::token_refusal);
  const auto result = bench.quote(broker);
  REQUIRE(result.has_error());
  CHECK(result.error().code == Errc::auth_failed);
  CHECK(result.error().broker_code == "8005");
  CHECK(bench.transport->requests().size() == 5);
}

TEST_CASE("a bad Kiwoom key is an auth failure that is asked once") {
  Bench bench("real");
  bench.reply(sample::refusal(3, "[8001:App Key와 Secret Key 검증에 실패했습니다]"));
  const auto broker = bench.open();
  CHECK(bench.quote(broker).error().broker_code == "8001");
  CHECK(bench.quote(broker).error().code == Errc::auth_failed);
  CHECK(bench.transport->requests().size() == 1);
}

TEST_CASE("a rate refusal of Kiwoom is retried after more than a second") {
  Bench bench("real");
  bench.token();
  SECTION("HTTP 429") {
    bench.transport->reply(429, "");
  }
  SECTION("return_code 5") {
    bench.reply(R"({"return_code":"5","return_msg":"초과"})");
  }
  SECTION("code 1700") {
    bench.reply(sample::refusal(1, "[1700:허용된 요청 개수를 초과하였습니다]"));
  }
  bench.reply(sample::quote);
  const auto broker = bench.open();
  const auto started = bench.clock.steady();
  REQUIRE(bench.quote(broker).has_value());
  CHECK(bench.clock.steady() - started >= 1'200ms);
  CHECK(broker->status().front().retries == 1);
}

TEST_CASE("a failure of Kiwoom that may pass is tried three times") {
  Bench bench("real");
  test::check_three_attempts(bench);
}

TEST_CASE("a refusal of Kiwoom that cannot pass is not repeated") {
  for (const auto* code : {"1902", "1511", "8030", "8104"}) {
    Bench bench("real");
    bench.token();
    bench.reply(sample::refusal(3, "[" + std::string(code) + ":사유]"));
    CHECK(bench.quote(bench.open()).error().broker_code == code);
    CHECK(bench.transport->requests().size() == 2);
  }
}

TEST_CASE("calls of one api-id are paced, others go out at once") {
  Bench bench("real");
  bench.config.real->calls_per_second = 100;
  bench.token();
  const auto broker = bench.open();
  for (int i = 0; i < 4; ++i) bench.reply(sample::quote);
  const auto started = bench.clock.steady();
  for (int i = 0; i < 4; ++i) REQUIRE(bench.quote(broker).has_value());
  const auto took = bench.clock.steady() - started;
  CHECK(took >= 2s);
  bench.reply(sample::day_chart);
  broker::HistoryRequest request;
  request.code = "005930";
  request.count = 1;
  const auto before = bench.clock.steady();
  REQUIRE(test::run(broker->history(request, bench.within())).has_value());
  CHECK(bench.clock.steady() - before < 500ms);
}

TEST_CASE("no error text of Kiwoom repeats a secret or the account") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::refusal(9, "real-app-key real-app-secret WQJC-first-token 1234567811"));
  const auto broker = bench.open();
  const auto error = bench.quote(broker).error();
  const auto status = broker->status().front();
  test::check_nothing_leaks(error, status,
                            {"real-app-key", "real-app-secret", "WQJC-first-token", "1234567811"});
}
