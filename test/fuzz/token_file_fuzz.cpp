// Any token file: what is read can be written and read again.
#include <cstdlib>

#include "kbroker/mcp/static_tokens.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker::mcp;
  const auto tokens = parse_tokens(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!tokens) return 0;
  std::string text;
  for (const auto& token : *tokens) text += to_line(token) + '\n';
  const auto again = parse_tokens(text);
  if (!again || *again != *tokens) std::abort();
  return 0;
}
