// The ZIP reader takes any bytes and never returns more than its limit.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kbroker/catalog/symbol_master.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t limit = 1 << 16;
  const auto file = kbroker::catalog::unzip_single({reinterpret_cast<const char*>(data), size}, limit);
  if (file && file->size() > limit) std::abort();
  return 0;
}
