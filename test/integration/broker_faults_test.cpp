// Faults of the brokers, injected into the simulator: what the user is told, for each.
#include <catch2/catch_test_macros.hpp>

#include "certificates.hpp"
#include "daemon_fixture.hpp"
#include "descriptors.hpp"
#include "places.hpp"
#include "program.hpp"
#include "simulator_fixture.hpp"
#include "temporary_directory.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

config::CredentialSettings credentials(const std::string& base_url) {
  config::CredentialSettings to;
  to.app_key = Secret(std::string(sim::demo_app_key));
  to.app_secret = Secret(std::string(sim::demo_app_secret));
  to.account = std::string(sim::demo_account) + "-01";
  to.base_url = base_url;
  to.calls_per_second = 15;
  return to;
}

/// Both brokers on the simulator as if they were real, impatient, and with nothing to hide behind.
config::Settings bare_settings(const std::string& kis_url, const std::string& kiwoom_url) {
  auto settings = test::demo_settings();
  settings.demo = false;
  settings.master.download = "never";
  settings.kis.real = credentials(kis_url);
  settings.kiwoom.real = credentials(kiwoom_url);
  settings.kiwoom.real->account.clear();
  settings.retry.first_delay = 1ms;
  settings.breaker.failures = 1000;
  settings.cache.quote_ttl = 0ms;
  settings.fallback.sample = false;
  settings.fallback.max_stale = 0ms;
  settings.server.call_deadline = 4s;
  return settings;
}

json::object ask_price(test::RunningDaemon& daemon, const std::string& broker) {
  return daemon.call("get_stock_price", {{"stock_code", "005930"}, {"broker", broker}});
}

std::string code_of(const json::object& envelope) {
  const auto* error = envelope.if_contains("error");
  return error ? std::string(error->at("code").as_string()) : "success";
}

}  // namespace

TEST_CASE("each fault of a broker is named for what it is, and passes when it ends") {
  const auto before = test::open_descriptors();
  struct Row {
    const char* rule;
    const char* kis;
    const char* kiwoom;
  };
  for (const auto& row : {Row{R"({"kind":"status","value":500})", "broker_unavailable", "broker_unavailable"},
                          Row{R"({"kind":"status","value":429})", "rate_limited", "rate_limited"},
                          Row{R"({"kind":"rate_limit"})", "rate_limited", "rate_limited"},
                          Row{R"({"kind":"html"})", "broker_unavailable", "broker_unavailable"},
                          Row{R"({"kind":"truncate"})", "broker_error", "broker_error"},
                          Row{R"({"kind":"wrong_json"})", "broker_error", "broker_error"},
                          Row{R"({"kind":"missing_fields"})", "broker_error", "broker_error"},
                          Row{R"({"kind":"close"})", "broker_unavailable", "broker_unavailable"},
                          Row{R"({"kind":"half_open"})", "timeout", "timeout"},
                          Row{R"({"kind":"maintenance"})", "broker_unavailable", "broker_unavailable"}}) {
    INFO(row.rule);
    test::RunningSimulator simulator;
    test::RunningDaemon daemon(
        bare_settings(simulator.base_url("/kis/real"), simulator.base_url("/kiwoom/real")));
    CHECK(code_of(ask_price(daemon, "kis")) == "success");
    CHECK(code_of(ask_price(daemon, "kiwoom")) == "success");
    simulator.inject(row.rule);
    const auto kis = ask_price(daemon, "kis");
    INFO(to_json_text(kis));
    CHECK(code_of(kis) == row.kis);
    const auto kiwoom = ask_price(daemon, "kiwoom");
    INFO(to_json_text(kiwoom));
    CHECK(code_of(kiwoom) == row.kiwoom);
    CHECK_FALSE(kis.at("message").as_string().empty());
    CHECK_FALSE(kis.at("error").at("hint").as_string().empty());
    CHECK(to_json_text(kis).find(sim::demo_app_secret) == std::string::npos);
    simulator.heal();
    for (const char* broker : {"kis", "kiwoom"})
      CHECK(test::wait_for([&] { return code_of(ask_price(daemon, broker)) == "success"; }));
  }
  CHECK(test::open_descriptors() == before);
}

TEST_CASE("a refusal for pace is waited out and repeated") {
  test::RunningSimulator simulator;
  auto settings = bare_settings(simulator.base_url("/kis/real"), simulator.base_url("/kiwoom/real"));
  settings.server.call_deadline = 20s;  // the wait itself takes more than a second
  test::RunningDaemon daemon(settings);
  for (const char* broker : {"kis", "kiwoom"}) {
    REQUIRE(code_of(ask_price(daemon, broker)) == "success");  // the token is there
    simulator.inject(R"({"kind":"rate_limit","count":1})");
    const auto price = ask_price(daemon, broker);
    INFO(to_json_text(price));
    CHECK(code_of(price) == "success");
    CHECK(price.at("source").as_string() == "live");
  }
  const auto status = daemon.call("get_connection_status");
  for (const auto& connection : status.at("data").at("connections").as_array())
    CHECK(connection.at("retries").to_number<int>() >= 1);
}

TEST_CASE("a revoked token is not reissued within the minute, and the user is told how long to wait") {
  test::RunningSimulator simulator;
  test::RunningDaemon daemon(
      bare_settings(simulator.base_url("/kis/real"), simulator.base_url("/kiwoom/real")));
  for (const char* broker : {"kis", "kiwoom"}) {
    REQUIRE(code_of(ask_price(daemon, broker)) == "success");
    simulator.revoke_tokens(broker);
    const auto refused = ask_price(daemon, broker);
    INFO(to_json_text(refused));
    CHECK(code_of(refused) == "auth_failed");
    CHECK(refused.at("error").at("retryable").as_bool());
    CHECK(refused.at("error").at("retry_after_ms").to_number<int>() > 1000);
  }
}

TEST_CASE("a token refused at first keeps the daemon up and is explained") {
  test::RunningSimulator simulator;
  simulator.inject(R"({"kind":"token_refused"})");
  test::RunningDaemon daemon(
      bare_settings(simulator.base_url("/kis/real"), simulator.base_url("/kiwoom/real")));
  test::HttpCaller caller;
  for (const char* broker : {"kis", "kiwoom"}) {
    const auto refused = ask_price(daemon, broker);
    INFO(to_json_text(refused));
    CHECK(code_of(refused) == "auth_failed");
    CHECK(refused.at("error").at("hint").as_string().find("app key") != std::string_view::npos);
  }
  CHECK(caller.get(daemon.base() + "/healthz").status == 200);
  CHECK(caller.get(daemon.base() + "/readyz").status == 503);
}

TEST_CASE("a token another program has just asked for is refused for a minute, and the user is told") {
  test::RunningSimulator simulator;
  auto settings = bare_settings(simulator.base_url("/kis/real"), simulator.base_url("/kiwoom/real"));
  test::RunningDaemon first(settings);
  REQUIRE(code_of(ask_price(first, "kis")) == "success");
  settings.server.call_deadline = 2s;
  test::RunningDaemon second(settings);  // the same key, without the token of the first
  const auto refused = ask_price(second, "kis");
  INFO(to_json_text(refused));
  CHECK(code_of(refused) == "auth_failed");
  CHECK(refused.at("error").at("retryable").as_bool());
  CHECK(refused.at("error").at("retry_after_ms").to_number<int>() > 30'000);
  CHECK(refused.at("message").as_string().find("EGW00133") != std::string_view::npos);
}

TEST_CASE("a broker whose certificate bears another name is not spoken to") {
  test::TemporaryDirectory directory;
  const test::CertificateAuthority authority;
  const auto trusted = directory.file("ca.pem");
  authority.write_certificate(trusted);
  sim::Options options;
  options.tls = net::http::TlsFiles{directory.file("cert.pem"), directory.file("key.pem")};
  authority.issue(options.tls->certificate_chain, options.tls->private_key, "DNS:other.example", 1);
  test::RunningSimulator simulator(options);
  const auto file =
      directory.write("kbrokerd.yaml", "kis:\n  real:\n    app_key: " + std::string(sim::demo_app_key) +
                                           "\n    app_secret: " + std::string(sim::demo_app_secret) +
                                           "\n    base_url: " + simulator.base_url("/kis/real") + "\n");
  // OpenSSL takes the authorities it trusts from this variable.
  const auto outcome = test::run_program({test::program_folder() + "/kbroker", "--config", file, "check"},
                                         {{"HOME", directory.path()}, {"SSL_CERT_FILE", trusted}});
  INFO(outcome.output << outcome.error);
  CHECK(outcome.status == 1);
  CHECK(outcome.output.find("FAILED  network   the certificate of 127.0.0.1:") != std::string::npos);
  CHECK(outcome.output.find("is for another name") != std::string::npos);
}

TEST_CASE("wrong keys are a configuration fault in plain words") {
  test::RunningSimulator simulator;
  auto settings = bare_settings(simulator.base_url("/kis/real"), simulator.base_url("/kiwoom/real"));
  settings.kis.real->app_key = Secret("PSwrongwrongwrongwrongwrongwrongwron");
  settings.kiwoom.real->app_secret = Secret("wrong-secret");
  test::RunningDaemon daemon(settings);
  for (const char* broker : {"kis", "kiwoom"}) {
    const auto refused = ask_price(daemon, broker);
    INFO(to_json_text(refused));
    CHECK(code_of(refused) == "auth_failed");
    CHECK_FALSE(refused.at("error").at("retryable").as_bool());
    CHECK(to_json_text(refused).find("PSwrong") == std::string::npos);
    CHECK(to_json_text(refused).find("wrong-secret") == std::string::npos);
  }
}

TEST_CASE("an unknown code answered with zeros is an unknown symbol, not a price of nothing") {
  test::RunningSimulator simulator;
  test::RunningDaemon daemon(
      bare_settings(simulator.base_url("/kis/real"), simulator.base_url("/kiwoom/real")));
  for (const char* broker : {"kis", "kiwoom"}) {
    const auto unknown = daemon.call("get_stock_price", {{"stock_code", "987654"}, {"broker", broker}});
    INFO(to_json_text(unknown));
    CHECK(code_of(unknown) == "unknown_symbol");
  }
}

TEST_CASE("a broker that fails again and again is left alone for a while") {
  test::RunningSimulator simulator;
  auto settings = bare_settings(simulator.base_url("/kis/real"), simulator.base_url("/kiwoom/real"));
  settings.breaker.failures = 3;
  test::RunningDaemon daemon(settings);
  REQUIRE(code_of(ask_price(daemon, "kis")) == "success");
  simulator.inject(R"({"kind":"status","value":503})");
  CHECK(code_of(ask_price(daemon, "kis")) == "broker_unavailable");
  const auto paused = ask_price(daemon, "kis");
  INFO(to_json_text(paused));
  CHECK(code_of(paused) == "broker_unavailable");
  CHECK(paused.at("error").as_object().contains("retry_after_ms"));
  const auto status = daemon.call("get_connection_status", {{"broker", "kis"}});
  CHECK(status.at("data").at("connections").at(0).at("breaker").as_string() == "open");
}

TEST_CASE("a known price stands in as stale, an unknown one as a labelled sample, an account as neither") {
  test::RunningSimulator simulator;
  auto settings = bare_settings(simulator.base_url("/kis/real"), simulator.base_url("/kiwoom/real"));
  settings.fallback.sample = true;
  settings.fallback.max_stale = 60s;
  test::RunningDaemon daemon(settings);
  const auto live = ask_price(daemon, "kis");
  REQUIRE(live.at("source").as_string() == "live");
  CHECK(live.at("environment").as_string() == "real");
  simulator.inject(R"({"kind":"status","value":500})");
  const auto stale = ask_price(daemon, "kis");
  INFO(to_json_text(stale));
  CHECK(stale.at("source").as_string() == "stale");
  CHECK(stale.contains("age_ms"));
  CHECK(stale.at("data").at("price") == live.at("data").at("price"));
  const auto sample = daemon.call("get_stock_price", {{"stock_code", "000660"}, {"broker", "kis"}});
  CHECK(sample.at("source").as_string() == "sample");
  CHECK(std::string(sample.at("note").as_string()).find("샘플 데이터 (API 호출 실패) / sample data") !=
        std::string::npos);
  CHECK(code_of(daemon.call("get_account_info", {{"broker", "kis"}})) == "broker_unavailable");
  simulator.heal();
}

TEST_CASE("readiness follows the broker down and up again, liveness does not") {
  test::RunningSimulator simulator;
  auto settings = bare_settings(simulator.base_url("/kis/real"), "");
  settings.kiwoom.real.reset();
  settings.breaker.failures = 3;
  settings.breaker.open_for = 3s;
  test::RunningDaemon daemon(settings);
  test::HttpCaller caller;
  REQUIRE(code_of(ask_price(daemon, "kis")) == "success");
  CHECK(caller.get(daemon.base() + "/readyz").status == 200);
  simulator.inject(R"({"kind":"maintenance"})");
  CHECK(code_of(ask_price(daemon, "kis")) == "broker_unavailable");
  CHECK(caller.get(daemon.base() + "/readyz").status == 503);
  CHECK(caller.get(daemon.base() + "/healthz").status == 200);
  simulator.heal();
  CHECK(test::wait_for([&] { return code_of(ask_price(daemon, "kis")) == "success"; }));
  CHECK(caller.get(daemon.base() + "/readyz").status == 200);
}

TEST_CASE("refused connections give labelled samples for prices and errors for accounts") {
  auto settings = bare_settings("http://127.0.0.1:1", "http://127.0.0.1:1");  // nobody listens there
  settings.fallback.sample = true;
  test::RunningDaemon daemon(settings);
  test::HttpCaller caller;
  for (const char* broker : {"kis", "kiwoom"}) {
    const auto price = ask_price(daemon, broker);
    INFO(to_json_text(price));
    CHECK(price.at("source").as_string() == "sample");
    const auto account = daemon.call("get_account_info", {{"broker", broker}});
    INFO(to_json_text(account));
    CHECK(code_of(account) == "broker_unavailable");
    CHECK(account.at("message").as_string().find("127.0.0.1:1") != std::string_view::npos);
  }
  CHECK(caller.get(daemon.base() + "/healthz").status == 200);
  // Nobody has been reached yet: not ready, and not called healthy.
  const auto ready = caller.get(daemon.base() + "/readyz");
  INFO(ready.body);
  CHECK(ready.status == 503);
  const auto status = daemon.call("get_connection_status");
  CHECK(status.at("message").as_string() == "2개 연결 중 0개 정상");
}
