// Reads the master files beside those of Korean shares: cp949, one instrument a line.
#include "kbroker/catalog/other_masters.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "derivative_name.hpp"
#include "embedded_data.hpp"
#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

using Layout = OtherMaster::Layout;

constexpr OtherMaster overseas(std::string_view file, std::string_view exchange) {
  return {file, "stock", Layout::tabs, exchange};
}

constexpr OtherMaster derivatives(std::string_view file) {
  return {file, "future", Layout::bars};
}

// Short code 9, standard code 12 and name 40 bytes is the head of most files.
constexpr auto masters = std::to_array<OtherMaster>(
    {overseas("nasmst.cod.zip", "NASDAQ"),
     overseas("nysmst.cod.zip", "NYSE"),
     overseas("amsmst.cod.zip", "AMEX"),
     overseas("tsemst.cod.zip", "TSE"),
     overseas("hksmst.cod.zip", "HKEX"),
     overseas("shsmst.cod.zip", "SSE"),
     overseas("shimst.cod.zip", "SSE"),
     overseas("szsmst.cod.zip", "SZSE"),
     overseas("szimst.cod.zip", "SZSE"),
     overseas("hnxmst.cod.zip", "HNX"),
     overseas("hsxmst.cod.zip", "HOSE"),
     {"frgn_code.mst.zip", "index", Layout::world},
     {"elw_code.mst.zip", "elw", Layout::fixed, {}, {0, 9}, {9, 12}, {21, 40}},
     {"bond_code.mst.zip", "bond", Layout::fixed, {}, {4, 12}, {4, 12}, {16, 40}},
     derivatives("fo_idx_code_mts.mst.zip"),
     derivatives("fo_stk_code_mts.mst.zip"),
     {"fo_com_code.mst.zip", "future", Layout::fixed, {}, {2, 9}, {11, 12}, {23, 40}, {76, 40}},
     {"ffcode.mst.zip", "overseas future", Layout::fixed, {}, {0, 32}, {}, {82, 50}},
     {"focode.mst.zip", "overseas option", Layout::fixed, {}, {0, 32}, {}, {82, 50}},
     {"idxcode.mst.zip", "sector", Layout::fixed, {}, {1, 4}, {}, {5, 40}},
     {"theme_code.mst.zip", "theme", Layout::fixed, {}, {0, 3}, {}, {3, 40}},
     {"memcode.mst", "member firm", Layout::fixed, {}, {0, 5}, {}, {5, 20}},
     // The night session: contracts that the list of the day has, too.
     {"fo_cme_code.mst.zip", "future", Layout::fixed, {}, {1, 9}, {10, 12}, {22, 40}, {81, 40}},
     {"fo_eurex_code.mst.zip", "future", Layout::fixed, {}, {1, 9}, {10, 12}, {22, 40}, {81, 40}}});

/// The fields of a line as they are, names in cp949.
struct Line {
  std::string_view code, isin, name, english, underlying, kind;
};

std::string_view part(std::string_view line, Column column) {
  if (column.start >= line.size()) return {};
  return trim(line.substr(column.start, column.width));
}

/// 1 index, 2 share, 3 fund, 4 warrant.
std::string_view security(std::string_view type) {
  if (type == "1") return "index";
  if (type == "3") return "etf";
  return type == "4" ? "warrant" : "stock";
}

/// Class letters of frgn_code.mst: W and P indices, X currencies, F and C futures, B, L and R interest rates.
std::string_view world_kind(char letter) {
  switch (letter) {
    case 'X':
      return "currency";
    case 'B':
    case 'L':
    case 'R':
      return "interest rate";
    case 'C':
      return "commodity";
    case 'F':
      return "overseas future";
    case 'M':
      return "semiconductor";
    default:
      return "index";
  }
}

/// Shares, which the files of their exchanges list with the exchange before the code.
bool is_listed_elsewhere(const OtherMaster& master, std::string_view line) {
  constexpr std::string_view shares = "QHDG";
  return master.layout == Layout::world && !line.empty() && shares.find(line[0]) != std::string_view::npos;
}

/// Class 1, symbol 10, English name 39, Korean name 40 bytes; the English name of a currency has 29.
Line world_line(std::string_view line) {
  const std::size_t english = line.starts_with('X') ? 29 : 39;
  return {part(line, {1, 10}),       {}, part(line, {11 + english, 40}),
          part(line, {11, english}), {}, world_kind(line[0])};
}

std::optional<Line> fields_of(const OtherMaster& master, std::string_view line) {
  if (master.layout == Layout::fixed)
    return Line{part(line, master.code),       part(line, master.isin),
                part(line, master.name),       {},
                part(line, master.underlying), master.kind};
  if (master.layout == Layout::world) return world_line(line);
  const auto fields = split(line, master.layout == Layout::tabs ? '\t' : '|');
  if (master.layout == Layout::tabs) {
    if (fields.size() < 9) return std::nullopt;
    return Line{trim(fields[4]), {}, trim(fields[6]), trim(fields[7]), {}, security(trim(fields[8]))};
  }
  if (fields.size() < 4) return std::nullopt;
  const auto underlying = fields.size() < 9 ? std::string_view() : trim(fields[8]);
  return Line{trim(fields[1]), trim(fields[2]), trim(fields[3]), {}, underlying, master.kind};
}

bool is_code(std::string_view text) {
  const auto printable = [](char c) { return c > ' ' && c < '\x7F'; };
  return !text.empty() && std::ranges::all_of(text, printable);
}

}  // namespace

std::span<const OtherMaster> other_masters() {
  return masters;
}

Result<ParsedMaster> parse_other_master(const OtherMaster& master, std::string_view bytes) {
  ParsedMaster parsed;
  std::set<std::string, std::less<>> seen;
  // All names go through one conversion, as in parse_master().
  std::string names;
  for (std::size_t start = 0; start < bytes.size();) {
    const auto end = std::min(bytes.find('\n', start), bytes.size());
    const auto text = bytes.substr(start, end - start);
    start = end + 1;
    if (trim(text).empty() || is_listed_elsewhere(master, text)) continue;
    const auto line = fields_of(master, text);
    const bool named = line && (!line->name.empty() || !line->english.empty());
    if (!named || !is_code(line->code) || line->code.size() > 32) {
      ++parsed.skipped;
      continue;
    }
    Symbol symbol;
    symbol.code = master.exchange.empty() ? "" : std::string(master.exchange) + ":";
    symbol.code += line->code;
    symbol.isin = is_code(line->isin) ? line->isin : "";
    symbol.kind = line->kind;
    if (!seen.insert(symbol.code).second) continue;
    parsed.symbols.push_back(std::move(symbol));
    for (const auto name : {line->name, line->english, line->underlying}) names.append(name).push_back('\n');
  }
  if (parsed.symbols.empty())
    return Error(Errc::broker_error,
                 "the master file " + std::string(master.file) + " has no readable line (" +
                     std::to_string(bytes.size()) + " bytes, " + std::to_string(parsed.skipped) +
                     " lines skipped)",
                 "Keep the previous list and download the file again later.");
  const auto text = cp949_to_utf8(names);
  const auto parts = split(text, '\n');
  for (std::size_t i = 0; i < parsed.symbols.size(); ++i) {
    auto& symbol = parsed.symbols[i];
    symbol.name = trim(parts.at(3 * i));
    symbol.english_name = trim(parts.at(3 * i + 1));
    if (symbol.kind == "future")
      if (auto read = read_derivative_name(symbol.name, trim(parts.at(3 * i + 2)))) {
        symbol.name = std::move(read->korean);
        symbol.english_name = std::move(read->english);
        symbol.kind = read->kind;
      }
    if (symbol.name.empty()) symbol.name = symbol.english_name;
  }
  return parsed;
}

std::vector<Symbol> sample_other_symbols() {
  std::vector<Symbol> symbols;
  for (const auto row : split(embedded::sample_others, '\n')) {
    const auto fields = split(row, '\t');
    if (row.starts_with('#') || fields.size() < 3) continue;
    Symbol symbol;
    symbol.kind = fields[0];
    symbol.code = fields[1];
    symbol.name = fields[2];
    if (fields.size() > 3) symbol.english_name = fields[3];
    symbols.push_back(std::move(symbol));
  }
  return symbols;
}

}  // namespace kbroker::catalog
