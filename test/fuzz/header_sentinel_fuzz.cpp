// Any header value: what is decoded is UTF-8 or plain, and equals itself.
#include <cstdlib>

#include "../../lib/mcp/src/header_sentinel.hpp"
#include "kbroker/base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker;
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  const auto decoded = mcp::decode_header_value(value);
  if (!decoded) {
    if (mcp::header_value_equals(value, value)) std::abort();
    return 0;
  }
  if (!is_valid_utf8(*decoded) || !mcp::header_value_equals(value, *decoded)) std::abort();
  return 0;
}
