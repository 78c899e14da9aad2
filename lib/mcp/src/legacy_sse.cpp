// The session lives and dies with its stream; the tools it may use are chosen when it opens.
#include "legacy_sse.hpp"

#include "call_runner.hpp"
#include "http_rules.hpp"
#include "kbroker/base/codec.hpp"
#include "legacy_message.hpp"
#include "trace_id.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
using net::http::Request;
using net::http::Response;
using net::http::SseStream;

namespace {

RpcError bad_request(std::string text) {
  return RpcError(rpc_code::bad_request, std::move(text));
}

}  // namespace

template <class Serve>
asio::awaitable<Response> LegacySse::admit(const Request& request, std::string_view method,
                                           Serve serve) const {
  const auto& security = parts_->security;
  auto response = Response(204);
  Access access;
  access.refusal = security.check_origin(request);
  const bool preflight = request.method() == "OPTIONS";
  if (!preflight && !access.refusal && parts_->authorization.on())
    access = co_await parts_->authorization.check(request);
  if (access.refusal)
    response = std::move(*access.refusal);
  else if (preflight)
    response = security.preflight(request);
  else if (parts_->stopping)
    response = shutting_down();
  else if (request.method() != method)
    response = method_not_allowed(std::string(method) + ", OPTIONS");
  else
    response = serve(access.who);
  security.decorate(request, response);
  co_return response;
}

asio::awaitable<Response> LegacySse::open(const Request& request) const {
  // Newer clients post here first and take 405 as the sign to use this transport.
  return admit(request, "GET",
               [this, &request](const Identity& who) { return open_stream(request, who.principal); });
}

Response LegacySse::open_stream(const Request& request, std::string principal) const {
  if (!read_accept(request.header("accept")).sse)
    return rpc_failure(406, nullptr, bad_request("Accept must allow text/event-stream"));
  const auto chosen = choose_tools(request, *parts_, false);
  if (!chosen) return rpc_failure(400, nullptr, chosen.error());
  const auto place = parts_->principals.of(principal)->take_stream();
  if (!place) return too_many(nullptr, "open streams");
  auto session = parts_->sessions.create(SessionKind::http_sse, std::move(principal));
  if (!session) return rpc_failure(503, nullptr, bad_request("Too many open sessions: try again later"));
  session->choose_tools(chosen->filter);
  Response response(200);
  response.stream = SseStream::create();
  response.stream->send("/messages?sessionId=" + session->id(), "endpoint");
  session->attach(response.stream);
  response.stream->on_closed([weak = std::weak_ptr(parts_), id = session->id(), place] {
    if (auto parts = weak.lock()) parts->sessions.remove(id);
  });
  return response;
}

asio::awaitable<Response> LegacySse::post(const Request& request) const {
  return admit(request, "POST", [this, &request](const Identity& who) { return take(request, who); });
}

Response LegacySse::take(const Request& request, const Identity& who) const {
  if (!parts_->principals.admit_request(who.principal, parts_->clock.steady()))
    return too_many(nullptr, "requests");
  if (!is_json_content(request.header("content-type")))
    return rpc_failure(415, nullptr, bad_request("Content-Type must be application/json"));
  const auto id = query_value(request.query(), "sessionId");
  if (!id) return rpc_failure(400, nullptr, bad_request("sessionId is missing: open GET /sse first"));
  auto session = parts_->sessions.find(*id, SessionKind::http_sse, who.principal);
  if (!session)
    return rpc_failure(404, nullptr,
                       RpcError(rpc_code::session_not_found, "Session not found: open GET /sse again"));
  auto payload = parse_payload(request.body());
  if (!payload) return rpc_failure(400, nullptr, payload.error());

  Asked asked(std::move(*payload));
  const auto& message = asked.message;
  asked.span.emplace(parts_->clock, parts_->random, request.id(), message, &request);
  if (message.kind == MessageKind::invalid)
    return rpc_failure(400, message.id, invalid_request(message.problem));
  if (needed_scope(message, parts_->methods.registry()) > who.scope)
    return parts_->authorization.too_little(request);
  if (message.kind == MessageKind::request && message.method == "initialize") {
    const auto revision = Methods::negotiate(message);
    if (revision) session->negotiate(*revision, features_of_handshake(message));
    session->send(revision ? parts_->methods.initialized(message, *revision)
                           : error_text(message.id, revision.error()));
    return Response::text(202, "Accepted");
  }
  asked.caller.filter = session->tools();
  asked.request_id = request.id();
  asked.wishes.trace_id = TraceId(trace_of(message, &request));
  take_in_session(parts_, request.executor(), session, std::move(asked), [&] { return session->stream(); });
  return Response::text(202, "Accepted");
}

}  // namespace kbroker::mcp
