// The configuration file: where it is looked for, and every way it can be wrong.
#include <algorithm>

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "kbroker/config/settings.hpp"
#include "scratch_folder.hpp"

using namespace kbroker;
using namespace kbroker::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string problems_in(std::string_view yaml) {
  ScratchFolder folder;
  folder.write("kbrokerd.yaml", yaml);
  return problems_of(folder.request());
}

config::Settings settings_in(std::string_view yaml) {
  ScratchFolder folder;
  folder.write("kbrokerd.yaml", yaml);
  return load_or_throw(folder.request()).settings;
}

}  // namespace

TEST_CASE("a file sets durations, sizes, lists, choices and booleans") {
  const auto settings = settings_in(
      "server:\n"
      "  listen: \"[::1]:0\"\n"
      "  threads: 4\n"
      "  layout: shared\n"
      "  drain: 250ms\n"
      "  max_body_bytes: 1MiB\n"
      "  allowed_hosts: [mcp.example, other.example]\n"
      "log: {level: debug, format: json}\n"
      "toolsets: market, api\n"
      "mask_account: no\n"
      "sim:\n  seed: 18446744073709551615\n  speed: 2.5\n");
  CHECK(settings.server.listen == "[::1]:0");
  CHECK(settings.server.threads == 4);
  CHECK(settings.server.layout == "shared");
  CHECK(settings.server.drain == 250ms);
  CHECK(settings.server.max_body_bytes == 1024 * 1024);
  CHECK(settings.server.allowed_hosts == std::vector<std::string>{"mcp.example", "other.example"});
  CHECK(settings.log.level == "debug");
  CHECK(settings.log.format == "json");
  CHECK(settings.toolsets == std::vector<std::string>{"market", "api"});
  CHECK_FALSE(settings.mask_account);
  CHECK(settings.sim.seed == 18446744073709551615u);
  CHECK(settings.sim.speed == 2.5);
}

TEST_CASE("every mistake is reported at once with file and line") {
  const auto problems = problems_in(
      "server:\n"
      "  threads: many\n"
      "  drain: 10\n"
      "log:\n"
      "  level: loud\n"
      "sim:\n"
      "  speed: -1\n");
  CHECK_THAT(problems,
             ContainsSubstring("kbrokerd.yaml:2: server.threads must be a whole number from 0 to 256, "
                               "not \"many\""));
  CHECK_THAT(problems,
             ContainsSubstring("kbrokerd.yaml:3: server.drain must be a duration with a unit such as "
                               "250ms, 300s, 15m or 4h"));
  CHECK_THAT(problems,
             ContainsSubstring("kbrokerd.yaml:5: log.level must be one of debug, info, warning, error, "
                               "not \"loud\""));
  CHECK_THAT(problems, ContainsSubstring("kbrokerd.yaml:7: sim.speed must be a number from 0.01 to 10000"));
}

TEST_CASE("an unknown key names the nearest known one") {
  CHECK_THAT(problems_in("server:\n  listn: 127.0.0.1:1\n"),
             ContainsSubstring(":2: unknown key \"server.listn\" (did you mean server.listen?)"));
  CHECK_THAT(problems_in("sever:\n  listen: 127.0.0.1:1\n"),
             ContainsSubstring(":1: unknown key \"sever\" (did you mean server?)"));
  CHECK_THAT(problems_in("listen: 127.0.0.1:1\n"), ContainsSubstring("(did you mean server.listen?)"));
  CHECK_THAT(problems_in("kis:\n  real:\n    app_secret_fil: x\n"),
             ContainsSubstring("(did you mean kis.real.app_secret_file?)"));
  const auto nothing_near = problems_in("zzzzzzzzzz: 1\n");
  CHECK_THAT(nothing_near, ContainsSubstring("unknown key \"zzzzzzzzzz\""));
  CHECK_THAT(nothing_near, !ContainsSubstring("did you mean"));
}

TEST_CASE("a file of another program is not listed key by key") {
  std::string yaml;
  for (int i = 0; i < 10'000; ++i) yaml += "strange_" + std::to_string(i) + ": 1\n";
  const auto problems = problems_in(yaml);
  CHECK_THAT(problems,
             ContainsSubstring("kbrokerd.yaml:21: further unknown keys; is this a file of kbrokerd?"));
  CHECK(std::count(problems.begin(), problems.end(), '\n') == 21);
}

TEST_CASE("a key given twice is a mistake that names both lines") {
  CHECK_THAT(problems_in("demo: true\nmask_account: true\ndemo: false\n"),
             ContainsSubstring(":3: demo is given twice (first on line 1)"));
}

TEST_CASE("a value of the wrong shape is named") {
  CHECK_THAT(problems_in("server: 5\n"), ContainsSubstring(":1: server is a section"));
  CHECK_THAT(problems_in("server:\n  listen: {host: a}\n"),
             ContainsSubstring("must be a value, not a section"));
  CHECK_THAT(problems_in("server:\n  threads: [1, 2]\n"), ContainsSubstring("must be one value, not a list"));
  CHECK_THAT(problems_in("toolsets: [[market]]\n"), ContainsSubstring("must be a list of plain words"));
  CHECK_THAT(problems_in("- a\n- b\n"), ContainsSubstring("must be a mapping"));
  CHECK_THAT(problems_in("demo: true\n---\ndemo: false\n"), ContainsSubstring("more than one YAML document"));
  // yaml-cpp reads these as documents without end.
  for (const auto* text : {",", ", demo: true\n", "---\n!tag , demo\n", "&anchor ,"})
    CHECK_THAT(problems_in(text), ContainsSubstring("text that belongs to none"));
}

TEST_CASE("text that is not YAML is reported with line and column") {
  CHECK_THAT(problems_in("server:\n\tlisten: abc\n"), ContainsSubstring("not valid YAML at column"));
  CHECK_THAT(problems_in("demo: true\n  bad: [1\n"),
             ContainsSubstring("kbrokerd.yaml:2: not valid YAML at column"));
}

TEST_CASE("a listen address is host and port") {
  const auto right =
      GENERATE("127.0.0.1:8030", "0.0.0.0:0", "[::]:8030", "localhost:65535", "kbroker.local:80");
  CHECK(settings_in("server:\n  listen: \"" + std::string(right) + "\"\n").server.listen == right);
  const auto wrong = GENERATE("8030", ":8030", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                              "127.0.0:80", "::1:8030", "[::g]:1", "http://localhost:8030", "a b:1");
  CHECK_THAT(problems_in("server:\n  listen: \"" + std::string(wrong) + "\"\n"),
             ContainsSubstring("server.listen must be HOST:PORT such as 127.0.0.1:8030"));
}

TEST_CASE("an unknown toolset is named with the known ones") {
  CHECK_THAT(problems_in("toolsets: [market, trading]\n"),
             ContainsSubstring("toolsets holds the unknown toolset \"trading\"; known are market, account"));
}

TEST_CASE("a base URL holds no password and no query") {
  CHECK_THAT(problems_in("kis:\n  real:\n    base_url: https://me:secret@host\n"),
             ContainsSubstring("must not hold a user name or password") && !ContainsSubstring("secret@"));
  CHECK_THAT(problems_in("kis:\n  real:\n    base_url: ftp://host\n"),
             ContainsSubstring("must be a URL such as"));
}

TEST_CASE("an empty value means not given") {
  const auto settings = settings_in("server:\n  threads:\n  listen: \"\"\nlog: ~\n");
  CHECK(settings.server.threads == 1);
  CHECK(settings.server.listen == "127.0.0.1:8030");
}

TEST_CASE("a file named on the command line must exist and be readable") {
  ScratchFolder folder;
  auto request = folder.request();
  request.file = (folder.path() / "absent.yaml").string();
  CHECK_THAT(problems_of(request), ContainsSubstring("absent.yaml: the configuration file does not exist"));

  request.file = folder.path().string();
  CHECK_THAT(problems_of(request), ContainsSubstring("cannot be read: Is a directory"));

  if (::geteuid() != 0) {  // root reads everything
    request.file = folder.write("closed.yaml", "demo: true\n");
    std::filesystem::permissions(request.file, std::filesystem::perms::none);
    CHECK_THAT(problems_of(request), ContainsSubstring("cannot be read: Permission denied"));
  }

  request.file = folder.write("huge.yaml", std::string(2 * 1024 * 1024, '#'));
  CHECK_THAT(problems_of(request), ContainsSubstring("is larger than 1MiB"));
}

TEST_CASE("without a name the working directory comes before the user's own folder") {
  ScratchFolder folder;
  folder.write(".config/kbroker/kbrokerd.yaml", "server: {threads: 3}\n");
  auto loaded = load_or_throw(folder.request());
  CHECK(loaded.settings.server.threads == 3);
  folder.write("kbrokerd.yaml", "server: {threads: 2}\n");
  loaded = load_or_throw(folder.request());
  CHECK(loaded.settings.server.threads == 2);
  CHECK(loaded.files == std::vector<std::string>{"kbrokerd.yaml"});
  loaded = load_or_throw(
      folder.request({{"KBROKER_CONFIG", folder.write("x/other.yaml", "server: {threads: 5}\n")}}));
  CHECK(loaded.settings.server.threads == 5);
}

TEST_CASE("certificate and key come together and must be readable") {
  ScratchFolder folder;
  const auto pem = folder.write("server.pem", "certificate");
  folder.write("kbrokerd.yaml", "server:\n  tls_certificate: " + pem + "\n");
  CHECK_THAT(problems_of(folder.request()),
             ContainsSubstring("kbrokerd.yaml:2: server.tls_certificate needs server.tls_key as well"));
  folder.write("kbrokerd.yaml", "server:\n  tls_certificate: absent.pem\n  tls_key: " + pem + "\n");
  CHECK_THAT(problems_of(folder.request()),
             ContainsSubstring("server.tls_certificate file \"absent.pem\" cannot be read: No such file"));
  folder.write("kbrokerd.yaml", "server:\n  tls_certificate: ~/server.pem\n  tls_key: " + pem + "\n");
  CHECK(load_or_throw(folder.request()).settings.server.tls_certificate == pem);
}

TEST_CASE("sessions can be kept, and what a principal may use can be limited") {
  ScratchFolder folder;
  folder.write("kbrokerd.yaml",
               "sessions:\n  store: sessions.json\n  replay_bytes: 64KiB\n"
               "limits:\n  sessions: 10\n  streams: 5\n  calls: 3\n  requests_per_second: 50\n"
               "  replay_bytes: 0\n");
  const auto settings = load_or_throw(folder.request()).settings;
  CHECK(settings.sessions.store == "sessions.json");
  CHECK(settings.sessions.replay_bytes == 64 * 1024);
  CHECK(settings.limits.sessions == 10);
  CHECK(settings.limits.streams == 5);
  CHECK(settings.limits.calls == 3);
  CHECK(settings.limits.requests_per_second == 50);
  CHECK(settings.limits.replay_bytes == 0);
}

TEST_CASE("a session store needs a folder, and limits are whole numbers") {
  CHECK_THAT(problems_in("sessions:\n  store: not/there/sessions.json\n"),
             ContainsSubstring("kbrokerd.yaml:2: sessions.store folder \"not/there\" does not exist"));
  CHECK_THAT(problems_in("sessions:\n  store: /\n"), ContainsSubstring("is a folder"));
  CHECK_THAT(problems_in("limits:\n  calls: -1\n"),
             ContainsSubstring("limits.calls must be a whole number from 0 to 1000000"));
  CHECK_THAT(problems_in("limits:\n  call: 1\n"), ContainsSubstring("did you mean limits.calls?"));
}

TEST_CASE("what OAuth believes comes by https, or from this machine") {
  const auto settings = settings_in(
      "oauth:\n  issuer: https://login.example.com\n  resource: https://mcp.example.com/mcp\n"
      "  jwks_url: http://127.0.0.1:8080/jwks\n");
  CHECK(settings.oauth.issuer == "https://login.example.com");
  CHECK(settings.oauth.resource == "https://mcp.example.com/mcp");
  CHECK(settings.oauth.jwks_url == "http://127.0.0.1:8080/jwks");
  CHECK_NOTHROW(settings_in("oauth:\n  issuer: http://[::1]:80\n"));
  for (const auto* wrong :
       {"http://login.example.com", "http://127.evil.example", "ftp://localhost", "login"})
    CHECK_THAT(problems_in("oauth:\n  issuer: " + std::string(wrong) + "\n"),
               ContainsSubstring("kbrokerd.yaml:2: oauth.issuer must"));
  CHECK_THAT(problems_in("oauth:\n  resource: https://mcp.example.com/\n"),
             ContainsSubstring("oauth.resource must not end with a slash"));
}
