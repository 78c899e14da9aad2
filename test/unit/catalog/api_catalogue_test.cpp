// The catalogue in use: what was built in, look-ups, and a newer one from a file.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "api_documents.hpp"
#include "api_pack.hpp"
#include "kbroker/catalog/api_catalogue.hpp"

using kbroker::Errc;
using namespace kbroker::catalog;
using Catch::Matchers::ContainsSubstring;

namespace {

struct TemporaryFolder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() /
      ("kbroker-apis-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
  TemporaryFolder() { std::filesystem::create_directories(path); }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(path / name) << text;
    return (path / name).string();
  }
};

}  // namespace

TEST_CASE("all APIs of both brokers are built in") {
  const auto catalogue = ApiCatalogue::embedded();
  std::map<std::pair<std::string_view, ApiKind>, int> counts;
  for (std::size_t i = 0; i < catalogue->size(); ++i) {
    const auto api = catalogue->at(i);
    ++counts[{api.broker, api.kind}];
    CHECK(api.id == catalogue->id(i));
    CHECK(catalogue->find(api.id) == i);
  }
  CHECK(counts[{"kis", ApiKind::rest}] == 279);
  CHECK(counts[{"kis", ApiKind::realtime}] == 60);
  CHECK(counts[{"kiwoom", ApiKind::rest}] + counts[{"kiwoom", ApiKind::realtime}] == 207);
}

TEST_CASE("the price call is described") {
  const auto catalogue = ApiCatalogue::embedded();
  const auto found = catalogue->get("kis.domestic_stock.inquire_price");
  REQUIRE(found.has_value());
  CHECK(found->path == "/uapi/domestic-stock/v1/quotations/inquire-price");
  CHECK(found->name.en == "Price now");
  CHECK(std::ranges::count(found->synonyms_ko, "지금 얼마") == 1);
  CHECK(found->paper == PaperSupport::supported);
  CHECK_FALSE(found->mutates);
  REQUIRE(found->response.size() == 1);
  const auto& fields = found->response[0].fields;
  const auto price = std::ranges::find(fields, "stck_prpr", &ApiField::name);
  REQUIRE(price != fields.end());
  CHECK(price->type == ValueType::number);
  CHECK(price->unit == "KRW");
}

TEST_CASE("the US sell order has its own id on paper") {
  const auto order = ApiCatalogue::embedded()->get("kis.overseas_stock.order");
  REQUIRE(order.has_value());
  const auto us_sell = std::ranges::find(order->transactions, "TTTT1006U", &TransactionId::real);
  REQUIRE(us_sell != order->transactions.end());
  CHECK(us_sell->paper == "VTTT1001U");
  CHECK(order->mutates);
}

TEST_CASE("transaction ids lead to their APIs") {
  const auto catalogue = ApiCatalogue::embedded();
  const auto ids = [&](std::string_view transaction) {
    std::vector<std::string_view> out;
    for (const auto index : catalogue->with_transaction(transaction)) out.push_back(catalogue->id(index));
    return out;
  };
  using Ids = std::vector<std::string_view>;
  CHECK(ids("FHKST01010100") == Ids{"kis.domestic_stock.inquire_price"});
  CHECK(ids("VTTC8434R") == Ids{"kis.domestic_stock.inquire_balance"});
  CHECK(ids("TTTC0802U") == Ids{"kis.domestic_stock.order_cash"});
  CHECK(ids("ka10001") == Ids{"kiwoom.stock_info.ka10001"});
  CHECK(ids("0g") == Ids{"kiwoom.realtime.instrument_info"});
  CHECK(ids("0G") == Ids{"kiwoom.realtime.etf_nav"});
  CHECK(ids("") == Ids{});
}

TEST_CASE("an unknown id is answered with the nearest one") {
  const auto wrong = ApiCatalogue::embedded()->get("kis.domestic_stock.inquire_prise");
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().code == Errc::invalid_argument);
  CHECK_THAT(wrong.error().hint, ContainsSubstring("kis.domestic_stock.inquire_price"));
}

TEST_CASE("a newer catalogue comes from a folder or from one file") {
  const TemporaryFolder folder;
  std::string together;
  for (const auto& file : test::documents()) {
    folder.write(file.name, file.text);
    together += "---\n" + file.text;
  }
  for (const auto& path : {folder.path.string(), folder.write("all.yml", together)}) {
    INFO(path);
    const auto catalogue = ApiCatalogue::load(path);
    REQUIRE(catalogue.has_value());
    REQUIRE((*catalogue)->size() == 1);
    CHECK((*catalogue)->at(0).question.en == "What does it cost now?");
  }
}

TEST_CASE("a catalogue with a mistake is refused as a whole") {
  const TemporaryFolder folder;
  CHECK_THAT(ApiCatalogue::load(folder.path.string()).error().message, ContainsSubstring("no .yaml file"));
  CHECK_THAT(ApiCatalogue::load((folder.path / "missing.yaml").string()).error().message,
             ContainsSubstring("missing.yaml"));
  for (const auto& file : test::documents("method: GET", "method: GIVE")) folder.write(file.name, file.text);
  const auto refused = ApiCatalogue::load(folder.path.string());
  REQUIRE_FALSE(refused.has_value());
  CHECK_THAT(refused.error().message,
             ContainsSubstring("quotations.yaml:5: kis.domestic_stock.inquire_price"));
}

TEST_CASE("packing keeps every detail") {
  const auto catalogue = ApiCatalogue::embedded();
  std::vector<Api> apis;
  for (std::size_t i = 0; i < catalogue->size(); ++i) apis.push_back(catalogue->at(i));
  const auto bytes = pack_apis(apis);
  const PackedApis packed(bytes);
  REQUIRE(packed.size() == apis.size());
  for (std::size_t i = 0; i < apis.size(); ++i) CHECK(packed.unpack(i) == apis[i]);
  CHECK(PackedApis(pack_apis({})).size() == 0);
}
