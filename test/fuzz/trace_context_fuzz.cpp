// Any traceparent: ids of the right size that lie inside the text, or nothing.
#include <cstdlib>

#include "kbroker/base/trace_context.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto context = kbroker::parse_traceparent(text);
  if (!context) return 0;
  if (context->trace_id.size() != 32 || context->parent_id.size() != 16 ||
      context->trace_id.data() != text.data() + 3 ||
      context->trace_id.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    std::abort();
  return 0;
}
