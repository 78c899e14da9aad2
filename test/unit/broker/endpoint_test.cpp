// What every endpoint does, with a broker that exists only here.
#include <catch2/catch_test_macros.hpp>

#include "broker_bench.hpp"
#include "kbroker/broker/endpoint.hpp"
#include "kbroker/broker/wire_fields.hpp"

using namespace kbroker;
using namespace kbroker::broker;
using namespace std::chrono_literals;
using kbroker::test::header_of;
using net::http::ClientResponse;

namespace {

/// Tokens and answers are bare JSON; status 401 refuses the token, the header `more` names the next page.
class TestProtocol final : public Protocol {
 public:
  TestProtocol()
      : Protocol({.id = BrokerId::kis,
                  .name = "Test",
                  .real_url = {},
                  .paper_url = {},
                  .token_path = "/token",
                  .content_type = "application/json",
                  .how_to_configure = "Set the keys.",
                  .transaction_header = "tr_id",
                  .page_header = "tr_cont"}) {}
  EndpointConfig completed(EndpointConfig config) const override {
    config.calls_per_second = 1'000;
    return config;
  }
  PacerConfig lane_pace(Environment, std::string_view) const override {
    PacerConfig pace;
    pace.per_second = 1;
    return pace;
  }
  std::string token_request(const EndpointConfig& config) const override { return config.app_key.reveal(); }
  Result<Token> read_token(const ClientResponse& response, WallTime now) const override {
    return Token(Secret(response.body), now + 24h, now);
  }
  Result<boost::json::object> read(const ClientResponse& response,
                                   std::string_view operation) const override {
    auto body = wire::parse_object(response.body);
    if (body && response.status == 200) return std::move(*body);
    Error error(Errc::broker_error, std::string(operation) + " was refused: " + response.body, {}, true);
    error.http_status = response.status;
    return error;
  }
  net::http::Headers next_page(const ClientResponse& response) const override {
    net::http::Headers next;
    if (const auto more = response.header("more")) next.emplace_back("page", *more);
    return next;
  }
  bool token_refused(const Error& error) const override { return error.http_status == 401; }
};

struct Bench : test::BrokerBench {
  TestProtocol protocol;
  Endpoint endpoint{protocol, BrokerBench::endpoint("real", "12345678"), config, transport, clock, random,
                    nullptr};

  Bench() : BrokerBench({nullptr, "", "first-token", ""}, "") { token(); }
  auto call(ApiCall call) { return test::run(endpoint.call(std::move(call), within())); }
};

ApiCall order() {
  ApiCall call;
  call.operation = "order";
  call.method = "POST";
  call.path = "/order?x=1";
  call.headers = {{"id", "A1"}};
  call.body = "{}";
  call.repeatable = false;
  return call;
}

}  // namespace

TEST_CASE("a call goes out as described, and its page says how to ask for the next") {
  Bench bench;
  bench.reply(R"({"n":1})", {{"more", "K2"}});
  bench.reply(R"({"n":2})");
  auto call = order();
  const auto first = bench.call(call);
  REQUIRE(first.has_value());
  CHECK(first->body.at("n") == 1);
  REQUIRE(first->next.size() == 1);
  call.headers.insert(call.headers.end(), first->next.begin(), first->next.end());
  CHECK(bench.call(call)->next.empty());
  const auto& sent = bench.transport->requests().back();
  CHECK(sent.method == "POST");
  CHECK(sent.url == "https://real.test/order?x=1");
  CHECK(sent.body == "{}");
  CHECK(header_of(sent, "id") == "A1");
  CHECK(header_of(sent, "page") == "K2");
  CHECK(header_of(sent, "authorization") == "Bearer first-token");
}

TEST_CASE("a call that must not be repeated is sent once, whatever becomes of it") {
  Bench bench;
  SECTION("no answer") {
    bench.transport->fail(Error(Errc::timeout, "real.test did not answer in time.", {}, true));
    const auto error = bench.call(order()).error();
    CHECK(error.code == Errc::timeout);
    CHECK_FALSE(error.retryable);
  }
  SECTION("a failure that may pass") {
    bench.transport->reply(503, "later");
    CHECK(bench.call(order()).error().http_status == 503);
  }
  CHECK(bench.transport->count("/order") == 1);
}

TEST_CASE("a call whose token was refused was not carried out and is sent with a new one") {
  Bench bench;
  bench.reply("{}");
  REQUIRE(bench.call(order()).has_value());
  bench.clock.advance(2min);
  bench.transport->reply(401, "revoked");
  bench.reply("second-token");
  bench.reply("{}");
  REQUIRE(bench.call(order()).has_value());
  CHECK(header_of(bench.transport->requests().back(), "authorization") == "Bearer second-token");
}

TEST_CASE("each lane has a pace of its own") {
  Bench bench;
  auto call = order();
  const auto started = bench.clock.steady();
  for (const auto* lane : {"a", "b", "c", ""}) {
    call.lane = lane;
    bench.reply("{}");
    REQUIRE(bench.call(call).has_value());
  }
  CHECK(bench.clock.steady() - started < 100ms);
  call.lane = "a";
  bench.reply("{}");
  REQUIRE(bench.call(call).has_value());
  CHECK(bench.clock.steady() - started > 900ms);
}

TEST_CASE("an account number learned later is shown masked and kept out of errors") {
  Bench bench;
  bench.endpoint.set_account("99887766");
  CHECK(bench.endpoint.status().account_masked == "****7766");
  bench.transport->reply(400, "99887766 first-token real-app-key");
  CHECK(bench.call(order()).error().message == "order was refused: *** *** ***");
}
