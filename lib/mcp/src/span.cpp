#include "span.hpp"

#include <string>

#include "json_members.hpp"
#include "kbroker/base/log.hpp"
#include "kbroker/base/text.hpp"
#include "trace_id.hpp"

namespace kbroker::mcp {

namespace {

constexpr std::size_t longest_name = 128, longest_state = 512;  // W3C Trace Context, 3.3.1.5

/// Half of a random id has the 16 digits of a span's.
std::string span_id(Random& random) {
  return random_id(random).substr(0, 16);
}

}  // namespace

struct Span::Data {
  Clock& clock;
  SteadyTime begun;
  std::uint64_t request;
  std::string id, trace, parent, state, method, name;
};

Span::Span(Clock& clock, Random& random, std::uint64_t request_id, const Message& message,
           const net::http::Request* request) {
  if (!log::enabled(log::Level::debug) || message.kind != MessageKind::request) return;
  const auto trace = trace_of(message, request);
  if (!trace.context) return;
  data_ = std::make_unique<Data>(
      Data{clock, clock.steady(), request_id, span_id(random), std::string(trace.context->trace_id),
           std::string(trace.context->parent_id), shorten(trace.state, longest_state),
           shorten(message.method, longest_name),
           message.params ? shorten(text_at(*message.params, "name"), longest_name) : std::string()});
}

Span::Span(Span&&) noexcept = default;

Span::~Span() {
  if (!data_) return;
  const auto& span = *data_;
  log::debug("mcp.span", "a request of the caller's trace ended",
             {{"request", span.request},
              {"trace", span.trace},
              {"span", span.id},
              {"parent", span.parent},
              {"tracestate", span.state},
              {"method", span.method},
              {"name", span.name},
              {"ms", std::chrono::duration<double, std::milli>(span.clock.steady() - span.begun).count()}});
}

}  // namespace kbroker::mcp
