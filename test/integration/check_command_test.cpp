// kbroker check: each step, and for each failure its cause and remedy.
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <thread>

#include <boost/json/parse.hpp>

#include "certificates.hpp"
#include "places.hpp"
#include "program.hpp"
#include "raw_server.hpp"
#include "simulator_fixture.hpp"
#include "temporary_directory.hpp"
#include "test_server.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

const std::string kbroker_program = test::program_folder() + "/kbroker";
const std::string good_key(sim::demo_app_key), good_secret(sim::demo_app_secret);

using Environment = std::map<std::string, std::string>;

/// A home of its own, and what a check printed there.
struct Check {
  test::TemporaryDirectory home;

  test::Outcome run(std::vector<std::string> words, Environment environment = {}) const {
    words.insert(words.begin(), kbroker_program);
    environment.emplace("HOME", home.path());
    return test::run_program(words, environment);
  }

  /// The step's row of the report; null when there is none.
  static json::value find(const json::value& report, std::string_view what, std::string_view step) {
    for (const auto& row : report.at("checks").as_array())
      if (row.at("what").as_string() == what && row.at("step").as_string() == step) return row;
    return nullptr;
  }

  json::value report(const std::string& file, int status, Environment environment = {}) const {
    std::vector<std::string> words{"--json", "check"};
    if (!file.empty()) words.insert(words.begin(), {"--config", file});
    const auto outcome = run(words, std::move(environment));
    INFO(outcome.output << outcome.error);
    CHECK(outcome.status == status);
    for (const auto& secret : {good_secret, std::string("hiddensecret")})
      CHECK(outcome.output.find(secret) == std::string::npos);
    return json::parse(outcome.output);
  }

  /// The configuration with one key pair; `more` is indented below it.
  std::string config(const std::string& broker, const std::string& environment, const std::string& base_url,
                     const std::string& key = good_key, const std::string& secret = good_secret,
                     const std::string& more = {}) const {
    return home.write("kbrokerd.yaml", broker + ":\n  " + environment + ":\n    app_key: " + key +
                                           "\n    app_secret: " + secret + "\n    base_url: " + base_url +
                                           "\n" + more + "retry:\n  attempts: 1\n");
  }
};

std::string status_of(const json::value& report, std::string_view what, std::string_view step) {
  const auto row = Check::find(report, what, step);
  return row.is_null() ? "absent" : std::string(row.at("status").as_string());
}

/// Of the step's first row that has one; notes may stand before it.
std::string reason_of(const json::value& report, std::string_view what, std::string_view step) {
  for (const auto& row : report.at("checks").as_array())
    if (row.at("what").as_string() == what && row.at("step").as_string() == step)
      if (const auto* reason = row.as_object().if_contains("reason")) return std::string(reason->as_string());
  return "none";
}

boost::asio::awaitable<net::http::Response> unregistered_address(net::http::Request&) {
  co_return net::http::Response::json(
      200,
      R"({"return_code":3,"return_msg":"인증에 실패했습니다[8010:Token을 발급받은 IP와 서비스를 요청한 IP가 동일하지 않습니다]"})");
}

}  // namespace

TEST_CASE("without keys the check says where it looked and tries the simulator") {
  Check check;
  const auto outcome = check.run({"check"});
  INFO(outcome.output << outcome.error);
  CHECK(outcome.status == 0);
  CHECK(outcome.output.find("/KIS/config/kis_devlp.yaml: not there") != std::string::npos);
  CHECK(outcome.output.find("kis/simulated\n") != std::string::npos);
  CHECK(outcome.output.find("kiwoom/simulated\n") != std::string::npos);
  CHECK(outcome.output.find("ok      balance") != std::string::npos);
  CHECK(outcome.output.ends_with("All good.\n"));
}

TEST_CASE("the language is that of the environment unless told") {
  Check check;
  CHECK(check.run({"check"}, {{"LANG", "ko_KR.UTF-8"}}).output.ends_with("모두 정상입니다.\n"));
  CHECK(check.run({"check", "--lang", "en"}, {{"LANG", "ko_KR.UTF-8"}}).output.ends_with("All good.\n"));
  CHECK(
      check.run({"check"}, {{"LC_ALL", "C.UTF-8"}, {"LANG", "ko_KR.UTF-8"}}).output.ends_with("All good.\n"));
  const auto korean = check.run({"check", "--lang", "ko"});
  CHECK(korean.output.find("정상    토큰") != std::string::npos);
  CHECK(check.run({"check", "--lang", "fr"}).status == 2);
  const Environment of_kiwoom{{"APP_KEY", "key"}, {"APP_SECRET", "secret"}};
  CHECK(check.run({"check", "--lang", "ko"}, of_kiwoom)
            .output.find("참고    설정      APP_KEY와 APP_SECRET은 쓰지 않습니다") != std::string::npos);
  CHECK(check.run({"check", "--lang", "en"}, of_kiwoom).output.find("APP_KEY and APP_SECRET are ignored") !=
        std::string::npos);
}

TEST_CASE("each environment is asked itself, with one quote and one balance") {
  Check check;
  test::RunningSimulator simulator;
  const auto pair = [&](const std::string& path) {
    return "\n    app_key: " + good_key + "\n    app_secret: " + good_secret +
           "\n    account: 50123456-01\n    base_url: " + simulator.base_url(path);
  };
  const auto file =
      check.home.write("both.yaml", "kis:\n  real:" + pair("/kis/real") + "\n  paper:" + pair("/kis/paper") +
                                        "\nretry:\n  attempts: 1\n");
  const auto good = check.report(file, 0);
  for (const char* what : {"kis/real", "kis/paper"})
    for (const char* step : {"account", "server", "network", "clock", "token", "quote", "balance"}) {
      INFO(what << " " << step);
      CHECK(status_of(good, what, step) == "ok");
    }
  // The simulator's secret is shorter than those of KIS.
  CHECK(reason_of(good, "kis/real", "keys") == "key_length");

  simulator.inject(R"({"match":{"path":"/kis/paper"},"kind":"maintenance"})");
  const auto half = check.report(file, 1);
  CHECK(status_of(half, "kis/real", "quote") == "ok");
  CHECK(reason_of(half, "kis/paper", "quote") == "maintenance");
  CHECK(half.at("failed").as_int64() == 2);
}

TEST_CASE("neither token nor secrets nor the account are ever shown") {
  Check check;
  test::RunningSimulator simulator;
  const auto file = check.config("kis", "real", simulator.base_url("/kis/real"), good_key, good_secret,
                                 "    account: 50123456-01\n");
  std::string shown;
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"check"}, {"--json", "check"}, {"check", "--lang", "ko"}}) {
    auto all = words;
    all.insert(all.begin(), {"--config", file});
    const auto outcome = check.run(all);
    CHECK(outcome.status == 0);
    shown += outcome.output + outcome.error;
  }
  CHECK(shown.find("**********") != std::string::npos);
  std::size_t tokens = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(check.home.path() + "/.local/state")) {
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    std::ifstream in(entry.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    boost::system::error_code not_json;
    const auto record = json::parse(text, not_json);
    if (not_json || !record.is_object() || !record.as_object().contains("token")) continue;
    const std::string token(record.at("token").as_string());
    REQUIRE(token.size() > 10);
    ++tokens;
    CHECK(shown.find(token.substr(0, 10)) == std::string::npos);
    CHECK(shown.find(token.substr(token.size() - 10)) == std::string::npos);
  }
  CHECK(tokens == 1);
  for (const auto& hidden : {good_key, good_key.substr(0, 10), good_secret, std::string("50123456")})
    CHECK(shown.find(hidden) == std::string::npos);
}

TEST_CASE("the broker's refusals have causes") {
  Check check;
  test::RunningSimulator simulator;
  const auto reason = [&](const std::string& broker, const std::string& environment, const std::string& key,
                          const std::string& secret) {
    const auto file =
        check.config(broker, environment, simulator.base_url("/" + broker + "/" + environment), key, secret);
    const auto report = check.report(file, 1);
    const auto what = broker + "/" + environment;
    CHECK(status_of(report, what, "network") == "ok");
    CHECK(status_of(report, what, "quote") == "skipped");
    CHECK(status_of(report, what, "balance") == "skipped");
    return reason_of(report, what, "token");
  };
  const std::string real_only(sim::real_only_app_key), paper_only(sim::paper_only_app_key);
  CHECK(reason("kis", "real", "PSnobodyknowsthiskey0000000000000001", good_secret) == "wrong_key");
  CHECK(reason("kis", "real", good_key, "hiddensecret") == "wrong_secret");
  CHECK(reason("kis", "real", paper_only, good_secret) == "other_environment");
  CHECK(reason("kis", "paper", real_only, good_secret) == "other_environment");
  CHECK(reason("kiwoom", "real", "PSnobodyknowsthiskey0000000000000001", good_secret) == "wrong_key");
  CHECK(reason("kiwoom", "real", paper_only, good_secret) == "other_environment");
}

TEST_CASE("a second token within a minute is told as such") {
  Check first, second;
  test::RunningSimulator simulator;
  CHECK(
      first.run({"--config", first.config("kis", "real", simulator.base_url("/kis/real")), "check"}).status ==
      0);
  const auto report = second.report(second.config("kis", "real", simulator.base_url("/kis/real")), 1);
  CHECK(reason_of(report, "kis/real", "token") == "token_too_soon");
  CHECK(Check::find(report, "kis/real", "token").at("message").as_string().find("EGW00133") !=
        json::string::npos);
  // The refusal is remembered: nobody asks again within the minute, and the cause stays the same.
  const auto again = second.report(second.home.file("kbrokerd.yaml"), 1);
  CHECK(reason_of(again, "kis/real", "token") == "token_too_soon");
}

TEST_CASE("an address that Kiwoom does not know is told as such") {
  Check check;
  test::TestServer kiwoom({{"*", "/oauth2/token", unregistered_address}});
  const auto report = check.report(check.config("kiwoom", "real", kiwoom.url("")), 1);
  CHECK(reason_of(report, "kiwoom/real", "token") == "address_not_registered");
}

TEST_CASE("a wrong account fails the balance alone, and none skips it") {
  Check check;
  test::RunningSimulator simulator;
  const auto url = simulator.base_url("/kis/real");
  const auto wrong =
      check.report(check.config("kis", "real", url, good_key, good_secret, "    account: 11112222-01\n"), 1);
  CHECK(status_of(wrong, "kis/real", "quote") == "ok");
  CHECK(reason_of(wrong, "kis/real", "balance") == "wrong_account");
  const auto none = check.report(check.config("kis", "real", url), 0);
  CHECK(status_of(none, "kis/real", "account") == "skipped");
  CHECK(status_of(none, "kis/real", "balance") == "skipped");
}

TEST_CASE("faults of the broker's server have causes") {
  Check check;
  test::RunningSimulator simulator;
  const auto file = check.config("kis", "real", simulator.base_url("/kis/real"));
  CHECK(check.report(file, 0).at("ok").as_bool());
  const auto reason = [&](const std::string& kind) {
    simulator.heal();
    simulator.inject(R"({"match":{"tr_id":"FHKST01010100"},"kind":")" + kind + "\"}");
    return reason_of(check.report(file, 1), "kis/real", "quote");
  };
  CHECK(reason("html") == "maintenance");
  CHECK(reason("rate_limit") == "too_many_calls");
  CHECK(reason("close") == "connection_lost");
  CHECK(reason("truncate") == "passing_fault");
}

TEST_CASE("a way that is blocked is told by its step") {
  Check check;
  test::RawServer closed;
  const auto url = closed.url("");
  closed.close();
  const auto refused = check.report(check.config("kis", "paper", url), 1);
  CHECK(reason_of(refused, "kis/paper", "network") == "not_reachable");
  for (const char* step : {"token", "quote", "balance"})
    CHECK(status_of(refused, "kis/paper", step) == "skipped");

  const auto unknown = check.report(check.config("kis", "real", "http://nothing.invalid:9443"), 1);
  CHECK(reason_of(unknown, "kis/real", "network") == "name_not_resolved");
}

TEST_CASE("a certificate is checked before keys are sent") {
  Check check;
  test::CertificateAuthority authority;
  const auto ca = check.home.file("ca.pem");
  authority.write_certificate(ca);
  sim::Options options;
  options.tls = net::http::TlsFiles{check.home.file("cert.pem"), check.home.file("key.pem")};
  authority.issue(options.tls->certificate_chain, options.tls->private_key, "IP:127.0.0.1", 1);
  test::RunningSimulator simulator(options);
  const auto file = check.config("kiwoom", "real", simulator.base_url("/kiwoom/real"));
  CHECK(reason_of(check.report(file, 1), "kiwoom/real", "network") == "tls_failed");
  CHECK(status_of(check.report(file, 0, {{"SSL_CERT_FILE", ca}}), "kiwoom/real", "network") == "ok");
}

TEST_CASE("a clock that is far off is told") {
  Check check;
  test::RawServer server;
  std::thread past([&] {
    auto peer = server.accept();
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 0\r\n\r\n");
    server.close();
  });
  const auto report = check.report(check.config("kis", "real", server.url("")), 1);
  past.join();
  CHECK(reason_of(report, "kis/real", "clock") == "clock_off");
  CHECK(reason_of(report, "kis/real", "token") == "connection_lost");
}

TEST_CASE("the official guide's file is found and read") {
  Check check;
  test::RunningSimulator simulator;
  std::filesystem::create_directories(check.home.path() + "/KIS/config");
  const auto file = check.home.write(
      "KIS/config/kis_devlp.yaml", "my_app: " + good_key + "\nmy_sec: " + good_secret +
                                       "\npaper_app: \"모의투자 앱키\"\npaper_sec: \"모의투자 앱키 시크릿\"\n"
                                       "my_acct_stock: \"50123456\"\nmy_prod: \"01\"\nprod: \"" +
                                       simulator.base_url("/kis/real") + "\"\n");
  const auto report = check.report("", 0);
  CHECK(Check::find(report, "settings", "files").at("message").as_string() == file);
  CHECK(status_of(report, "kis/paper", "keys") == "skipped");
  CHECK(status_of(report, "kis/real", "balance") == "ok");
}

TEST_CASE("keys may come from the environment alone") {
  Check check;
  test::RunningSimulator simulator;
  const auto report = check.report("", 0,
                                   {{"KIS_PAPER_APP_KEY", good_key},
                                    {"KIS_PAPER_APP_SECRET", good_secret},
                                    {"KIS_PAPER_STOCK", "50123456"},
                                    {"KIS_PROD_TYPE", "01"},
                                    {"KIS_URL_REST_PAPER", simulator.base_url("/kis/paper")}});
  CHECK(status_of(report, "settings", "files") == "skipped");
  CHECK(status_of(report, "kis/paper", "balance") == "ok");
}

TEST_CASE("what the user must correct ends with status 2 before any broker is asked") {
  Check check;
  const std::string real = "kis:\n  real:\n    app_key: ";
  const auto keys = [&](const std::string& text) {
    const auto report = check.report(check.home.write("kbrokerd.yaml", real + text), 2);
    CHECK(status_of(report, "kis/real", "token") == "absent");
    return reason_of(report, "kis/real", "keys");
  };
  CHECK(keys("앱키\n    app_secret: 앱키 시크릿\n") == "not_filled_in");
  CHECK(keys("앱키를 입력\n    app_secret: hiddensecret\n") == "key_missing");
  CHECK(keys("PSsomekey\n    app_secret: your app secret\n") == "secret_missing");
  CHECK(keys("PSsomekey\n") == "secret_missing");
  CHECK(keys("PS some key\n    app_secret: hiddensecret\n") == "key_malformed");

  const auto account =
      check.report(check.home.write("kbrokerd.yaml",
                                    real + "PSsomekey\n    app_secret: hiddensecret\n    account: 123-45\n"),
                   2);
  CHECK(reason_of(account, "kis/real", "account") == "account_malformed");
  // Nothing is lost although the paper pair is only a template.
  const auto address = check.report(
      check.home.write("kbrokerd.yaml",
                       real + "PSsomekey\n    app_secret: hiddensecret\n  paper:\n    app_key: 앱키\n"
                              "    base_url: nonsense\n"),
      2);
  CHECK(reason_of(address, "settings", "settings") == "wrong_setting");
  const auto line = check.report(check.home.write("kbrokerd.yaml", "server:\n  threads: many\n"), 2);
  CHECK(reason_of(line, "settings", "settings") == "wrong_setting");
  // Root reads everything, but no directory.
  const auto directory = check.report(check.home.path(), 2);
  CHECK(reason_of(directory, "settings", "files") == "unreadable_file");
  CHECK(directory.at("failed").as_int64() == 1);
  const auto missing = check.report(check.home.file("none.yaml"), 2);
  CHECK(reason_of(missing, "settings", "settings") == "wrong_setting");

  const auto server = check.report(check.config("kis", "real", "https://openapivts.koreainvestment.com:29443",
                                                "PSsomekey", "hiddensecret"),
                                   2);
  CHECK(reason_of(server, "kis/real", "server") == "other_server");
  CHECK(status_of(server, "kis/real", "network") == "skipped");
}

TEST_CASE("the untouched template of the official guide is no wish for demo mode") {
  Check check;
  std::filesystem::create_directories(check.home.path() + "/KIS/config");
  check.home.write(
      "KIS/config/devlp.yaml",
      "my_app: \"앱키\"\nmy_sec: \"앱키 시크릿\"\npaper_app: \"모의투자 앱키\"\n"
      "paper_sec: \"모의투자 앱키 시크릿\"\nmy_acct_stock: \"증권계좌 8자리\"\nmy_prod: \"01\"\n");
  const auto report = check.report("", 2);
  CHECK(reason_of(report, "kis/real", "keys") == "not_filled_in");
  CHECK(reason_of(report, "kis/paper", "keys") == "not_filled_in");
  CHECK(report.at("failed").as_int64() == 2);
  CHECK(check.run({"--demo", "check"}).status == 0);
}

TEST_CASE("keys of a broker that is switched off are not asked for") {
  Check check;
  test::RunningSimulator simulator;
  const auto file = check.config("kiwoom", "paper", simulator.base_url("/kiwoom/paper"), good_key,
                                 good_secret, "kis:\n  enabled: false\n  real:\n    app_key: PSsomekey\n");
  const auto report = check.report(file, 0);
  CHECK(status_of(report, "kis/real", "keys") == "skipped");
  CHECK(status_of(report, "kis/real", "token") == "absent");
  CHECK(status_of(report, "kiwoom/paper", "balance") == "ok");
}
