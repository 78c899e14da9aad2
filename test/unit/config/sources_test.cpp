// Environment, command line, state directory: who is stronger.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "kbroker/config/settings.hpp"
#include "scratch_folder.hpp"

using namespace kbroker;
using namespace kbroker::test;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("the environment is stronger than the file, and the command line stronger than both") {
  ScratchFolder folder;
  folder.write("kbrokerd.yaml", "server:\n  listen: 127.0.0.1:1\n  threads: 2\nlog:\n  level: error\n");
  auto request = folder.request({{"KBROKER_SERVER_LISTEN", "127.0.0.1:2"}, {"KBROKER_SERVER_THREADS", "3"}});
  request.overrides = {{"server.listen", "127.0.0.1:3"}};
  const auto settings = load_or_throw(request).settings;
  CHECK(settings.server.listen == "127.0.0.1:3");
  CHECK(settings.server.threads == 3);
  CHECK(settings.log.level == "error");
}

TEST_CASE("mistakes in the environment and on the command line say where they are") {
  ScratchFolder folder;
  auto request = folder.request({{"KBROKER_SERVER_DRAIN", "10"}, {"KBROKER_LOG_FORMAT", "xml"}});
  request.overrides = {{"log.level", "loud"}, {"log.levl", "info"}};
  const auto problems = problems_of(request);
  CHECK_THAT(problems, ContainsSubstring("KBROKER_SERVER_DRAIN: server.drain must be a duration"));
  CHECK_THAT(problems, ContainsSubstring("KBROKER_LOG_FORMAT: log.format must be one of text, json"));
  CHECK_THAT(problems, ContainsSubstring("command line: log.level must be one of"));
  CHECK_THAT(problems, ContainsSubstring("command line: unknown key \"log.levl\" (did you mean log.level?)"));
}

TEST_CASE("a mistake in the file is reported even where the environment overrules it") {
  ScratchFolder folder;
  folder.write("kbrokerd.yaml", "server:\n  threads: many\n");
  CHECK_THAT(problems_of(folder.request({{"KBROKER_SERVER_THREADS", "2"}})),
             ContainsSubstring("kbrokerd.yaml:2: server.threads"));
}

TEST_CASE("an empty environment variable is as good as none") {
  ScratchFolder folder;
  const auto settings =
      load_or_throw(folder.request({{"KBROKER_SERVER_THREADS", ""}, {"KIS_APP_KEY", " "}})).settings;
  CHECK(settings.server.threads == 1);
  CHECK(settings.demo);
}

TEST_CASE("a list in the environment has commas") {
  ScratchFolder folder;
  const auto settings = load_or_throw(folder.request({{"KBROKER_TOOLSETS", "market, api,,"}})).settings;
  CHECK(settings.toolsets == std::vector<std::string>{"market", "api"});
}

TEST_CASE("a misspelt variable is noticed, a stranger is not") {
  ScratchFolder folder;
  const auto notices = notices_of(load_or_throw(folder.request({{"KBROKER_SERVER_LISTN", "x"},
                                                                {"KBROKER_SERVICE_HOST", "10.0.0.1"},
                                                                {"KBROKER_PORT_8030_TCP", "tcp://"}})));
  CHECK_THAT(notices, ContainsSubstring("KBROKER_SERVER_LISTN is unknown and has no effect (did you mean "
                                        "KBROKER_SERVER_LISTEN?)"));
  CHECK_THAT(notices, !ContainsSubstring("KBROKER_SERVICE_HOST"));
  CHECK_THAT(notices, !ContainsSubstring("8030_TCP"));
}

TEST_CASE("the state directory is the configured one, systemd's, or the user's own") {
  ScratchFolder folder;
  const auto home = folder.path().string();
  const auto chosen = [&](std::map<std::string, std::string> environment) {
    return load_or_throw(folder.request(std::move(environment))).settings.state_directory;
  };
  CHECK(chosen({}) == home + "/.local/state/kbroker");
  CHECK(chosen({{"XDG_STATE_HOME", "/x"}}) == "/x/kbroker");
  CHECK(chosen({{"XDG_STATE_HOME", "relative"}}) == home + "/.local/state/kbroker");
  CHECK(chosen({{"XDG_STATE_HOME", "/x"}, {"STATE_DIRECTORY", "/var/lib/kbroker:/var/lib/b"}}) ==
        "/var/lib/kbroker");
  CHECK(chosen({{"STATE_DIRECTORY", "/var/lib/kbroker"}, {"KBROKER_STATE_DIRECTORY", "~/state"}}) ==
        home + "/state");
  CHECK(chosen({{"HOME", ""}}).empty());
}

TEST_CASE("the process environment is read whole") {
  ::setenv("KBROKER_TEST_VARIABLE", "a=b", 1);
  CHECK(config::process_environment().at("KBROKER_TEST_VARIABLE") == "a=b");
  ::unsetenv("KBROKER_TEST_VARIABLE");
}
