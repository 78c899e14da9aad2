// Credentials: complete, partial, from files, by the brokers' own names; and demo mode.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "kbroker/config/settings.hpp"
#include "scratch_folder.hpp"

using namespace kbroker;
using namespace kbroker::test;
using Catch::Matchers::ContainsSubstring;

namespace {

using Variables = std::map<std::string, std::string>;

config::Settings settings_with(Variables environment) {
  ScratchFolder folder;
  return load_or_throw(folder.request(std::move(environment))).settings;
}

Variables kis_real(Variables more = {}) {
  more.insert({{"KIS_APP_KEY", "PSrealkey"}, {"KIS_APP_SECRET", "realsecret"}});
  return more;
}

}  // namespace

TEST_CASE("the official KIS variables fill both environments") {
  const auto settings = settings_with({{"KIS_APP_KEY", "PSreal"},
                                       {"KIS_APP_SECRET", "s1"},
                                       {"KIS_PAPER_APP_KEY", "PSpaper"},
                                       {"KIS_PAPER_APP_SECRET", "s2"},
                                       {"KIS_HTS_ID", "someone"},
                                       {"KIS_ACCT_STOCK", "12345678"},
                                       {"KIS_PAPER_STOCK", "87654321"},
                                       {"KIS_PROD_TYPE", "01"},
                                       {"KIS_URL_REST_PAPER", "http://127.0.0.1:9000"}});
  CHECK_FALSE(settings.demo);
  REQUIRE(settings.kis.real);
  REQUIRE(settings.kis.paper);
  CHECK(settings.kis.real->app_key.reveal() == "PSreal");
  CHECK(settings.kis.real->app_secret.reveal() == "s1");
  CHECK(settings.kis.real->account == "12345678");
  CHECK(settings.kis.paper->app_key.reveal() == "PSpaper");
  CHECK(settings.kis.paper->account == "87654321");
  CHECK(settings.kis.paper->account_product == "01");
  CHECK(settings.kis.paper->base_url == "http://127.0.0.1:9000");
  CHECK(settings.kis.hts_id == "someone");
}

TEST_CASE("our own name is stronger than a broker's") {
  const auto settings = settings_with(kis_real({{"KBROKER_KIS_REAL_APP_KEY", "PSother"}}));
  CHECK(settings.kis.real->app_key.reveal() == "PSother");
}

TEST_CASE("Kiwoom keys come by our names or by those of its own servers") {
  auto settings = settings_with({{"KIWOOM_APP_KEY", "k"}, {"KIWOOM_APP_SECRET", "s"}});
  CHECK(settings.kiwoom.real->app_key.reveal() == "k");
  CHECK(settings.default_broker == "kiwoom");
  settings = settings_with({{"KIWOOM_PAPER_APP_KEY", "k"}, {"KIWOOM_PAPER_APP_SECRET", "s"}});
  CHECK(settings.kiwoom.paper->app_secret.reveal() == "s");
  settings = settings_with({{"APP_KEY", "k"}, {"APP_SECRET", "s"}, {"KIWOOM_MODE", "demo"}});
  CHECK(settings.kiwoom.paper->app_key.reveal() == "k");
  CHECK_FALSE(settings.kiwoom.real);
  settings = settings_with({{"APP_KEY", "k"}, {"APP_SECRET", "s"}, {"KIWOOM_MODE", "real"}});
  CHECK(settings.kiwoom.real->app_key.reveal() == "k");
}

TEST_CASE("APP_KEY of another program is not taken for Kiwoom's") {
  ScratchFolder folder;
  const auto loaded = load_or_throw(folder.request({{"APP_KEY", "base64:abc"}, {"APP_SECRET", "x"}}));
  CHECK(loaded.settings.demo);
  CHECK_THAT(notices_of(loaded), ContainsSubstring("APP_KEY and APP_SECRET are ignored: set KIWOOM_MODE"));
  CHECK_THAT(problems_of(folder.request({{"KIWOOM_MODE", "paper"}})),
             ContainsSubstring("KIWOOM_MODE: must be demo or real"));
}

TEST_CASE("an account is eight digits with or without its product") {
  const auto form = GENERATE("12345678-22", "1234567822");
  const auto settings = settings_with(kis_real({{"KIS_ACCT_STOCK", form}}));
  CHECK(settings.kis.real->account == "12345678");
  CHECK(settings.kis.real->account_product == "22");
  CHECK(settings_with(kis_real({{"KIS_ACCT_STOCK", "12345678"}})).kis.real->account_product == "01");
}

TEST_CASE("a malformed account is refused without being repeated") {
  ScratchFolder folder;
  const auto wrong =
      GENERATE("1234567", "123456789", "12345678-1", "12345678-001", "1234-5678", "12345678_01");
  const auto problems = problems_of(folder.request(kis_real({{"KIS_ACCT_STOCK", wrong}})));
  CHECK_THAT(problems, ContainsSubstring("KIS_ACCT_STOCK: kis.real.account must be an account number such as "
                                         "12345678, 12345678-01 or 1234567801\n"));
}

TEST_CASE("two different products for one account are a mistake") {
  ScratchFolder folder;
  CHECK_THAT(
      problems_of(folder.request(kis_real({{"KIS_ACCT_STOCK", "12345678-22"}, {"KIS_PROD_TYPE", "01"}}))),
      ContainsSubstring("KIS_PROD_TYPE: kis.real.account_product contradicts"));
}

TEST_CASE("a key without its secret is a problem, not demo mode") {
  ScratchFolder folder;
  folder.write("kbrokerd.yaml", "kis:\n  real:\n    app_key: PSrealkey\n");
  const auto problems = problems_of(folder.request());
  CHECK_THAT(problems, ContainsSubstring("kbrokerd.yaml:3: missing secret: kis.real.app_key is given without "
                                         "kis.real.app_secret"));
  CHECK_THAT(problems, ContainsSubstring("KBROKER_KIS_REAL_APP_SECRET"));
  CHECK_THAT(problems, !ContainsSubstring("PSrealkey"));
  CHECK_THAT(
      problems_of(folder.request({{"KIWOOM_APP_SECRET", "abc"}})),
      ContainsSubstring("KIWOOM_APP_SECRET: missing app key: kiwoom.real.app_secret is given without"));
}

TEST_CASE("half a credential does not matter where nothing uses it") {
  ScratchFolder folder;
  folder.write("kbrokerd.yaml", "kis:\n  real:\n    app_key: PSrealkey\n");
  auto request = folder.request();
  request.demo = true;
  auto loaded = load_or_throw(request);
  CHECK(loaded.settings.demo);
  CHECK_FALSE(loaded.settings.kis.real);
  CHECK_THAT(notices_of(loaded), ContainsSubstring("missing secret"));
  loaded = load_or_throw(folder.request(
      {{"KBROKER_KIS_ENABLED", "false"}, {"KIWOOM_APP_KEY", "k"}, {"KIWOOM_APP_SECRET", "s"}}));
  CHECK_FALSE(loaded.settings.demo);
}

TEST_CASE("a placeholder counts as not filled in") {
  ScratchFolder folder;
  folder.write(
      "kbrokerd.yaml",
      "kis:\n  real:\n    app_key: 앱키\n    app_secret: 앱키 시크릿\n    account: 증권계좌 8자리\n");
  const auto loaded = load_or_throw(folder.request());
  CHECK(loaded.settings.demo);
  CHECK_THAT(notices_of(loaded),
             ContainsSubstring("kbrokerd.yaml: not filled in, so treated as missing: kis.real.app_key, "
                               "kis.real.app_secret, kis.real.account"));
  folder.write("kbrokerd.yaml", "kis:\n  real:\n    app_key: PSrealkey\n    app_secret: 앱키 시크릿\n");
  CHECK_THAT(problems_of(folder.request()), ContainsSubstring("missing secret"));
  CHECK(load_or_throw(folder.request({{"KIS_APP_KEY", "<key>"}, {"KIS_APP_SECRET", "realsecret"}}))
            .settings.kis.real->app_key.reveal() == "PSrealkey");
}

TEST_CASE("a secret can be in a file of its own") {
  ScratchFolder folder;
  folder.write("key", "PSfromfile\n");
  const auto secret = folder.write("secret", "  secretfromfile \n");
  folder.write("kbrokerd.yaml",
               "kis:\n  paper:\n    app_key_file: ~/key\n    app_secret_file: " + secret + "\n");
  const auto settings = load_or_throw(folder.request()).settings;
  CHECK(settings.kis.paper->app_key.reveal() == "PSfromfile");
  CHECK(settings.kis.paper->app_secret.reveal() == "secretfromfile");

  const auto by_environment = load_or_throw(folder.request(
      {{"KBROKER_KIWOOM_REAL_APP_KEY_FILE", "key"}, {"KBROKER_KIWOOM_REAL_APP_SECRET_FILE", "secret"}}));
  CHECK(by_environment.settings.kiwoom.real->app_secret.reveal() == "secretfromfile");
}

TEST_CASE("a secret's file that is missing, empty or has two lines is a problem") {
  ScratchFolder folder;
  folder.write("empty", "\n");
  folder.write("two", "first\nsecond\n");
  const auto problem = [&](const std::string& file) {
    return problems_of(folder.request({{"KBROKER_KIS_REAL_APP_KEY_FILE", file}}));
  };
  CHECK_THAT(problem("absent"), ContainsSubstring("KBROKER_KIS_REAL_APP_KEY_FILE: kis.real.app_key_file: "
                                                  "\"absent\" does not exist"));
  CHECK_THAT(problem("empty"), ContainsSubstring("\"empty\" is empty"));
  CHECK_THAT(problem("two"),
             ContainsSubstring("kis.real.app_key_file must be one word") && !ContainsSubstring("second"));
}

TEST_CASE("a secret given directly and as a file is a problem") {
  ScratchFolder folder;
  folder.write("key", "PSfromfile\n");
  folder.write("kbrokerd.yaml",
               "kis:\n  paper:\n    app_key: PSx\n    app_key_file: key\n    app_secret: s\n");
  CHECK_THAT(problems_of(folder.request()),
             ContainsSubstring(":4: kis.paper.app_key is given both directly and as a file"));
}

TEST_CASE("a file with secrets that everybody can read is noticed") {
  ScratchFolder folder;
  const auto file = folder.write("kbrokerd.yaml", "kis:\n  real:\n    app_key: PSkey\n    app_secret: s\n");
  CHECK(notices_of(load_or_throw(folder.request())).empty());
  std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  CHECK_THAT(notices_of(load_or_throw(folder.request())),
             ContainsSubstring("kbrokerd.yaml holds secrets and every user can read it: run chmod 600"));
  folder.write("kbrokerd.yaml", "mask_account: true\n");
  std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  CHECK_THAT(notices_of(load_or_throw(folder.request())), !ContainsSubstring("chmod"));
}

TEST_CASE("demo mode is on when asked for, and when there are no credentials") {
  CHECK(settings_with(kis_real({{"KBROKER_DEMO", "1"}})).demo);
  CHECK_FALSE(settings_with(kis_real()).demo);
  ScratchFolder folder;
  auto request = folder.request(kis_real());
  request.demo = true;
  CHECK(load_or_throw(request).settings.demo);
  const auto loaded = load_or_throw(folder.request());
  CHECK(loaded.settings.demo);
  CHECK(notices_of(loaded) == "no credentials found: demo mode with the built-in simulator\n");
  CHECK(settings_with(kis_real({{"KBROKER_KIS_ENABLED", "off"}})).demo);
}

TEST_CASE("the default broker is one that can be called") {
  ScratchFolder folder;
  const auto loaded = load_or_throw(folder.request(kis_real({{"KBROKER_DEFAULT_BROKER", "kiwoom"}})));
  CHECK(loaded.settings.default_broker == "kis");
  CHECK_THAT(notices_of(loaded), ContainsSubstring("only kis has credentials"));
  CHECK(settings_with(
            kis_real(
                {{"KBROKER_DEFAULT_BROKER", "kiwoom"}, {"KIWOOM_APP_KEY", "k"}, {"KIWOOM_APP_SECRET", "s"}}))
            .default_broker == "kiwoom");
}

TEST_CASE("keys over plain http to another machine are noticed") {
  ScratchFolder folder;
  const auto notices = [&](const std::string& url) {
    return notices_of(load_or_throw(folder.request(kis_real({{"KIS_URL_REST", url}}))));
  };
  CHECK_THAT(notices("http://10.0.0.1:9000"), ContainsSubstring("kis.real.base_url is plain http"));
  CHECK(notices("http://127.0.0.1:9000").empty());
  CHECK(notices("http://[::1]:9000").empty());
  CHECK(notices("https://proxy.example").empty());
}

TEST_CASE("futures and options have an account of their own, eight digits of it") {
  CHECK(settings_with(kis_real({{"KIS_ACCT_FUTURE", "12345678-03"}})).kis.real->derivatives_account ==
        "12345678");
  CHECK(settings_with(kis_real({})).kis.real->derivatives_account.empty());
}
