// The branches of the better known shares, roughly as the exchange groups them. For demonstration only.
#include "sectors.hpp"

#include <array>
#include <string>

namespace kbroker::sim {

namespace {

struct Sector {
  std::string_view name;
  /// Codes of common shares, apart by blanks.
  std::string_view codes;
};

constexpr auto sectors = std::to_array<Sector>({
    {"전기·전자", "005930 000660 373220 006400 009150 066570 011070 267260 010120 361610 247540 066970"},
    {"운송장비·부품", "005380 000270 012330 329180 042660 009540 010140 012450 047810 064350 079550 272210"},
    {"제약",
     "207940 068270 326030 302440 000100 128940 196170 000250 141080 298380 087010 145020 214450 068760"},
    {"금융",
     "105560 055550 086790 138040 316140 402340 024110 323410 071050 029780 034730 003550 001040 078930 "
     "000880 006260 000150 180640 086520"},
    {"보험", "032830 000810"},
    {"증권", "006800 039490 005940 016360"},
    {"IT 서비스", "035420 035720 259960 018260 377300 036570 251270 462870 293490 263750 112040 078340"},
    {"화학", "051910 011790 051900 090430 011170 009830 096770 010950 278470 161390 003670 005290 357780"},
    {"금속", "005490 010130 004020"},
    {"기계·장비", "034020 042700 241560 454910 112610 277810 403870 240810 039030 108490"},
    {"유통", "028260 047050 023530 139480 004170 257720"},
    {"음식료·담배", "033780 271560 097950 003230 004370 000080"},
    {"오락·문화", "352820 035900 041510 122870 035760 253450"},
    {"운송·창고", "011200 003490 086280"},
    {"통신", "017670 030200 032640"},
    {"건설", "000720 006360"},
    {"전기·가스", "015760"},
});

}  // namespace

std::string_view sector_of(const catalog::Symbol& symbol) {
  if (symbol.kind != "ST" || symbol.code.size() != 6) return {};
  // A preferred share has the code of its common share but for the last character.
  const auto common = symbol.code.substr(0, 5) + "0";
  for (const auto& sector : sectors)
    if (sector.codes.find(common) != std::string_view::npos) return sector.name;
  return {};
}

}  // namespace kbroker::sim
