// Any requestState: only what was sealed for the same request opens, and it opens to what was sealed.
#include <cstdlib>

#include "../../lib/mcp/src/request_state.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker;
  using namespace kbroker::mcp;
  static const RequestStateSealer sealer("a key of no importance, long enough");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const WallTime now{std::chrono::seconds(1'800'000'000)};
  boost::json::object params;
  params.emplace("name", "tool");
  StateBinding binding;
  binding.method = "tools/call";
  binding.params = &params;
  if (sealer.open(text, now, binding)) std::abort();

  boost::json::object replies;
  replies.emplace("name", boost::json::object{{"size", size}});
  const auto state = sealer.seal(replies, now, binding);
  const auto opened = sealer.open(state, now, binding);
  if (!opened || *opened != replies) std::abort();
  binding.principal = text;
  if (!text.empty() && sealer.open(state, now, binding)) std::abort();
  return 0;
}
