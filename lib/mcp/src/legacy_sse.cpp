// The session lives and dies with its stream; the tools it may use are chosen when it opens.
#include "legacy_sse.hpp"

#include "call_runner.hpp"
#include "http_rules.hpp"
#include "kbroker/base/codec.hpp"
#include "legacy_message.hpp"

namespace kbroker::mcp {

using net::http::Request;
using net::http::Response;
using net::http::SseStream;

namespace {

RpcError bad_request(std::string text) {
  return RpcError(rpc_code::bad_request, std::move(text));
}

}  // namespace

Response LegacySse::decorated(const Request& request, Response response) const {
  parts_->security.decorate(request, response);
  return response;
}

Response LegacySse::open(const Request& request) const {
  if (request.method() == "OPTIONS") {
    auto refusal = parts_->security.check_origin(request);
    return decorated(request, refusal ? std::move(*refusal) : parts_->security.preflight(request));
  }
  auto access = parts_->security.check(request);
  if (access.refusal) return decorated(request, std::move(*access.refusal));
  if (parts_->stopping) return shutting_down();
  // Newer clients post here first and take 405 as the sign to use this transport.
  if (request.method() != "GET") return decorated(request, method_not_allowed("GET, OPTIONS"));
  return decorated(request, open_stream(request, std::move(access.principal)));
}

Response LegacySse::open_stream(const Request& request, std::string principal) const {
  if (!read_accept(request.header("Accept")).sse)
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

Response LegacySse::post(const Request& request) const {
  if (request.method() == "OPTIONS") {
    auto refusal = parts_->security.check_origin(request);
    return decorated(request, refusal ? std::move(*refusal) : parts_->security.preflight(request));
  }
  auto access = parts_->security.check(request);
  if (access.refusal) return decorated(request, std::move(*access.refusal));
  if (parts_->stopping) return shutting_down();
  if (request.method() != "POST") return decorated(request, method_not_allowed("POST, OPTIONS"));
  return decorated(request, take(request, access.principal));
}

Response LegacySse::take(const Request& request, const std::string& principal) const {
  if (!parts_->principals.admit_request(principal, parts_->clock.steady()))
    return too_many(nullptr, "requests");
  if (!is_json_content(request.header("Content-Type")))
    return rpc_failure(415, nullptr, bad_request("Content-Type must be application/json"));
  const auto id = query_value(request.query(), "sessionId");
  if (!id) return rpc_failure(400, nullptr, bad_request("sessionId is missing: open GET /sse first"));
  auto session = parts_->sessions.find(*id, SessionKind::http_sse, principal);
  if (!session)
    return rpc_failure(404, nullptr,
                       RpcError(rpc_code::session_not_found, "Session not found: open GET /sse again"));
  auto payload = parse_payload(request.body());
  if (!payload) return rpc_failure(400, nullptr, payload.error());

  Asked asked(std::move(*payload));
  const auto& message = asked.message;
  if (message.kind == MessageKind::invalid)
    return rpc_failure(400, message.id, invalid_request(message.problem));
  if (message.kind == MessageKind::request && message.method == "initialize") {
    const auto revision = Methods::negotiate(message);
    if (revision) session->negotiate(*revision, features_of_handshake(message));
    session->send(revision ? parts_->methods.initialized(message, *revision)
                           : error_text(message.id, revision.error()));
    return Response::text(202, "Accepted");
  }
  asked.caller.filter = session->tools();
  asked.request_id = request.id();
  take_in_session(parts_, request.executor(), session, std::move(asked), [&] { return session->stream(); });
  return Response::text(202, "Accepted");
}

}  // namespace kbroker::mcp
