#include "stock_lookup.hpp"

#include <utility>

#include "kbroker/base/text.hpp"
#include "kbroker/catalog/foreign_instruments.hpp"

namespace kbroker::tools::compat {

namespace {

constexpr std::size_t candidates = 5;

bool listed_in_korea(std::string_view category) {
  return category == "domestic_stock" || category == "etfetn" || category == "elw";
}

std::string without_blanks(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (c != ' ') plain += c;
  return to_upper(plain);
}

std::string match_type(const catalog::Match& match, std::string_view wanted) {
  if (match.why == "code") return "code_exact";
  if (match.why != "name") return std::string(match.why);
  const auto name = without_blanks(match.symbol->name), sought = without_blanks(wanted);
  return name == sought ? "name_exact" : name.starts_with(sought) ? "name_prefix" : "name_contains";
}

FoundStock describe(const catalog::Symbol& symbol, std::string match) {
  return {symbol.code, symbol.name, to_lower(catalog::to_string(symbol.market)), std::move(match)};
}

}  // namespace

std::vector<FoundStock> find_stocks(const Services& services, std::string_view category,
                                    std::string_view wanted) {
  std::vector<FoundStock> found;
  if (category == "overseas_stock") {
    if (const auto foreign = catalog::find_foreign(wanted)) {
      const bool symbol = iequals(foreign->symbol, trim(wanted));
      found.push_back({std::string(foreign->symbol), std::string(foreign->name),
                       std::string(foreign->exchange), symbol ? "code_exact" : "name_exact"});
    }
  } else if (listed_in_korea(category)) {
    const auto master = services.master.current();
    for (const auto& match : master->search(wanted, candidates))
      found.push_back(describe(*match.symbol, match_type(match, wanted)));
  }
  return found;
}

Result<FoundStock> stock_meant(const Services& services, std::string_view category, std::string_view wanted) {
  if (listed_in_korea(category)) {
    const auto master = services.master.current();
    const auto code = master->resolve(wanted, true);
    if (code.has_error()) return code.error();
    const auto* symbol = master->find(*code);
    return symbol ? describe(*symbol, {}) : FoundStock{*code, *code, {}, {}};
  }
  auto found = find_stocks(services, category, wanted);
  if (!found.empty()) return std::move(found.front());
  return not_listed(category, wanted);
}

Error not_listed(std::string_view category, std::string_view wanted) {
  std::string hint = "There is no list of names in this category: give the code itself.";
  if (listed_in_korea(category))
    hint = "Check the spelling, try a part of the name, or give the code itself.";
  else if (category == "overseas_stock")
    hint =
        "Well-known shares have a name here. Give the ticker as symb and its exchange as excd (NAS, NYS, "
        "AMS, HKS, TSE, SHS, SZS, HSX, HNX) instead of stock_name.";
  return Error(Errc::unknown_symbol,
               "No instrument of " + std::string(category) + " is found for '" + shorten(wanted, 60) + "'.",
               std::move(hint));
}

}  // namespace kbroker::tools::compat
