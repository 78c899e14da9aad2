// The master file parser takes any bytes; the first one picks the market.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kbroker/base/text.hpp"
#include "kbroker/catalog/symbol_master.hpp"

using namespace kbroker::catalog;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto market = static_cast<Market>(data[0] % 3);
  const auto parsed = parse_master(market, {reinterpret_cast<const char*>(data) + 1, size - 1});
  if (!parsed) return 0;
  for (const auto& symbol : parsed->symbols)
    if (symbol.code.empty() || symbol.base_price < 0 || !kbroker::is_valid_utf8(symbol.name)) std::abort();
  const SymbolMaster master(parsed->symbols);
  if (!master.find(parsed->symbols.front().code)) std::abort();
  return 0;
}
