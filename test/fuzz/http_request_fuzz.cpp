// Feeds the request parser the same bytes whole, in pieces and for a second time: all must come to the same
// end.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../../lib/net/src/request_parser.hpp"

namespace {

using kbroker::net::http::RequestData;
using kbroker::net::http::RequestLimits;
using kbroker::net::http::RequestParser;
using Progress = RequestParser::Progress;

struct Outcome {
  Progress progress = Progress::more;
  std::string text;  ///< what handlers would see
  unsigned status = 0;
};

Outcome parse(RequestData& data, std::string_view bytes, std::size_t step) {
  RequestLimits limits;
  limits.header_bytes = 1024;
  limits.body_bytes = 2048;
  RequestParser parser(data, limits);
  Outcome outcome;
  std::string buffer;
  while (outcome.progress == Progress::more && !bytes.empty()) {
    buffer += bytes.substr(0, step);
    bytes.remove_prefix(std::min(step, bytes.size()));
    std::size_t consumed = 0;
    outcome.progress = parser.feed(buffer, consumed);
    if (consumed > buffer.size()) std::abort();
    buffer.erase(0, consumed);
  }
  if (outcome.progress == Progress::failed) {
    outcome.status = parser.error_status();
    if (outcome.status < 400 || outcome.status > 599 || parser.error_message().empty()) std::abort();
    if (parser.keep_connection()) std::abort();
  }
  if (outcome.progress == Progress::done) {
    if (data.body().size() > limits.body_bytes) std::abort();
    if (data.path().find('?') != std::string_view::npos) std::abort();
    outcome.text.append(data.method()).append(" ").append(data.path()).append("?").append(data.query());
    outcome.text.append(" ").append(data.header("host").value_or("")).append(" ").append(data.body());
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  RequestData fresh, used;
  const Outcome pieces = parse(fresh, bytes, 7);
  const Outcome whole = parse(used, bytes, std::max<std::size_t>(size, 1));
  // A head that was seen before is not parsed again.
  const Outcome again = parse(used, bytes, std::max<std::size_t>(size, 1));
  if (again.progress != whole.progress || again.text != whole.text || again.status != whole.status)
    std::abort();
  // Limits may be met at different moments, so only accepted requests are compared.
  if (whole.progress == Progress::done && pieces.progress == Progress::done && whole.text != pieces.text)
    std::abort();
  if (whole.progress == Progress::done && pieces.progress == Progress::failed && pieces.status == 400)
    std::abort();
  return 0;
}
