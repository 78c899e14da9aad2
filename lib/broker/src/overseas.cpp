// The overseas exchanges, and the ways people write an instrument there.
#include "kbroker/broker/overseas.hpp"

#include <algorithm>
#include <array>

#include "kbroker/base/text.hpp"

namespace kbroker::broker {

namespace {

constexpr auto exchanges = std::to_array<OverseasExchange>({{"NASDAQ", "US", "USD", "O", -5},
                                                            {"NYSE", "US", "USD", "N", -5},
                                                            {"AMEX", "US", "USD", "", -5},
                                                            {"TSE", "JP", "JPY", "T", 9},
                                                            {"HKEX", "HK", "HKD", "HK", 8},
                                                            {"SSE", "CN", "CNY", "SS SH", 8},
                                                            {"SZSE", "CN", "CNY", "SZ", 8},
                                                            {"HNX", "VN", "VND", "HN", 7},
                                                            {"HOSE", "VN", "VND", "VN HM", 7}});

/// Other names of the exchanges, and those brokers use.
constexpr auto aliases = std::to_array<std::pair<std::string_view, std::string_view>>({{"NAS", "NASDAQ"},
                                                                                       {"NASD", "NASDAQ"},
                                                                                       {"NYS", "NYSE"},
                                                                                       {"AMS", "AMEX"},
                                                                                       {"TYO", "TSE"},
                                                                                       {"TKSE", "TSE"},
                                                                                       {"JP", "TSE"},
                                                                                       {"HK", "HKEX"},
                                                                                       {"HKG", "HKEX"},
                                                                                       {"HKS", "HKEX"},
                                                                                       {"SEHK", "HKEX"},
                                                                                       {"SHA", "SSE"},
                                                                                       {"SHS", "SSE"},
                                                                                       {"SHE", "SZSE"},
                                                                                       {"SZS", "SZSE"},
                                                                                       {"HSX", "HOSE"}});

const OverseasExchange* by_name(std::string_view name) {
  for (const auto& [alias, meant] : aliases)
    if (alias == name) name = meant;
  const auto found = std::ranges::find(exchanges, name, &OverseasExchange::name);
  return found == exchanges.end() ? nullptr : &*found;
}

const OverseasExchange* by_suffix(std::string_view suffix) {
  for (const auto& exchange : exchanges) {
    auto rest = exchange.suffixes;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(' '), rest.size());
      if (rest.substr(0, end) == suffix) return &exchange;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return nullptr;
}

/// A ticker of the United States and the letter of its class: "BRK.B", "BRK-B", "BRK/B". So ".A" and ".B" are
/// classes, never exchanges.
bool has_class(std::string_view symbol) {
  if (symbol.size() < 3 || symbol.size() > 7) return false;
  const auto mark = symbol[symbol.size() - 2];
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  return (mark == '.' || mark == '-' || mark == '/') && is_letter(symbol.back()) &&
         std::ranges::all_of(symbol.substr(0, symbol.size() - 2), is_letter);
}

bool is_symbol(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/';
  };
  return !text.empty() && text.size() <= 12 && std::ranges::all_of(text, fits);
}

}  // namespace

std::span<const OverseasExchange> overseas_exchanges() {
  return exchanges;
}

std::string OverseasCode::text() const {
  return std::string(exchange ? exchange->name : "US") + ":" + symbol;
}

std::optional<OverseasCode> parse_overseas(std::string_view text) {
  const auto upper = to_upper(trim(text));
  const std::string_view whole(upper);
  OverseasCode code;
  bool american = false;
  if (const auto colon = whole.find(':'); colon != std::string_view::npos) {
    code.symbol = whole.substr(colon + 1);
    american = whole.substr(0, colon) == "US";
    code.exchange = by_name(whole.substr(0, colon));
  } else if (const auto dot = whole.rfind('.'); dot != std::string_view::npos) {
    code.symbol = whole.substr(0, dot);
    american = whole.substr(dot + 1) == "US";
    code.exchange = by_suffix(whole.substr(dot + 1));
  }
  if (!code.exchange && !american && has_class(whole)) {
    code.symbol = whole;
    american = true;
  }
  if ((!code.exchange && !american) || !is_symbol(code.symbol)) return std::nullopt;
  if ((american || code.exchange->country == "US") && has_class(code.symbol))
    code.symbol[code.symbol.size() - 2] = '/';
  if (code.exchange && code.exchange->name == "HKEX" && code.symbol.size() < 5)
    code.symbol.insert(0, 5 - code.symbol.size(), '0');
  return code;
}

bool is_meant(std::string_view code, std::string_view asked) {
  if (asked.empty() || code == asked) return true;
  const auto of_code = parse_overseas(code), of_asked = parse_overseas(asked);
  return of_code && of_asked && !of_asked->exchange && of_code->exchange &&
         of_code->exchange->country == "US" && of_code->symbol == of_asked->symbol;
}

}  // namespace kbroker::broker
