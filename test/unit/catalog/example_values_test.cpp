// The example of a parameter that takes an instrument is an instrument of the kind that its API is about.
#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <regex>

#include "kbroker/catalog/api_arguments.hpp"
#include "kbroker/catalog/api_catalogue.hpp"
#include "kbroker/catalog/api_values.hpp"

using namespace kbroker;
using namespace kbroker::catalog;

namespace {

constexpr Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{20}};

std::vector<Api> all_apis() {
  const auto apis = ApiCatalogue::embedded();
  std::vector<Api> found;
  for (std::size_t i = 0; i < apis->size(); ++i) found.push_back(apis->at(i));
  return found;
}

constexpr auto share = "[0-9][0-9A-Z]{5}";
/// KODEX 200; a code alone does not say that it is a fund's.
constexpr auto etf = "069500";
constexpr auto elw = "5[0-9][0-9A-Z]{4}";
constexpr auto bond = "KR[0-9A-Z]{10}";
/// KRX's of 2026 on, "A01612" and "B01612955", and those before: product, year and month, an option's price.
constexpr auto domestic_future = "[1A][0-9]{2}[0-9A-Z][0-9]{2}";
constexpr auto domestic_option = "[23BC][0-9]{2}[0-9A-Z][0-9]{5}";
/// "ESZ25", "OESU24 C5500".
constexpr auto overseas_future = "[0-9A-Z]{2,4}[FGHJKMNQUVXZ][0-9]{2}";
constexpr auto overseas_option = "[0-9A-Z]{2,4}[FGHJKMNQUVXZ][0-9]{2} [CP][0-9]+";
constexpr auto overseas_share = "[A-Z]{1,5}|[0-9]{4,6}";
constexpr auto overseas_stream =
    "[DR](NYS|NAS|AMS|BAY|BAQ|BAA|HKS|TSE|SHS|SZS|HSX|HNX)([A-Z]{1,5}|[0-9]{4,6})";

bool says(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

bool is_underlying(const ApiParam& param) {
  return says(param.meaning.en, "underlying");
}

/// How an instrument of this API looks; nothing where the parameter is about something else.
std::optional<std::string> form(const Api& api, const ApiParam& param) {
  const auto name = std::string(api.id.substr(api.broker.size() + 1));
  const bool instrument = param.plain_name == "symbol" || param.plain_name == "symbols" ||
                          param.plain_name == "symbol_1" || param.name == "tr_key" || param.name == "item";
  if (!instrument || param.filled_by != FilledBy::caller) return std::nullopt;
  if (is_underlying(param)) return share;
  if (api.broker == "kiwoom") {
    if (says(name, "elw")) return elw;
    if (says(name, "etf")) return etf;
    if (says(name, "gold") || says(name, "sector_") || !param.values.empty()) return std::nullopt;
    return std::string(share) + "([|]" + share + ")*";
  }
  const std::pair<std::string_view, const char*> categories[] = {
      {"bond_index", "KBP[A-Z]{1,2}[0-9]{2}"},
      {"domestic_bond.", bond},
      {"elw", elw},
      {"etfetn.", etf},
      {"domestic_stock.index_", "[0-9]{4}"},
      {"domestic_stock.exp_closing_price", "[0-9]{4}"},  // a market as a whole
      {"domestic_stock.", share},
      {"domestic_futureoption.", says(name, "option_") ? domestic_option : domestic_future},
      {"overseas_futureoption.",
       says(name, ".opt_") || says(name, "_opt") ? overseas_option : overseas_future},
      {"overseas_stock.delayed_", overseas_stream},
      {"overseas_stock.asking_price", overseas_stream},
      {"overseas_stock.", overseas_share},
  };
  for (const auto& [part, pattern] : categories)
    if (says(name, part)) return pattern;
  return std::nullopt;
}

}  // namespace

TEST_CASE("the example of an instrument is of the API's own kind") {
  int seen = 0;
  for (const auto& api : all_apis())
    for (const auto& param : api.params) {
      const auto wanted = form(api, param);
      const auto example = param.fixed.empty() ? param.example : param.fixed;
      if (!wanted || example.empty() || example == "%") continue;
      INFO(api.id << " " << param.name << " " << example);
      CHECK(std::regex_match(example.begin(), example.end(), std::regex(*wanted)));
      ++seen;
    }
  CHECK(seen > 250);
}

TEST_CASE("no API about anything but domestic shares is shown with a domestic share") {
  for (const auto& api : all_apis()) {
    if (api.broker != "kis" || says(api.id, "domestic_stock")) continue;
    for (const auto& argument : example_arguments(api, today)) {
      const auto* param = find_param(api, argument.key());
      if (param && is_underlying(*param)) continue;
      INFO(api.id << " " << argument.key());
      CHECK(argument.value() != "005930");
    }
  }
}

TEST_CASE("an API's example leaves nothing open") {
  for (const auto& api : all_apis())
    for (const auto& argument : example_arguments(api, today)) {
      INFO(api.id << " " << argument.key());
      CHECK_FALSE(argument.value().as_string().empty());
    }
}
