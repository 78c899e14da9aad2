// Token requests and answers of KIS.
#include "protocol.hpp"

#include <catch2/catch_test_macros.hpp>

#include "answers.hpp"
#include "kbroker/base/time_format.hpp"

using namespace std::chrono_literals;
using kbroker::Errc;
using kbroker::Secret;
using kbroker::kis::protocol;
using kbroker::test::answer;

namespace {

const auto now = *kbroker::parse_kst("20261121", "081244");

}  // namespace

TEST_CASE("a token request carries key and secret under the names of this endpoint") {
  kbroker::broker::EndpointConfig config;
  config.app_key = Secret("key-1");
  config.app_secret = Secret("se\"cret");
  CHECK(protocol().token_request(config) ==
        R"({"grant_type":"client_credentials","appkey":"key-1","appsecret":"se\"cret"})");
}

TEST_CASE("a token expires when KIS says, in Korean time") {
  const auto token = protocol().read_token(
      answer(
          200,
          R"({"access_token":"abc","token_type":"Bearer","expires_in":86400,"access_token_token_expired":"2026-11-22 07:00:00"})"),
      now);
  REQUIRE(token.has_value());
  CHECK(token->text.reveal() == "abc");
  CHECK(token->expires == *kbroker::parse_kst("20261122", "070000"));
  CHECK(token->issued == now);
}

TEST_CASE("without a readable or future end the lifetime in seconds counts") {
  for (const auto* body :
       {R"({"access_token":"abc","expires_in":3600})", R"({"access_token":"abc","expires_in":"3600"})",
        R"({"access_token":"abc","expires_in":3600,"access_token_token_expired":"tomorrow"})",
        R"({"access_token":"abc","expires_in":3600,"access_token_token_expired":"2020-01-01 00:00:00"})"}) {
    CAPTURE(body);
    CHECK(protocol().read_token(answer(200, body), now)->expires == now + 1h);
  }
  CHECK(protocol().read_token(answer(200, R"({"access_token":"abc"})"), now)->expires == now + 6h);
  CHECK(protocol()
            .read_token(answer(200, R"({"access_token":"abc","expires_in":999999999999})"), now)
            ->expires == now + 6h);
}

TEST_CASE("a refusal of a token is an error of its kind") {
  const auto paced =
      protocol().read_token(answer(403, R"({"error_description":"1분당 1회","error_code":"EGW00133"})"), now);
  CHECK(paced.error().code == Errc::rate_limited);
  const auto key = protocol().read_token(
      answer(403, R"({"error_description":"유효하지 않은 AppKey입니다.","error_code":"EGW00103"})"), now);
  CHECK(key.error().code == Errc::auth_failed);
  CHECK(protocol().read_token(answer(200, R"({"token_type":"Bearer"})"), now).error().code ==
        Errc::broker_error);
  CHECK(protocol().read_token(answer(200, "{"), now).error().code == Errc::broker_error);
  CHECK(protocol().read_token(answer(503, "<html>"), now).error().code == Errc::broker_unavailable);
  CHECK(protocol().read_token(answer(403, R"({"access_token":"abc"})"), now).has_error());
}
