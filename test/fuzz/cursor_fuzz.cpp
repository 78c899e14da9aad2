// Any cursor: only what was signed is accepted.
#include <cstdlib>

#include "../../lib/mcp/src/cursor.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker;
  static SeededRandom random(1);
  static const mcp::CursorSigner cursors(random);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto offset = cursors.verify("tools", text);
  if (offset && cursors.sign("tools", *offset) != text) std::abort();
  const auto signed_one = cursors.sign(text, size);
  if (cursors.verify(text, signed_one) != size) std::abort();
  return 0;
}
