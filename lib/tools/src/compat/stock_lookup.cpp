#include "stock_lookup.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "kbroker/base/text.hpp"
#include "kbroker/catalog/foreign_instruments.hpp"

namespace kbroker::tools::compat {

namespace {

constexpr std::size_t candidates = 5;

bool listed_in_korea(std::string_view category) {
  return category == "domestic_stock" || category == "etfetn" || category == "elw";
}

/// The kinds of the other master files that a category is about; empty for shares and funds.
std::span<const std::string_view> kinds_of(std::string_view category) {
  static constexpr std::string_view elw[] = {"elw"}, bonds[] = {"bond"}, derivatives[] = {"future", "option"},
                                    foreign[] = {"overseas future", "overseas option"};
  if (category == "elw") return elw;
  if (category == "domestic_bond") return bonds;
  if (category == "domestic_futureoption") return derivatives;
  if (category == "overseas_futureoption") return foreign;
  return {};
}

bool is_of(const catalog::Symbol& symbol, std::span<const std::string_view> kinds) {
  return std::ranges::find(kinds, symbol.kind) != kinds.end();
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

/// Bonds, ELW, futures and options have one market each: no exchange.
FoundStock describe_other(const catalog::Symbol& symbol, std::string match) {
  return {symbol.code, symbol.name, {}, std::move(match)};
}

std::vector<FoundStock> find_others(const Services& services, std::span<const std::string_view> kinds,
                                    std::string_view wanted) {
  if (kinds.empty()) return {};
  // A list may hold other kinds, too.
  constexpr std::size_t searched = 50;
  const auto masters = services.master.others();
  std::vector<catalog::Match> matches;
  for (const auto& master : masters)
    std::ranges::copy_if(master->search(wanted, searched), std::back_inserter(matches),
                         [&](const catalog::Match& match) { return is_of(*match.symbol, kinds); });
  std::ranges::sort(matches, [](const catalog::Match& a, const catalog::Match& b) {
    return a.score != b.score ? a.score > b.score : a.symbol->code < b.symbol->code;
  });
  // A contract may stand in the lists of the day and of the night.
  const auto code = [](const catalog::Match& match) -> const std::string& { return match.symbol->code; };
  const auto [twice, end] = std::ranges::unique(matches, {}, code);
  matches.erase(twice, end);
  if (matches.size() > candidates) matches.resize(candidates);
  std::vector<FoundStock> found;
  found.reserve(matches.size());
  for (const auto& match : matches) found.push_back(describe_other(*match.symbol, match_type(match, wanted)));
  return found;
}

/// By its code or a name that only it has; nothing otherwise.
std::optional<FoundStock> other_meant(const Services& services, std::span<const std::string_view> kinds,
                                      std::string_view wanted) {
  if (kinds.empty()) return std::nullopt;
  for (const auto& master : services.master.others()) {
    const auto code = master->resolve(wanted, false);
    if (code.has_error()) continue;
    if (const auto* symbol = master->find(*code); is_of(*symbol, kinds)) return describe_other(*symbol, {});
  }
  return std::nullopt;
}

/// A name that fits several, or a mistyped one, is not what is meant: the caller chooses.
Error not_exactly(std::string_view wanted, const std::vector<FoundStock>& found) {
  std::string hint = "Did you mean ";
  for (const auto& one : found)
    hint += (&one == &found.front() ? "" : ", ") + one.name + "(" + one.code + ")";
  return Error(Errc::unknown_symbol, "No instrument is called exactly '" + shorten(wanted, 60) + "'.",
               hint + "? Repeat with the code.");
}

}  // namespace

std::vector<FoundStock> find_stocks(const Services& services, std::string_view category,
                                    std::string_view wanted) {
  auto found = find_others(services, kinds_of(category), wanted);
  if (!found.empty()) return found;
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
  const auto kinds = kinds_of(category);
  if (listed_in_korea(category)) {
    // The APIs of ELW take the code of the share that they are written on, too.
    const auto master = services.master.current();
    const auto code = master->resolve(wanted, true);
    if (code) {
      const auto* symbol = master->find(*code);
      return symbol ? describe(*symbol, {}) : FoundStock{*code, *code, {}, {}};
    }
    if (auto other = other_meant(services, kinds, wanted)) return std::move(*other);
    return code.error();
  }
  if (auto other = other_meant(services, kinds, wanted)) return std::move(*other);
  auto found = find_stocks(services, category, wanted);
  if (!found.empty() && !kinds.empty()) return not_exactly(wanted, found);
  if (!found.empty()) return std::move(found.front());
  return not_listed(category, wanted);
}

Error not_listed(std::string_view category, std::string_view wanted) {
  std::string hint = "Check the spelling, try a part of the name, or give the code itself.";
  if (category == "overseas_stock")
    hint =
        "Well-known shares have a name here. Give the ticker as symb and its exchange as excd (NAS, NYS, "
        "AMS, HKS, TSE, SHS, SZS, HSX, HNX) instead of stock_name.";
  return Error(Errc::unknown_symbol,
               "No instrument of " + std::string(category) + " is found for '" + shorten(wanted, 60) + "'.",
               std::move(hint));
}

}  // namespace kbroker::tools::compat
