// Reads a master file: cp949, one instrument a line, variable head and fixed tail.
#include <algorithm>
#include <charconv>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/catalog/symbol_master.hpp"
#include "master_layout.hpp"

namespace kbroker::catalog {

namespace {

bool is_code_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

bool is_alphanumeric(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_code_character);
}

/// Digits padded with blanks or zeros; a blank field is zero.
std::optional<std::int64_t> number(std::string_view field) {
  field = trim(field);
  if (field.empty()) return 0;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc{} || end != field.data() + field.size() || value < 0) return std::nullopt;
  return value;
}

/// One line without its name; nothing when it is malformed.
std::optional<Symbol> parse_line(Market market, std::string_view line, std::string_view& name) {
  const auto layout = tail_layout(market);
  constexpr auto name_start = HeadLayout::code + HeadLayout::isin;
  if (line.size() <= name_start + layout.length) return std::nullopt;
  const auto tail = line.substr(line.size() - layout.length);
  name = trim(line.substr(name_start, line.size() - layout.length - name_start));

  Symbol symbol;
  symbol.market = market;
  symbol.code = trim(line.substr(0, HeadLayout::code));
  symbol.isin = trim(line.substr(HeadLayout::code, HeadLayout::isin));
  symbol.kind = trim(tail.substr(0, TailLayout::group_width));
  const auto price = number(tail.substr(layout.base_price, TailLayout::price_width));
  const auto cap = number(tail.substr(layout.market_cap, TailLayout::cap_width));
  if (name.empty() || !is_alphanumeric(symbol.code) || !is_alphanumeric(symbol.isin) ||
      !is_alphanumeric(symbol.kind) || !price || !cap)
    return std::nullopt;
  symbol.base_price = *price;
  symbol.market_cap_100m = *cap;
  symbol.halted = tail[layout.halted] == 'Y';
  return symbol;
}

}  // namespace

Result<ParsedMaster> parse_master(Market market, std::string_view bytes) {
  ParsedMaster parsed;
  // All names go through one conversion, separated by line feeds, which no cp949 character contains:
  // opening a converter for every line costs more than the rest of the parsing.
  std::string names;
  for (std::size_t start = 0; start < bytes.size();) {
    const auto end = std::min(bytes.find('\n', start), bytes.size());
    auto line = bytes.substr(start, end - start);
    start = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    std::string_view name;
    if (auto symbol = parse_line(market, line, name)) {
      parsed.symbols.push_back(std::move(*symbol));
      names.append(name).push_back('\n');
    } else {
      ++parsed.skipped;
    }
  }
  if (parsed.symbols.empty())
    return Error(Errc::broker_error,
                 "the " + std::string(to_string(market)) + " master file has no readable line (" +
                     std::to_string(bytes.size()) + " bytes, " + std::to_string(parsed.skipped) +
                     " lines skipped)",
                 "Keep the previous list and download the file again later.");
  const auto text = cp949_to_utf8(names);
  const auto parts = split(text, '\n');
  for (std::size_t i = 0; i < parsed.symbols.size(); ++i) parsed.symbols[i].name = trim(parts.at(i));
  return parsed;
}

}  // namespace kbroker::catalog
