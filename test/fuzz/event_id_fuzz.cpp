// Any Last-Event-ID: what is accepted is what we would have written, and resuming after it stays in bounds.
#include <cstdlib>

#include "../../lib/mcp/src/session_streams.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker::mcp;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto id = parse_event_id(text);
  if (!id) return 0;
  if (to_text(*id) != text) std::abort();
  SessionStreams streams(100, std::make_shared<ReplayBudget>(100));
  const auto number = streams.open(kbroker::net::http::SseStream::create());
  streams.send(number, "one");
  streams.send(number, "two");
  const bool resumed = streams.resume(*id, kbroker::net::http::SseStream::create());
  if (resumed != (id->stream == number && id->event <= 2)) std::abort();
  return 0;
}
