// The parser of the other master files takes any bytes; the first one picks the file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kbroker/base/text.hpp"
#include "kbroker/catalog/other_masters.hpp"

using namespace kbroker::catalog;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto masters = other_masters();
  const auto& master = masters[data[0] % masters.size()];
  const auto parsed = parse_other_master(master, {reinterpret_cast<const char*>(data) + 1, size - 1});
  if (!parsed) return 0;
  for (const auto& symbol : parsed->symbols)
    if (symbol.code.empty() || symbol.name.empty() || !kbroker::is_valid_utf8(symbol.name)) std::abort();
  const SymbolMaster searched(parsed->symbols);
  if (!searched.find(parsed->symbols.front().code)) std::abort();
  return 0;
}
