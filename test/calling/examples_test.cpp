// Generated programs, run against the simulator: curl for every REST API of KIS. test/examples runs a sample
// in every language.
#include <catch2/catch_test_macros.hpp>

#include <filesystem>

#include "fast_clock.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/catalog/api_catalogue.hpp"
#include "kbroker/catalog/call_example.hpp"
#include "program.hpp"
#include "simulator_fixture.hpp"
#include "temporary_directory.hpp"

using namespace kbroker;
using catalog::ExampleLanguage;
namespace json = boost::json;

namespace {

constexpr Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{20}};

std::vector<catalog::Api> rest_apis() {
  const auto apis = catalog::ApiCatalogue::embedded();
  std::vector<catalog::Api> found;
  for (std::size_t i = 0; i < apis->size(); ++i)
    if (auto api = apis->at(i); api.broker == "kis" && api.kind == catalog::ApiKind::rest)
      found.push_back(std::move(api));
  return found;
}

/// The simulator on a clock so fast that its pacing never stands in the way, and a place for programs.
struct Workshop {
  std::shared_ptr<Clock> clock = std::make_shared<test::FastClock>(*parse_kst("20261120", "101530"), 400);
  test::RunningSimulator simulator{{}, clock};
  test::TemporaryDirectory home;

  std::map<std::string, std::string> environment() const {
    return {{"HOME", home.path()},
            {"TMPDIR", home.path()},
            {"KIS_URL_REST", simulator.base_url("/kis/real")},
            {"KIS_APP_KEY", std::string(sim::demo_app_key)},
            {"KIS_APP_SECRET", std::string(sim::demo_app_secret)},
            {"KIS_ACCT_STOCK", std::string(sim::demo_account)},
            {"KIS_ACCT_FUTURE", std::string(sim::demo_account)},
            {"KIS_HTS_ID", "demo"},
            {"KIS_URL_REST_PAPER", simulator.base_url("/kis/paper")},
            {"KIS_PAPER_APP_KEY", std::string(sim::demo_app_key)},
            {"KIS_PAPER_APP_SECRET", std::string(sim::demo_app_secret)},
            {"KIS_PAPER_STOCK", std::string(sim::demo_account)},
            {"KIS_PAPER_FUTURE", std::string(sim::demo_account)}};
  }
  /// As after a maintenance night: no token is known, and one is issued at once.
  void forget_tokens() {
    simulator.revoke_tokens("kis");
    for (const auto& entry : std::filesystem::directory_iterator(home.path()))
      if (entry.path().filename().string().starts_with("api-token-")) std::filesystem::remove(entry.path());
  }
  std::string write(const catalog::Api& api, ExampleLanguage language, const std::string& name,
                    bool paper = false, const json::object& given = {}) {
    const auto example = catalog::call_example(api, given, language, paper, today);
    if (example.has_error()) throw std::runtime_error(example.error().message);
    return home.write(name, example->code);
  }
};

bool exists(const std::string& program) {
  return std::filesystem::exists(program);
}

}  // namespace

TEST_CASE("the curl example of every REST API gets a success answer") {
  Workshop shop;
  const auto environment = shop.environment();
  int ran = 0;
  for (const auto& api : rest_apis()) {
    INFO(api.id);
    if (api.category == "auth") shop.forget_tokens();
    const auto outcome =
        test::run_program({"/bin/bash", shop.write(api, ExampleLanguage::curl, "example.sh")}, environment);
    INFO(outcome.error.substr(0, 500) << outcome.output.substr(0, 500));
    CHECK(outcome.status == 0);
    if (api.category == "auth") shop.forget_tokens();
    ran += outcome.status == 0;
  }
  std::printf("curl: %d of 279 examples got a success answer\n", ran);
  CHECK(ran == 279);
}

TEST_CASE("the curl example of every API on paper gets a success answer there") {
  Workshop shop;
  const auto environment = shop.environment();
  for (const auto& api : rest_apis()) {
    if (api.category == "auth") continue;
    INFO(api.id);
    if (api.paper == catalog::PaperSupport::unsupported) {
      const auto refused = catalog::call_example(api, {}, ExampleLanguage::curl, true, today);
      CHECK((refused.has_error() && refused.error().code == Errc::not_on_paper));
      continue;
    }
    const auto outcome = test::run_program(
        {"/bin/bash", shop.write(api, ExampleLanguage::curl, "example.sh", true)}, environment);
    INFO(outcome.error.substr(0, 500) << outcome.output.substr(0, 500));
    CHECK(outcome.status == 0);
  }
}

TEST_CASE("every REST API of both brokers has an example in every language") {
  const auto apis = catalog::ApiCatalogue::embedded();
  int written = 0;
  for (std::size_t i = 0; i < apis->size(); ++i) {
    const auto api = apis->at(i);
    for (const auto language : {ExampleLanguage::curl, ExampleLanguage::python, ExampleLanguage::javascript,
                                ExampleLanguage::go, ExampleLanguage::cpp}) {
      INFO(api.id);
      const auto example = catalog::call_example(api, {}, language, false, today);
      CHECK(example.has_value() == (api.kind == catalog::ApiKind::rest));
      if (!example) continue;
      CHECK(example->code.find(api.path) != std::string::npos);
      CHECK(example->code.find("@TOKEN") == std::string::npos);
      ++written;
    }
  }
  std::printf("%d examples\n", written);
  CHECK(written > 2'000);
}

TEST_CASE("a value of the user stays a value in every language") {
  // What would end a literal or start a command anywhere.
  const std::string nasty =
      R"(x'; touch HACKED; echo "$(touch HACKED)`touch HACKED`\" ${HOME} %s @KEY@ #{1}')";
  const auto api = *catalog::ApiCatalogue::embedded()->get("kis.domestic_stock.news_title");
  const auto order = *catalog::ApiCatalogue::embedded()->get("kis.domestic_stock.order_cash");
  Workshop shop;
  shop.write(api, ExampleLanguage::curl, "example.sh", false, {{"FID_TITL_CNTT", nasty}});
  const auto get = test::run_program({"/bin/bash", "-c", "cd " + shop.home.path() + " && bash example.sh"},
                                     shop.environment());
  shop.write(order, ExampleLanguage::curl, "example.sh", false, {{"symbol", nasty}});
  const auto post = test::run_program({"/bin/bash", "-c", "cd " + shop.home.path() + " && bash example.sh"},
                                      shop.environment());
  INFO(get.error << post.error);
  CHECK(get.status == 0);
  CHECK_FALSE(exists(shop.home.path() + "/HACKED"));
  CHECK_FALSE(exists(shop.home.path() + "/hacked"));
  for (const auto language :
       {ExampleLanguage::python, ExampleLanguage::javascript, ExampleLanguage::go, ExampleLanguage::cpp}) {
    const auto code = catalog::call_example(api, {{"FID_TITL_CNTT", nasty}}, language, false, today)->code;
    CHECK(code.find(R"(echo \"$(touch HACKED))") != std::string::npos);
  }
  const auto control =
      catalog::call_example(api, {{"FID_TITL_CNTT", "a\nb"}}, ExampleLanguage::curl, false, today);
  CHECK((control.has_error() && control.error().code == Errc::invalid_argument));
}

TEST_CASE("an example holds no key, no account and the user's own values") {
  const auto api = *catalog::ApiCatalogue::embedded()->get("kis.domestic_stock.inquire_psbl_order");
  for (const auto language : {ExampleLanguage::curl, ExampleLanguage::python, ExampleLanguage::javascript,
                              ExampleLanguage::go, ExampleLanguage::cpp}) {
    const auto example = catalog::call_example(api, {{"symbol", "000660"}}, language, false, today);
    REQUIRE(example.has_value());
    CHECK(example->code.find("000660") != std::string::npos);
    CHECK(example->code.find("KIS_ACCT_STOCK") != std::string::npos);
    CHECK(std::ranges::find(example->variables, "KIS_APP_SECRET") != example->variables.end());
  }
  const auto futures = *catalog::ApiCatalogue::embedded()->get("kis.domestic_futureoption.inquire_balance");
  const auto example = catalog::call_example(futures, {}, ExampleLanguage::curl, false, today);
  REQUIRE(example.has_value());
  CHECK(example->code.find("KIS_ACCT_FUTURE") != std::string::npos);
  CHECK(example->code.find("KIS_ACCT_STOCK") == std::string::npos);
}
