// What the real executable says and returns when it cannot start.
#include <catch2/catch_test_macros.hpp>

#include <sys/stat.h>

#include "kbroker/net/http_server.hpp"
#include "places.hpp"
#include "program.hpp"
#include "temporary_directory.hpp"

using namespace kbroker;

namespace {

const std::string kbrokerd = test::program_folder() + "/kbrokerd";

bool says(const test::Outcome& outcome, std::string_view text) {
  return outcome.error.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("bad YAML is reported with its line") {
  test::TemporaryDirectory directory;
  const auto file = directory.write("bad.yaml", "server:\n  listen: [\n");
  const auto outcome = test::run_program({kbrokerd, "--config", file});
  INFO(outcome.error);
  CHECK(outcome.status == 2);
  CHECK(says(outcome, "bad.yaml:3: not valid YAML"));
}

TEST_CASE("an unknown key names the nearest known one") {
  test::TemporaryDirectory directory;
  const auto file = directory.write("key.yaml", "server:\n  lisen: 127.0.0.1:0\n");
  const auto outcome = test::run_program({kbrokerd, "--config", file});
  INFO(outcome.error);
  CHECK(outcome.status == 2);
  CHECK(says(outcome, "key.yaml:2"));
  CHECK(says(outcome, "listen"));
}

TEST_CASE("a key without its secret is not silently a demo") {
  test::TemporaryDirectory directory;
  const auto outcome = test::run_program(
      {kbrokerd, "--listen", "127.0.0.1:0"},
      {{"HOME", directory.path()}, {"KIS_APP_KEY", "PSabcdefabcdefabcdefabcdefabcdefabcd"}});
  INFO(outcome.error);
  CHECK(outcome.status == 2);
  CHECK(says(outcome, "secret"));
  CHECK_FALSE(says(outcome, "PSabcdef"));
}

TEST_CASE("a missing or unreadable file is named") {
  test::TemporaryDirectory directory;
  const auto missing = test::run_program({kbrokerd, "--config", directory.path() + "/none.yaml"});
  CHECK(missing.status == 2);
  CHECK(says(missing, "none.yaml"));
  const auto folder = test::run_program({kbrokerd, "--config", directory.path()});
  INFO(folder.error);
  CHECK(folder.status == 2);
  CHECK(says(folder, directory.path()));
}

TEST_CASE("a port in use is named") {
  net::Runtime runtime;
  net::http::ServerConfig config;
  net::http::Server server(runtime, config, {});
  REQUIRE_FALSE(server.start().has_error());
  test::TemporaryDirectory directory;
  const auto address = "127.0.0.1:" + std::to_string(server.port());
  const auto outcome =
      test::run_program({kbrokerd, "--demo", "--listen", address}, {{"HOME", directory.path()}});
  INFO(outcome.error);
  CHECK(outcome.status == 1);
  CHECK(says(outcome, address));
}

TEST_CASE("bad options are usage errors and the effective configuration hides secrets") {
  CHECK(test::run_program({kbrokerd, "--no-such-option"}).status == 2);
  CHECK(test::run_program({kbrokerd, "--log-level", "loud"}).status == 2);
  CHECK(test::run_program({kbrokerd, "--help"}).status == 0);
  CHECK(test::run_program({kbrokerd, "--version"}).output.starts_with("kbrokerd "));
  test::TemporaryDirectory directory;
  const auto shown = test::run_program({kbrokerd, "--check-config"},
                                       {{"HOME", directory.path()},
                                        {"KIS_APP_KEY", "PSverysecretkeyverysecretkey00000001"},
                                        {"KIS_APP_SECRET", "topsecrettopsecret"},
                                        {"KIS_ACCT_STOCK", "12345678"},
                                        {"KIS_PROD_TYPE", "01"}});
  INFO(shown.output << shown.error);
  CHECK(shown.status == 0);
  CHECK(shown.output.find("verysecret") == std::string::npos);
  CHECK(shown.output.find("topsecret") == std::string::npos);
  CHECK(shown.output.find("12345678") == std::string::npos);
}
