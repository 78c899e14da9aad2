// The simulator over real sockets: both brokers, faults, control, shutdown.
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_future.hpp>

#include "http_call.hpp"
#include "kbroker/net/runtime.hpp"
#include "raw_client.hpp"
#include "sim_world.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;
using kbroker::test::RawClient;
using kbroker::test::RawResponse;

namespace {

/// A running simulator whose clock only the test moves.
class Running {
 public:
  Running()
      : work_(runtime_.main()),
        simulator_(runtime_, {}, master(), catalog::ApiCatalogue::embedded(), clock_) {
    REQUIRE(simulator_.start().has_value());
    thread_ = std::thread([this] { runtime_.run(); });
  }
  ~Running() {
    stop();
    runtime_.stop();
    thread_.join();
  }

  void stop() {
    if (stopped_) return;
    stopped_ = true;
    boost::asio::co_spawn(runtime_.main(), simulator_.stop(), boost::asio::use_future).get();
  }
  RawClient connect() const { return RawClient(simulator_.port()); }
  RawResponse post(std::string_view path, std::string_view body, std::string_view fields = "") const {
    auto client = connect();
    client.post(path, body, fields);
    return client.read_response();
  }
  RawResponse get(std::string_view path, std::string_view fields = "") const {
    auto client = connect();
    client.send(request(path, fields));
    return client.read_response();
  }
  static std::string request(std::string_view path, std::string_view fields) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(fields) + "\r\n";
  }
  std::string url(std::string_view path) const { return simulator_.base_url(path); }
  void inject(std::string_view rules) const { REQUIRE(post("/control/faults", rules).status == 201); }
  /// The header fields of a good KIS price call.
  std::string kis_fields() {
    const auto token = post("/kis/real/oauth2/tokenP", Market::kis_token_call().body);
    REQUIRE(token.status == 200);
    return "authorization: Bearer " + text(boost::json::parse(token.body).as_object(), "access_token") +
           "\r\nappkey: " + std::string(demo_app_key) + "\r\nappsecret: " + std::string(demo_app_secret) +
           "\r\ntr_id: FHKST01010100\r\ncusttype: P\r\n";
  }

  ManualClock clock_{kst("20261120", "101530")};

 private:
  net::Runtime runtime_;
  boost::asio::executor_work_guard<boost::asio::any_io_executor> work_;
  Simulator simulator_;
  std::thread thread_;
  bool stopped_ = false;
};

constexpr std::string_view price_path =
    "/kis/real/uapi/domestic-stock/v1/quotations/"
    "inquire-price?FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=005930";

std::string rule(std::string_view kind, std::string_view more = "") {
  return R"({"match":{"tr_id":"FHKST01010100"},"count":1,"kind":")" + std::string(kind) + "\"" +
         std::string(more) + "}";
}

}  // namespace

TEST_CASE("both brokers answer over the network") {
  Running running;
  const auto price = running.get(price_path, running.kis_fields());
  CHECK(price.status == 200);
  CHECK(price.fields.at("tr_id") == "FHKST01010100");
  CHECK(price.fields.at("content-type").find("application/json") == 0);
  const auto quote = boost::json::parse(price.body).as_object().at("output").as_object();

  const auto token = running.post("/kiwoom/real/oauth2/token", Market::kiwoom_token_call().body);
  const auto kiwoom =
      running.post("/kiwoom/real/api/dostk/stkinfo", R"({"stk_cd":"005930"})",
                   "authorization: Bearer " + text(boost::json::parse(token.body).as_object(), "token") +
                       "\r\napi-id: ka10001\r\nContent-Type: application/json;charset=UTF-8\r\n");
  CHECK(kiwoom.status == 200);
  CHECK(kiwoom.fields.at("cont-yn") == "N");
  CHECK(std::abs(whole(boost::json::parse(kiwoom.body).as_object(), "cur_prc")) == whole(quote, "stck_prpr"));
}

TEST_CASE("faults replace or damage one answer and then end") {
  struct Case {
    std::string_view kind, more, contains;
    int status;
  };
  const auto fault =
      GENERATE(Case{"status", R"(,"value":502)", "", 502}, Case{"rate_limit", "", "EGW00201", 500},
               Case{"html", "", "<html>", 200}, Case{"maintenance", "", "점검", 503},
               Case{"token_revoked", "", "EGW00121", 500}, Case{"wrong_json", "", "[{", 200},
               Case{"missing_fields", "", R"("output":{})", 200},
               Case{"latency_ms", R"(,"value":1500)", "stck_prpr", 200});
  Running running;
  const auto fields = running.kis_fields();
  running.inject(rule(fault.kind, fault.more));
  const auto hit = running.get(price_path, fields);
  INFO(hit.body);
  CHECK(hit.status == fault.status);
  CHECK(hit.body.find(fault.contains) != std::string::npos);
  if (fault.kind == "latency_ms")
    CHECK(running.clock_.slept() == std::vector<Duration>{std::chrono::milliseconds(1500)});
  const auto after = running.get(price_path, fields);
  if (fault.kind == "token_revoked")
    CHECK(after.body.find("EGW00121") != std::string::npos);
  else
    CHECK(after.body.find("stck_prpr") != std::string::npos);
}

TEST_CASE("the client pool of the brokers reads answers and sees dropped connections as unavailable") {
  Running running;
  kbroker::test::HttpCaller caller;
  const net::http::Headers headers{{"Content-Type", "application/json"}};
  running.inject(R"({"kind":"close","count":1})");
  CHECK_THROWS_AS(
      caller.send("POST", running.url("/kis/real/oauth2/tokenP"), headers, Market::kis_token_call().body),
      std::runtime_error);
  const auto token =
      caller.send("POST", running.url("/kis/real/oauth2/tokenP"), headers, Market::kis_token_call().body);
  CHECK(token.status == 200);
  CHECK(kbroker::test::json_of(token).as_object().contains("access_token"));
}

TEST_CASE("a truncated answer is no JSON any more") {
  Running running;
  const auto fields = running.kis_fields();
  running.inject(rule("truncate"));
  const auto cut = running.get(price_path, fields);
  CHECK(cut.status == 200);
  boost::system::error_code error;
  boost::json::parse(cut.body, error);
  CHECK(error);
}

TEST_CASE("a token can be refused to a good key") {
  Running running;
  running.inject(R"({"kind":"token_refused","count":1,"match":{"path":"/kis/real"}})");
  const auto refused = running.post("/kis/real/oauth2/tokenP", Market::kis_token_call().body);
  CHECK(refused.status == 403);
  CHECK(refused.body.find("EGW00103") != std::string::npos);
  CHECK(running.post("/kis/real/oauth2/tokenP", Market::kis_token_call().body).status == 200);
}

TEST_CASE("a dropped connection ends without a byte") {
  Running running;
  const auto fields = running.kis_fields();
  running.inject(rule("close"));
  auto client = running.connect();
  client.send(Running::request(price_path, fields));
  CHECK(client.at_end());
  CHECK(running.get(price_path, fields).status == 200);
  CHECK(running.get("/control/stats").body.find(R"("unanswered":1)") != std::string::npos);
}

TEST_CASE("a half-open call is not answered while the caller waits and ends when it leaves") {
  Running running;
  const auto fields = running.kis_fields();
  running.inject(rule("half_open"));
  {
    auto client = running.connect();
    client.send(Running::request(price_path, fields));
    REQUIRE(
        kbroker::test::wait_for([&] { return running.get("/control/faults").body == R"({"faults":[]})"; }));
    CHECK(running.get("/control/stats").body.find("unanswered") == std::string::npos);
  }
  CHECK(kbroker::test::wait_for(
      [&] { return running.get("/control/stats").body.find(R"("unanswered":1)") != std::string::npos; }));
}

TEST_CASE("stopping ends calls that would never be answered") {
  Running running;
  const auto fields = running.kis_fields();
  running.inject(rule("half_open"));
  auto client = running.connect();
  client.send(Running::request(price_path, fields));
  REQUIRE(kbroker::test::wait_for([&] { return running.get("/control/faults").body == R"({"faults":[]})"; }));
  running.stop();
  CHECK(client.at_end());
}

TEST_CASE("a port in use is an error that names it") {
  net::Runtime runtime;
  ManualClock clock;
  Simulator first(runtime, {}, master(), catalog::ApiCatalogue::embedded(), clock);
  REQUIRE(first.start().has_value());
  Options options;
  options.port = first.port();
  Simulator second(runtime, options, master(), catalog::ApiCatalogue::embedded(), clock);
  const auto started = second.start();
  REQUIRE(started.has_error());
  CHECK(started.error().message.find(std::to_string(first.port())) != std::string::npos);
  CHECK(first.base_url("/kis/real") == "http://127.0.0.1:" + std::to_string(first.port()) + "/kis/real");
}
