// Writes requests to the log, around the handlers.
#include "request_log.hpp"

#include <chrono>
#include <utility>

#include "kbroker/base/log.hpp"
#include "kbroker/base/trace_context.hpp"

namespace kbroker::daemon {

namespace asio = boost::asio;
namespace http = net::http;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view session_header = "Mcp-Session-Id", session_parameter = "sessionId=";

/// The session a request belongs to, or the one that its answer opens.
std::string_view session_of(const http::Request& request, const http::Response& response) {
  if (const auto sent = request.header(session_header)) return *sent;
  if (const auto at = request.query().find(session_parameter); at != std::string_view::npos)
    return request.query().substr(at + session_parameter.size());
  for (const auto& [name, value] : response.headers)
    if (name == session_header) return value;
  return {};
}

/// The caller's trace; empty without one.
std::string_view trace_of(const http::Request& request) {
  const auto sent = request.header("traceparent");
  const auto context = sent ? parse_traceparent(*sent) : std::nullopt;
  return context ? context->trace_id : std::string_view();
}

void write(const http::Request& request, const http::Response& response, Clock::duration taken) {
  log::debug("http.request", "request answered",
             {{"request", request.id()},
              {"trace", trace_of(request)},
              {"session", session_of(request, response).substr(0, 8)},
              {"client", request.remote_address()},
              {"method", request.method()},
              {"path", request.path()},
              {"status", response.status},
              {"stream", response.stream != nullptr},
              {"ms", std::chrono::duration<double, std::milli>(taken).count()}});
}

asio::awaitable<http::Response> logged(http::Request& request, Clock::time_point begun,
                                       asio::awaitable<http::Response> later) {
  auto response = co_await std::move(later);
  write(request, response, Clock::now() - begun);
  co_return response;
}

http::Answer handle(const http::Handler& handler, http::Request& request) {
  const auto begun = Clock::now();
  auto answer = handler(request);
  const auto* response = answer.ready();
  if (!response) return logged(request, begun, std::move(answer).later());
  write(request, *response, Clock::now() - begun);
  return answer;
}

}  // namespace

std::vector<http::Route> with_request_log(std::vector<http::Route> routes) {
  if (!log::enabled(log::Level::debug)) return routes;
  for (auto& route : routes)
    route.handler = [inner = std::move(route.handler)](http::Request& request) {
      return handle(inner, request);
    };
  return routes;
}

}  // namespace kbroker::daemon
