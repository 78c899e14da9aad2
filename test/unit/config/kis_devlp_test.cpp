// kis_devlp.yaml of the official samples, read as users have it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "kbroker/config/settings.hpp"
#include "scratch_folder.hpp"

using namespace kbroker;
using namespace kbroker::test;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr std::string_view filled_in =
    "my_app: PSrealkey\n"
    "my_sec: realsecret\n"
    "paper_app: PSpaperkey\n"
    "paper_sec: papersecret\n"
    "my_htsid: someone\n"
    "my_acct_stock: \"12345678\"\n"
    "my_acct_future: \"12345679\"\n"
    "my_paper_stock: \"50000001\"\n"
    "my_paper_future: \"60000001\"\n"
    "my_prod: \"01\"\n"
    "prod: \"https://openapi.koreainvestment.com:9443\"\n"
    "ops: \"ws://ops.koreainvestment.com:21000\"\n"
    "vps: \"https://openapivts.koreainvestment.com:29443/\"\n"
    "vops: \"ws://ops.koreainvestment.com:31000\"\n"
    "my_token: \"\"\n"
    "my_agent: \"Mozilla/5.0\"\n";

constexpr std::string_view untouched =
    "my_app: \"앱키\"\n"
    "my_sec: \"앱키 시크릿\"\n"
    "paper_app: \"모의투자 앱키\"\n"
    "paper_sec: \"모의투자 앱키 시크릿\"\n"
    "my_htsid: \"사용자 HTS ID\"\n"
    "my_acct_stock: \"증권계좌 8자리\"\n"
    "my_paper_stock: \"모의투자 증권계좌 8자리\"\n"
    "my_prod: \"종합계좌번호 뒤 2자리\"\n";

}  // namespace

TEST_CASE("the samples' file in the home folder is read as it is") {
  ScratchFolder folder;
  folder.write("KIS/config/kis_devlp.yaml", filled_in);
  const auto loaded = load_or_throw(folder.request());
  const auto& kis = loaded.settings.kis;
  CHECK_FALSE(loaded.settings.demo);
  REQUIRE(kis.real);
  REQUIRE(kis.paper);
  CHECK(kis.real->app_key.reveal() == "PSrealkey");
  CHECK(kis.real->app_secret.reveal() == "realsecret");
  CHECK(kis.real->account == "12345678");
  CHECK(kis.real->account_product == "01");
  CHECK(kis.paper->app_key.reveal() == "PSpaperkey");
  CHECK(kis.paper->account == "50000001");
  CHECK(kis.hts_id == "someone");
  CHECK(loaded.files == std::vector{(folder.path() / "KIS/config/kis_devlp.yaml").string()});
}

TEST_CASE("official addresses in it are ignored and others are used") {
  ScratchFolder folder;
  folder.write("kis_devlp.yaml", filled_in);
  auto kis = load_or_throw(folder.request()).settings.kis;
  CHECK(kis.real->base_url.empty());
  CHECK(kis.paper->base_url.empty());
  folder.write("kis_devlp.yaml", "paper_app: k\npaper_sec: s\nvps: http://127.0.0.1:9000\n");
  kis = load_or_throw(folder.request()).settings.kis;
  CHECK(kis.paper->base_url == "http://127.0.0.1:9000");
}

TEST_CASE("the working directory's file is taken before the home folder's") {
  ScratchFolder folder;
  folder.write("KIS/config/kis_devlp.yaml", filled_in);
  folder.write("kis_devlp.yaml", "paper_app: PSlocal\npaper_sec: s\n");
  const auto kis = load_or_throw(folder.request()).settings.kis;
  CHECK(kis.paper->app_key.reveal() == "PSlocal");
  CHECK_FALSE(kis.real);
}

TEST_CASE("devlp.yaml is another name of the same file, and kis_devlp.yaml goes first") {
  ScratchFolder folder;
  folder.write("KIS/config/devlp.yaml", filled_in);
  CHECK(load_or_throw(folder.request()).settings.kis.real->app_key.reveal() == "PSrealkey");
  folder.write("KIS/config/kis_devlp.yaml", "my_app: PSfirst\nmy_sec: s\n");
  const auto loaded = load_or_throw(folder.request());
  CHECK(loaded.settings.kis.real->app_key.reveal() == "PSfirst");
  CHECK_FALSE(loaded.settings.kis.paper);
  CHECK(loaded.files.size() == 1);
}

TEST_CASE("the older layout has one account for both environments") {
  ScratchFolder folder;
  folder.write("kis_devlp.yaml",
               "my_app: a\nmy_sec: b\npaper_app: c\npaper_sec: d\nmy_acct: 12345678\nmy_prod: 22\n");
  const auto kis = load_or_throw(folder.request()).settings.kis;
  CHECK(kis.real->account == "12345678");
  CHECK(kis.real->account_product == "22");
  CHECK(kis.paper->account == "12345678");

  folder.write("kis_devlp.yaml", "my_app: a\nmy_sec: b\npaper_app: \"모의투자 앱키\"\nmy_acct: 12345678\n");
  const auto real_alone = load_or_throw(folder.request());
  CHECK(real_alone.settings.kis.real->account == "12345678");
  CHECK_FALSE(real_alone.settings.kis.paper);
  CHECK_THAT(notices_of(real_alone), !ContainsSubstring("kis.paper.account"));
}

TEST_CASE("the untouched template leads to demo mode with a notice") {
  ScratchFolder folder;
  folder.write("kis_devlp.yaml", untouched);
  const auto loaded = load_or_throw(folder.request());
  CHECK(loaded.settings.demo);
  CHECK(loaded.settings.kis.hts_id.empty());
  CHECK_THAT(notices_of(loaded), ContainsSubstring("kis_devlp.yaml: not filled in, so treated as missing"));
  CHECK_THAT(notices_of(loaded), ContainsSubstring("no credentials found"));
}

TEST_CASE("half filled in it is a problem") {
  ScratchFolder folder;
  folder.write("kis_devlp.yaml", "my_app: PSrealkey\nmy_sec: \"앱키 시크릿\"\n");
  CHECK_THAT(problems_of(folder.request()), ContainsSubstring("kis_devlp.yaml:1: missing secret"));
}

TEST_CASE("keys of another source never mix with those of the samples' file") {
  ScratchFolder folder;
  folder.write("kis_devlp.yaml", filled_in);
  const auto loaded =
      load_or_throw(folder.request({{"KIS_APP_KEY", "PSother"}, {"KIS_APP_SECRET", "other"}}));
  CHECK(loaded.settings.kis.real->app_key.reveal() == "PSother");
  CHECK(loaded.settings.kis.real->app_secret.reveal() == "other");
  CHECK(loaded.settings.kis.real->account.empty());
  CHECK(loaded.settings.kis.paper->app_key.reveal() == "PSpaperkey");
  CHECK_THAT(notices_of(loaded), ContainsSubstring("its kis.real credentials are not used"));
  CHECK_THAT(problems_of(folder.request({{"KIS_APP_KEY", "PSother"}})), ContainsSubstring("missing secret"));
}

TEST_CASE("a stronger source may add the account to its keys") {
  ScratchFolder folder;
  folder.write("kis_devlp.yaml", filled_in);
  const auto kis = load_or_throw(folder.request({{"KBROKER_KIS_REAL_ACCOUNT", "11112222-22"}})).settings.kis;
  CHECK(kis.real->app_key.reveal() == "PSrealkey");
  CHECK(kis.real->account == "11112222");
  CHECK(kis.real->account_product == "22");
}

TEST_CASE("broken YAML in it is reported with its line") {
  ScratchFolder folder;
  folder.write("kis_devlp.yaml", "my_app: \"open\nmy_sec: [\n");
  CHECK_THAT(problems_of(folder.request()), ContainsSubstring("kis_devlp.yaml:"));
}
