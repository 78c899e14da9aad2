// What `kbroker check` is told of the configuration before a broker is asked.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/config/inspection.hpp"
#include "placeholder.hpp"
#include "scratch_folder.hpp"

using namespace kbroker;
using namespace kbroker::test;
using config::ValueState;

namespace {

const std::string real_key = "PS" + std::string("0123456789abcdefghijklmnopqrstuvwx");
const std::string real_secret = [] {
  std::string text;
  while (text.size() < config::kis_app_secret_length) text += "abcdefghij";
  return text;
}();

}  // namespace

TEST_CASE("every place looked at is told in its order") {
  ScratchFolder folder;
  const auto home_file =
      folder.write("KIS/config/devlp.yaml", "my_app: " + real_key + "\nmy_sec: " + real_secret);
  const auto seen = config::inspect(folder.request());
  std::vector<std::string> paths;
  for (const auto& file : seen.files) paths.push_back(file.path);
  const auto home = folder.path().string();
  CHECK(paths == std::vector<std::string>{"kbrokerd.yaml", home + "/.config/kbroker/kbrokerd.yaml",
                                          "/etc/kbroker/kbrokerd.yaml", "kis_devlp.yaml", "devlp.yaml",
                                          home + "/KIS/config/kis_devlp.yaml", home_file});
  CHECK_FALSE(seen.files.front().exists);
  CHECK(seen.files.back().exists);
  REQUIRE(seen.loaded.has_value());
  CHECK(seen.loaded->settings.kis.real->app_key.reveal() == real_key);
}

TEST_CASE("filled in, template words and missing parts are told apart") {
  ScratchFolder folder;
  folder.write("kis_devlp.yaml", "my_app: " + real_key + "\nmy_sec: " + real_secret +
                                     "\nmy_acct_stock: 12345678\nmy_prod: '01'\npaper_app: 모의투자 앱키\n"
                                     "paper_sec: 모의투자 앱키 시크릿\n");
  const auto seen = config::inspect(folder.request());
  REQUIRE(seen.credentials.size() == 2);
  const auto& real = seen.credentials[0];
  CHECK(real.section == "kis.real");
  CHECK(real.app_key.state == ValueState::good);
  CHECK(real.app_key.where == "kis_devlp.yaml");
  CHECK(real.app_key.line == 1);
  CHECK(real.app_secret.state == ValueState::good);
  CHECK(real.app_secret.length == 180);
  CHECK(real.account.state == ValueState::good);
  const auto& paper = seen.credentials[1];
  CHECK(paper.section == "kis.paper");
  CHECK(paper.app_key.state == ValueState::placeholder);
  CHECK(paper.app_secret.state == ValueState::placeholder);
  CHECK(paper.account.state == ValueState::absent);
}

TEST_CASE("half a pair and malformed accounts are seen although loading fails") {
  ScratchFolder folder;
  const auto file =
      folder.write("kbrokerd.yaml", "kis:\n  paper:\n    app_key: " + real_key +
                                        "\n    account: 1234567-01\nserver:\n  threads: many\n");
  const auto seen = config::inspect(folder.request());
  REQUIRE_FALSE(seen.loaded.has_value());
  REQUIRE(seen.credentials.size() == 1);
  CHECK(seen.credentials[0].app_key.state == ValueState::good);
  CHECK(seen.credentials[0].app_secret.state == ValueState::absent);
  CHECK(seen.credentials[0].account.state == ValueState::malformed);
  CHECK(seen.credentials[0].account.line == 4);
  std::vector<std::string> about;
  for (const auto& problem : seen.loaded.error()) about.push_back(problem.credential);
  CHECK(about == std::vector<std::string>{"kis.paper", "", "kis.paper"});
}

TEST_CASE("keys of KIS have their lengths, those of Kiwoom have none that is known") {
  ScratchFolder folder;
  const auto seen = config::inspect(folder.request({{"KIS_APP_KEY", "PSshort"},
                                                    {"KIS_APP_SECRET", real_secret},
                                                    {"KIWOOM_APP_KEY", "any"},
                                                    {"KIWOOM_APP_SECRET", "length"}}));
  REQUIRE(seen.credentials.size() == 2);
  CHECK(seen.credentials[0].app_key.state == ValueState::unusual_length);
  CHECK(seen.credentials[0].app_key.length == 7);
  CHECK(seen.credentials[0].app_key.where == "KIS_APP_KEY");
  CHECK(seen.credentials[0].app_secret.state == ValueState::good);
  CHECK(seen.credentials[1].app_key.state == ValueState::good);
}

TEST_CASE("a template's word in a stronger place does not hide a key that is used") {
  ScratchFolder folder;
  folder.write("kbrokerd.yaml",
               "kis:\n  real:\n    app_key: " + real_key + "\n    app_secret: " + real_secret + "\n");
  const auto seen = config::inspect(folder.request({{"KIS_APP_KEY", "your app key"}}));
  REQUIRE(seen.credentials.size() == 1);
  CHECK(seen.credentials[0].app_key.state == ValueState::good);
  CHECK(seen.credentials[0].app_key.where == "kbrokerd.yaml");
}

TEST_CASE("a secret file that is missing or not filled in cannot be right") {
  ScratchFolder folder;
  const auto empty = folder.write("secret", "앱키 시크릿\n");
  const auto seen = config::inspect(folder.request(
      {{"KBROKER_KIS_REAL_APP_KEY_FILE", "/nowhere/key"}, {"KBROKER_KIS_REAL_APP_SECRET_FILE", empty}}));
  REQUIRE(seen.credentials.size() == 1);
  CHECK(seen.credentials[0].app_key.state == ValueState::malformed);
  CHECK(seen.credentials[0].app_secret.state == ValueState::malformed);
}

TEST_CASE("words of templates are recognised and keys are not taken for them") {
  for (const char* word :
       {"앱키",        "앱키를 입력",    "your app key", "YOUR_APP_KEY", "your-secret", "yourAppKey",
        "<app key>",   "${APP_KEY}",     "[appkey]",     "{secret}",     "xxxx",        "XXXXXXXXXX",
        "xxxxxxxx-xx", "****",           "----",         "00000000",     "app_key",     "APP_SECRET",
        "changeme",    "Enter your key", "..."}) {
    INFO(word);
    CHECK(config::is_placeholder(word));
  }
  for (const char* word : {"PSabcdefgh0123456789", "12345678", "12345678-01", "hiddensecret", "yourself", "k",
                           "xx", "secret", "01"}) {
    INFO(word);
    CHECK_FALSE(config::is_placeholder(word));
  }
}
