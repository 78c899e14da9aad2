// Any session file: what is read can be written and read again.
#include <cstdlib>

#include "../../lib/mcp/src/saved_session.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker::mcp;
  const auto sessions = parse_sessions(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!sessions) return 0;
  const auto text = to_text(*sessions);
  const auto again = parse_sessions(text);
  if (!again || to_text(*again) != text) std::abort();
  return 0;
}
