// What people call stock indices.
#include "index_names.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "kbroker/base/text.hpp"

namespace kbroker::tools {

namespace {

struct Named {
  std::string_view name, code;  ///< the first name of a code is the one that is shown
};

constexpr auto korean = std::to_array<Named>({{"코스피", "KOSPI"},
                                              {"코스닥", "KOSDAQ"},
                                              {"코스피200", "KOSPI200"},
                                              {"코스피100", "KOSPI100"},
                                              {"코스피50", "KOSPI50"},
                                              {"KRX100", "KRX100"}});

// Codes of frgn_code.mst (kis.md section 11), and .DJI of KIS's own samples.
constexpr auto abroad = std::to_array<Named>({{"S&P500", "SPX"},
                                              {"SP500", "SPX"},
                                              {"에스앤피500", "SPX"},
                                              {"나스닥", "COMP"},
                                              {"나스닥종합", "COMP"},
                                              {"NASDAQ", "COMP"},
                                              {"NASDAQCOMPOSITE", "COMP"},
                                              {"나스닥100", "NDX"},
                                              {"NASDAQ100", "NDX"},
                                              {"다우존스", ".DJI"},
                                              {"다우", ".DJI"},
                                              {"DOW", ".DJI"},
                                              {"DOWJONES", ".DJI"},
                                              {"DJI", ".DJI"},
                                              {"필라델피아반도체", "SOX"},
                                              {"니케이225", "JP#NI225"},
                                              {"니케이", "JP#NI225"},
                                              {"닛케이", "JP#NI225"},
                                              {"NIKKEI", "JP#NI225"},
                                              {"NIKKEI225", "JP#NI225"},
                                              {"항셍", "HK#HS"},
                                              {"HANGSENG", "HK#HS"},
                                              {"HSI", "HK#HS"},
                                              {"홍콩H", "HSCE"},
                                              {"HSCEI", "HSCE"},
                                              {"상해종합", "SHANG"},
                                              {"상하이종합", "SHANG"},
                                              {"SHANGHAI", "SHANG"},
                                              {"SHANGHAICOMPOSITE", "SHANG"},
                                              {"대만가권", "TW#WT"},
                                              {"TAIEX", "TW#WT"},
                                              {"DAX", "GR#DAX"},
                                              {"닥스", "GR#DAX"},
                                              {"FTSE100", "GB#FTSE"},
                                              {"FTSE", "GB#FTSE"}});

std::optional<std::string_view> code_in(std::span<const Named> names, std::string_view wanted) {
  for (const auto& [name, code] : names)
    if (name == wanted || code == wanted) return code;
  return std::nullopt;
}

bool is_sector(std::string_view code) {
  return code.size() == 4 && code.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// One name of each index.
std::string known_names() {
  std::string names;
  std::string_view before;
  for (const std::span<const Named> list : {std::span<const Named>(korean), std::span<const Named>(abroad)})
    for (const auto& [name, code] : list) {
      if (code != before) names.append(names.empty() ? "" : ", ").append(name);
      before = code;
    }
  return names;
}

}  // namespace

std::string index_code(std::string_view name) {
  auto code = to_upper(name);
  std::erase_if(code, [](char c) { return c == ' ' || c == '-' || c == '_'; });
  for (const std::span<const Named> names : {std::span<const Named>(korean), std::span<const Named>(abroad)})
    if (const auto known = code_in(names, code)) return std::string(*known);
  return code;
}

std::string index_name(std::string_view code) {
  for (const std::span<const Named> names : {std::span<const Named>(korean), std::span<const Named>(abroad)})
    for (const auto& named : names)
      if (named.code == code) return std::string(named.name);
  return std::string(code);
}

Result<WantedIndex> wanted_index(const Services& services, std::string_view name) {
  auto code = index_code(name);
  if (code_in(abroad, code)) return WantedIndex{std::move(code), true};
  if (code_in(korean, code) || is_sector(code)) return WantedIndex{std::move(code), false};
  for (const auto& others : services.master.others()) {
    const auto* listed = others->find(code);
    if (!listed)
      if (const auto resolved = others->resolve(name, false)) listed = others->find(*resolved);
    if (listed && listed->kind == "index") return WantedIndex{listed->code, true};
    if (listed && listed->kind == "sector") return WantedIndex{listed->code, false};
  }
  if (is_ascii(code)) return WantedIndex{std::move(code), false};
  return Error(Errc::unknown_symbol,
               "No index is called " + std::string(name) + ". Known by name are " + known_names() + ".",
               "search_stocks finds the codes of sectors (0013) and of other indices.");
}

bool is_index(std::string_view wanted) {
  const auto code = index_code(wanted);
  const auto is_its_code = [&](const Named& named) { return named.code == code; };
  if (!std::ranges::any_of(korean, is_its_code) && !std::ranges::any_of(abroad, is_its_code)) return false;
  return to_upper(wanted) == code || !is_ascii(wanted);
}

}  // namespace kbroker::tools
