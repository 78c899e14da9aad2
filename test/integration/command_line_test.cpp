// kbroker as a person uses it.
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json/parse.hpp>

#include "daemon_fixture.hpp"
#include "places.hpp"
#include "program.hpp"
#include "temporary_directory.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

const std::string kbroker_program = test::program_folder() + "/kbroker";

struct CommandLine {
  test::TemporaryDirectory home;
  test::Outcome run(std::vector<std::string> words) {
    words.insert(words.begin(), kbroker_program);
    return test::run_program(words, {{"HOME", home.path()}});
  }
};

}  // namespace

TEST_CASE("tools are listed and called, for people and for machines") {
  CommandLine line;
  const auto names = line.run({"tools", "--names"});
  CHECK(names.output.find("get_stock_price\n") != std::string::npos);
  const auto called = line.run({"call", "get_stock_price", "stock_code=삼성전자"});
  INFO(called.output << called.error);
  CHECK(called.status == 0);
  CHECK(called.output.find("삼성전자(005930)") != std::string::npos);
  CHECK(called.output.find("[simulated, ") != std::string::npos);
  const auto as_json = line.run({"--json", "call", "get_stock_history", "stock_code=005930", "count=3"});
  CHECK(json::parse(as_json.output).at("data").at("candles").as_array().size() == 3);
}

TEST_CASE("wrong use gets a clear word and its exit status") {
  CommandLine line;
  const auto tool = line.run({"call", "get_stock_prise", "stock_code=1"});
  CHECK(tool.status == 2);
  CHECK(tool.error.find("get_stock_price") != std::string::npos);
  const auto pair = line.run({"call", "get_stock_price", "005930"});
  CHECK(pair.status == 2);
  const auto symbol = line.run({"call", "get_stock_price", "stock_code=999999"});
  INFO(symbol.error);
  CHECK(symbol.status == 1);
  CHECK(line.run({}).status == 2);
  const auto command = line.run({"chek"});
  CHECK(command.status == 2);
  CHECK(command.error.find("there is no command \"chek\"") != std::string::npos);
  CHECK(command.error.find("Did you mean check?") != std::string::npos);
  const auto elsewhere = line.run({"--url", "http://127.0.0.1:1/mcp", "config"});
  CHECK(elsewhere.status == 2);
  CHECK(elsewhere.output.empty());
  const auto missing = line.run({"--json", "--config", line.home.file("none.yaml"), "check"});
  CHECK(missing.status == 2);
  CHECK_FALSE(json::parse(missing.output).at("ok").as_bool());
  const auto unread = line.run({"--json", "--config", line.home.file("none.yaml"), "config"});
  CHECK(unread.status == 2);
  CHECK(json::parse(unread.output).at("error").at("code").as_string() == "not_configured");
  CHECK(line.run({"--url", "http://127.0.0.1:1/mcp", "tools"}).status == 3);
}

TEST_CASE("with --url it talks to a running daemon") {
  test::RunningDaemon daemon;
  CommandLine line;
  const auto url = daemon.base() + "/mcp";
  const auto status = line.run({"--url", url, "status"});
  INFO(status.output << status.error);
  CHECK(status.status == 0);
  CHECK(status.output.find("0.0.0-test") != std::string::npos);
  CHECK(line.run({"--url", url, "check"}).status == 0);
  CHECK(line.run({"--url", daemon.base(), "status"}).status == 0);
}

TEST_CASE("completion scripts are printed and config hides nothing but secrets") {
  CommandLine line;
  CHECK(line.run({"completion", "bash"}).output.find("complete -F _kbroker kbroker") != std::string::npos);
  CHECK(line.run({"completion", "zsh"}).output.starts_with("#compdef kbroker"));
  CHECK(line.run({"completion", "fish"}).status == 0);
  CHECK(line.run({"completion", "tcsh"}).status == 2);
  const auto shown = line.run({"config"});
  CHECK(shown.status == 0);
  CHECK(shown.output.find("listen: ") != std::string::npos);
  const auto file = line.home.write(
      "keys.yaml",
      "kis:\n  real:\n    app_key: PSabcdefabcdefabcdefabcdefabcdefabcd\n    app_secret: hiddensecret\n"
      "    account: 12345678-01\n");
  const auto machine = line.run({"--json", "--config", file, "config"});
  const auto settings = json::parse(machine.output).at("settings");
  CHECK(settings.at("server").at("listen").as_string() == "127.0.0.1:8030");
  CHECK(settings.at("kis").at("real").at("account_product").as_string() == "01");
  for (const char* hidden : {"abcdefab", "hidden", "12345678"})
    CHECK(machine.output.find(hidden) == std::string::npos);
}

TEST_CASE("token new makes tokens that the daemon takes, and keeps their digests alone") {
  CommandLine line;
  const auto file = line.home.file("tokens");
  const auto made = line.run({"token", "new", "claude", "--file", file});
  INFO(made.output << made.error);
  REQUIRE(made.status == 0);
  REQUIRE(made.output.starts_with("kbt_"));
  const auto token = made.output.substr(0, made.output.size() - 1);
  REQUIRE(line.run({"token", "new", "bot", "--scope", "mcp:trade", "--days", "0", "--file", file}).status ==
          0);
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  CHECK(text.find("kbt_") == std::string::npos);
  CHECK(text.starts_with("claude mcp:read 20"));
  CHECK(text.find("\nbot mcp:trade never sha256:") != std::string::npos);
  CHECK(std::filesystem::status(file).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));

  const auto again = line.run({"token", "new", "claude", "--file", file});
  CHECK(again.status == 2);
  CHECK(again.error.find("already") != std::string::npos);
  CHECK(line.run({"token", "new", "two words"}).status == 2);
  const auto shown = line.run({"token", "new", "other"});
  CHECK(shown.status == 0);
  CHECK(shown.error.find("other mcp:read 20") != std::string::npos);

  auto settings = test::demo_settings();
  settings.server.bearer_token_file = file;
  test::RunningDaemon daemon(settings);
  const auto secret = line.home.write("secret", token + "\n");
  CHECK(line.run({"--url", daemon.base() + "/mcp", "tools"}).status != 0);
  CHECK(line.run({"--url", daemon.base() + "/mcp", "--token-file", secret, "tools"}).status == 0);
}
