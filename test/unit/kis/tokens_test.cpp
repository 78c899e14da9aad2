// Tokens, retries and refusals as a caller of the KIS broker meets them.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"

using namespace kbroker;
using namespace kbroker::kis;
using namespace std::chrono_literals;
using kbroker::test::header_of;

TEST_CASE("one token serves every call") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::quote);
  bench.reply(sample::quote);
  const auto broker = bench.open();
  REQUIRE(bench.quote(broker).has_value());
  REQUIRE(bench.quote(broker).has_value());
  CHECK(bench.transport->count("/oauth2/tokenP") == 1);
  const auto& call = bench.transport->requests()[2];
  CHECK(header_of(call, "authorization") == "Bearer eyJ0-first-token");
  CHECK(header_of(call, "appkey") == "real-app-key");
  CHECK(header_of(call, "appsecret") == "real-app-secret");
  CHECK(header_of(call, "tr_id") == "FHKST01010100");
  CHECK(header_of(call, "custtype") == "P");
  CHECK(call.method == "GET");
  CHECK(call.url ==
        "https://real.test/uapi/domestic-stock/v1/quotations/"
        "inquire-price?FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=005930");
}

TEST_CASE("an expired token is reissued once and the call repeated") {
  Bench bench("real");
  const auto broker = bench.open_used();
  bench.refuse("EGW00123");
  bench.transport->reply(200, std::string(sample::second_token));
  bench.reply(sample::quote);
  REQUIRE(bench.quote(broker).has_value());
  CHECK(bench.transport->count("/oauth2/tokenP") == 2);
  CHECK(header_of(bench.transport->requests().back(), "authorization") == "Bearer eyJ0-second-token");
  CHECK(bench.transport->unanswered() == 0);
}

TEST_CASE("a token revoked twice is an auth failure, not a loop") {
  Bench bench("real");
  const auto broker = bench.open_used();
  bench.refuse("EGW00121");
  bench.transport->reply(200, std::string(sample::second_token));
  bench.refuse("EGW00121");
  const auto result = bench.quote(broker);
  REQUIRE(result.has_error());
  CHECK(result.error().code == Errc::auth_failed);
  CHECK(result.error().broker_code == "EGW00121");
  CHECK(bench.transport->requests().size() == 5);
  CHECK(broker->status().front().token_state == "refused");
}

TEST_CASE("a token refused right after its issue is not asked for again within the minute") {
  Bench bench("real");
  bench.token();
  bench.refuse("EGW00121");
  const auto broker = bench.open();
  const auto result = bench.quote(broker);
  REQUIRE(result.has_error());
  CHECK(result.error().code == Errc::auth_failed);
  REQUIRE(result.error().retry_after);
  CHECK(*result.error().retry_after > 30s);
  CHECK(bench.transport->count("/oauth2/tokenP") == 1);
}

TEST_CASE("a token refusal for pacing is remembered instead of asked again") {
  Bench bench("real");
  bench.transport->reply(403, R"({"error_description":"1분당 1회","error_code":"EGW00133"})");
  const auto broker = bench.open();
  const auto first = bench.quote(broker);
  REQUIRE(first.has_error());
  CHECK((first.error().code == Errc::rate_limited || first.error().code == Errc::auth_failed));
  REQUIRE(first.error().retry_after);
  CHECK(*first.error().retry_after > 30s);
  const auto second = bench.quote(broker);
  REQUIRE(second.has_error());
  CHECK(bench.transport->requests().size() == 1);
  // The refusal does not slow the calls themselves down.
  CHECK(broker->status().front().rate_per_second == 15);
}

TEST_CASE("a bad key is an auth failure that is asked once") {
  Bench bench("real");
  bench.transport->reply(403,
                         R"({"error_description":"유효하지 않은 AppKey입니다.","error_code":"EGW00103"})");
  const auto broker = bench.open();
  const auto result = bench.quote(broker);
  REQUIRE(result.has_error());
  CHECK(result.error().code == Errc::auth_failed);
  CHECK(result.error().broker_code == "EGW00103");
  CHECK(result.error().hint.find("app key") != std::string::npos);
  CHECK(bench.transport->requests().size() == 1);
  CHECK(test::run(broker->authenticate(broker::Environment::real, bench.within())).has_error());
  CHECK(bench.transport->requests().size() == 1);
}

TEST_CASE("a rate refusal is retried after at least a second") {
  for (const auto* code : {"EGW00201", "EGW00215"}) {
    Bench bench("real");
    bench.token();
    bench.refuse(code);
    bench.refuse(code);
    bench.reply(sample::quote);
    const auto broker = bench.open();
    const auto started = bench.clock.steady();
    REQUIRE(bench.quote(broker).has_value());
    CHECK(bench.clock.steady() - started >= 3s);
    CHECK(broker->status().front().retries == 2);
    CHECK(broker->status().front().rate_per_second < 15);
  }
}

TEST_CASE("HTTP 429 is a rate refusal") {
  Bench bench("real");
  bench.token();
  for (int i = 0; i < 3; ++i) bench.transport->reply(429, "");
  const auto result = bench.quote(bench.open());
  CHECK(result.error().code == Errc::rate_limited);
  CHECK(result.error().retryable);
}

TEST_CASE("a failure that may pass is tried three times") {
  Bench bench("real");
  test::check_three_attempts(bench);
}

TEST_CASE("a second answer makes good for a first failure") {
  Bench bench("real");
  bench.token();
  bench.transport->reply(502, "<html>");
  bench.reply(sample::quote);
  CHECK(bench.quote(bench.open()).has_value());
}

TEST_CASE("a refusal that cannot pass is not repeated") {
  for (const auto* code : {"OPSQ2001", "EGW00206", "EGW02004", "EGW00202"}) {
    Bench bench("real");
    bench.token();
    bench.refuse(code);
    CHECK(bench.quote(bench.open()).error().broker_code == code);
    CHECK(bench.transport->requests().size() == 2);
  }
}

TEST_CASE("a token host that cannot be reached is tried again, an issuance is not") {
  Bench bench("real");
  bench.transport->reply(503, "<html>");
  bench.token();
  bench.reply(sample::quote);
  CHECK(bench.quote(bench.open()).has_value());
  CHECK(bench.transport->count("/oauth2/tokenP") == 2);
}

TEST_CASE("a token request refused for calls per second is repeated after a second, not after a minute") {
  Bench bench("real");
  const auto broker = bench.open();
  const auto started = bench.clock.steady();
  SECTION("once") {
    bench.refuse("EGW00201");
    bench.token();
    bench.reply(sample::quote);
    CHECK(bench.quote(broker).has_value());
    CHECK(bench.transport->count("/oauth2/tokenP") == 2);
    CHECK(bench.clock.steady() - started >= 1s);
    CHECK(bench.clock.steady() - started < 5s);
  }
  SECTION("again and again") {
    for (int i = 0; i < 3; ++i) bench.refuse("EGW00201");
    const auto error = bench.quote(broker).error();
    CHECK(error.code == Errc::rate_limited);
    CHECK(error.broker_code == "EGW00201");
    CHECK(error.retry_after == 1'000ms);
    bench.clock.advance(1s);
    bench.token();
    bench.reply(sample::quote);
    CHECK(bench.quote(broker).has_value());
    CHECK(bench.clock.steady() - started < 15s);
  }
  CHECK(bench.transport->unanswered() == 0);
}

TEST_CASE("a token request that is not answered in time is not sent again for a minute") {
  Bench bench("real");
  bench.transport->fail(Error(Errc::timeout, "real.test did not answer in time."));
  const auto broker = bench.open();
  const auto first = bench.quote(broker).error();
  CHECK(first.code == Errc::timeout);
  CHECK(first.message.find("access token was not answered: real.test did not answer") != std::string::npos);
  CHECK(first.hint.find("may have been issued") != std::string::npos);
  CHECK(first.retryable);
  CHECK(first.retry_after == 61'000ms);
  bench.clock.advance(20s);
  const auto second = bench.quote(broker).error();
  CHECK(second.retry_after == 41'000ms);
  CHECK(bench.transport->requests().size() == 1);
  bench.clock.advance(41s);
  bench.token();
  bench.reply(sample::quote);
  CHECK(bench.quote(broker).has_value());
}

TEST_CASE("a token request whose connection broke is left to the next call") {
  Bench bench("real");
  bench.transport->fail(Error(Errc::broker_unavailable, "real.test closed the connection."));
  const auto broker = bench.open();
  const auto error = bench.quote(broker).error();
  CHECK(error.code == Errc::broker_unavailable);
  CHECK(error.retryable);
  CHECK(bench.transport->requests().size() == 1);
  CHECK(bench.clock.slept().empty());
  bench.token();
  bench.reply(sample::quote);
  CHECK(bench.quote(broker).has_value());
}

TEST_CASE("one attempt never takes the whole time a caller has") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::quote);
  const auto started = bench.clock.steady();
  REQUIRE(bench.quote(bench.open(), 30s).has_value());
  for (const auto& deadline : bench.transport->deadlines()) CHECK(deadline.at() - started < 12s);
}

TEST_CASE("no error text of KIS repeats a secret or the account") {
  Bench bench("real");
  bench.token();
  bench.transport->reply(
      500, sample::refusal("ABCD0001", "real-app-key real-app-secret eyJ0-first-token 12345678 틀림"));
  bench.transport->reply(500, sample::refusal("ABCD0001", "real-app-key real-app-secret eyJ0-first-token"));
  bench.transport->reply(500, sample::refusal("ABCD0001", "real-app-key 12345678 eyJ0-first-token"));
  const auto broker = bench.open();
  const auto error = bench.quote(broker).error();
  const auto status = broker->status().front();
  test::check_nothing_leaks(error, status,
                            {"real-app-key", "real-app-secret", "eyJ0-first-token", "12345678"});
  CHECK(status.account_masked == "****5678-01");
}

TEST_CASE("a token refusal that repeats the key hides it") {
  Bench bench("real");
  bench.transport->reply(403, R"({"error_description":"real-app-secret 오류","error_code":"EGW00105"})");
  const auto error = bench.quote(bench.open()).error();
  CHECK(error.message.find("real-app-secret") == std::string::npos);
}
