// Whatever is sent as an event comes out of a reader of server-sent events as one event with the same lines.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kbroker/net/sse_stream.hpp"

namespace {

/// The WHATWG reader, for one event: every line break becomes "\n".
std::string normalised(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      out += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const auto first = std::min(input.find('|'), input.size());
  const auto second = std::min(input.find('|', first + 1), input.size());
  const auto event = input.substr(0, first);
  const auto id = first < size ? input.substr(first + 1, second - first - 1) : std::string_view{};
  const auto data = second < size ? input.substr(second + 1) : std::string_view{};

  const std::string framed = kbroker::net::http::format_sse_event(data, event, id);
  std::string read_data;
  int data_lines = 0, events = 0, ids = 0;
  std::string_view rest = framed;
  bool dispatched = false;
  while (!rest.empty()) {
    if (dispatched) std::abort();  // nothing may follow the blank line
    const auto end = rest.find('\n');
    if (end == rest.npos) std::abort();
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line.find('\r') != line.npos) std::abort();
    if (line.empty()) {
      dispatched = true;
    } else if (line.starts_with("data: ")) {
      if (data_lines++) read_data += '\n';
      read_data += line.substr(6);
    } else if (line.starts_with("event: ")) {
      ++events;
    } else if (line.starts_with("id: ")) {
      ++ids;
    } else {
      std::abort();
    }
  }
  if (!dispatched || read_data != normalised(data)) std::abort();
  if (events > (event.empty() ? 0 : 1) || ids > (id.empty() ? 0 : 1)) std::abort();
  return 0;
}
