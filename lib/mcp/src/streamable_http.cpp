// Checks in the order of mcp.md 1.5; what a method does is not decided here.
#include "streamable_http.hpp"

#include <boost/json/array.hpp>

#include "batch.hpp"
#include "kbroker/base/text.hpp"
#include "legacy_message.hpp"

namespace kbroker::mcp {

namespace json = boost::json;
using net::http::SseStream;

namespace {

constexpr std::string_view allow = "GET, POST, DELETE, OPTIONS";

RpcError bad_request(std::string text) {
  return RpcError(rpc_code::bad_request, std::move(text));
}

/// The session a request belongs to, or why there is none.
struct Found {
  std::shared_ptr<LegacySession> session;
  unsigned status = 200;
  RpcError error;
};

Found find_session(ServerParts& parts, const net::http::Request& request, const std::string& principal) {
  Found found;
  const auto id = request.header("mcp-session-id");
  if (!id) {
    found.status = 400;
    found.error = bad_request("Mcp-Session-Id is missing: begin with initialize");
    return found;
  }
  found.session = parts.sessions.find(*id, SessionKind::streamable_http, principal);
  if (!found.session) {
    found.status = 404;
    found.error = RpcError(rpc_code::session_not_found, "Session not found: begin again with initialize");
    return found;
  }
  const auto version = request.header("mcp-protocol-version");
  const auto revision = version ? parse_revision(*version) : std::nullopt;
  if (version && (!revision || is_modern(*revision))) {
    found.session.reset();
    found.status = 400;
    found.error = bad_request("Unsupported MCP-Protocol-Version in a session: " + shorten(*version, 64));
  }
  return found;
}

/// A client of the modern era asking for what only sessions have (mcp.md A-10).
bool modern_without_session(const net::http::Request& request) {
  const auto version = request.header("mcp-protocol-version");
  if (!version || request.header("mcp-session-id")) return false;
  const auto revision = parse_revision(*version);
  return revision && is_modern(*revision);
}

}  // namespace

// Plain functions where nothing waits: each coroutine costs an allocation on the way to a cached answer.

StreamableHttp::Answer StreamableHttp::handle(Request& request) const {
  const auto& security = parts_->security;
  if (request.method() == "OPTIONS") {
    auto refusal = security.check_origin(request);
    return decorated(request, refusal ? std::move(*refusal) : security.preflight(request));
  }
  if (auto refusal = security.check_origin(request)) return decorated(request, std::move(*refusal));
  if (parts_->authorization.on()) return decorated(request, authorized(request));
  if (security.decorates(request)) return decorated(request, route(request, Identity()));
  return route(request, Identity());
}

StreamableHttp::Answer StreamableHttp::decorated(Request& request, Answer answer) const {
  auto* response = answer.ready();
  if (!response) return decorated_later(request, std::move(answer).later());
  parts_->security.decorate(request, *response);
  return answer;
}

StreamableHttp::Later StreamableHttp::decorated_later(Request& request, Later later) const {
  auto response = co_await std::move(later);
  parts_->security.decorate(request, response);
  co_return response;
}

StreamableHttp::Later StreamableHttp::authorized(Request& request) const {
  auto access = co_await parts_->authorization.check(request);
  if (access.refusal) co_return std::move(*access.refusal);
  auto answer = route(request, std::move(access.who));
  co_return co_await std::move(answer).later();
}

StreamableHttp::Answer StreamableHttp::route(Request& request, Identity who) const {
  if (parts_->stopping) return shutting_down();
  if (!parts_->principals.admit_request(who.principal, parts_->clock.steady()))
    return too_many(nullptr, "requests");
  if (request.method() == "POST") return post(request, std::move(who));
  if (request.method() == "GET") return get(request, who.principal);
  if (request.method() == "DELETE") return del(request, who.principal);
  return method_not_allowed(allow);
}

StreamableHttp::Answer StreamableHttp::post(Request& request, Identity who) const {
  if (!is_json_content(request.header("content-type")))
    return rpc_failure(415, nullptr, bad_request("Content-Type must be application/json"));
  const auto accepts = read_accept(request.header("accept"));
  if (!accepts.json && !accepts.sse)
    return rpc_failure(406, nullptr, bad_request("Accept must allow application/json or text/event-stream"));
  auto payload = parse_payload(request.body());
  if (!payload) return rpc_failure(400, nullptr, payload.error());
  if (payload->is_array()) return post_batch(request, std::move(who), std::move(*payload));
  return post_one(request, std::move(who), std::move(*payload), accepts);
}

StreamableHttp::Answer StreamableHttp::post_one(Request& request, Identity who, json::value payload,
                                                Accepts accepts) const {
  Asked asked(std::move(payload));
  const auto& message = asked.message;
  asked.span.emplace(parts_->clock, parts_->random, request.id(), message, &request);
  EraHints hints;
  hints.version_header = request.header("mcp-protocol-version");
  hints.has_session_id = request.header("mcp-session-id").has_value();

  std::optional<Response> answer;
  switch (era::classify(message, hints)) {
    case era::Era::invalid:
      answer = rpc_failure(400, message.id, invalid_request(message.problem));
      break;
    case era::Era::malformed_modern:
      answer = rpc_failure(
          400, message.id,
          RpcError(rpc_code::header_mismatch,
                   "This protocol version has no initialize: send requests with _meta, or begin with "
                   "server/discover"));
      break;
    case era::Era::modern_drop:
      answer = Response(202);
      break;
    case era::Era::handshake:
      answer = handshake(request, message, std::move(who.principal));
      break;
    case era::Era::modern:
      answer = admit_modern(request, who.principal, accepts, asked);
      break;
    case era::Era::legacy:
      answer = admit_legacy(request, who.principal, asked);
      break;
  }
  if (answer) return std::move(*answer);
  asked.caller.principal = std::move(who.principal);
  asked.caller.scope = who.scope;
  const auto chosen = choose_tools(request, *parts_, read_only_);
  if (!chosen) return rpc_failure(400, message.id, chosen.error());
  asked.caller.filter = chosen->filter;
  asked.caller.filter_from_client = chosen->from_client;
  asked.request_id = request.id();
  return serve(request, std::move(asked), accepts);
}

std::optional<StreamableHttp::Response> StreamableHttp::admit_modern(const Request& request,
                                                                     const std::string& principal,
                                                                     Accepts accepts, Asked& asked) const {
  const auto& message = asked.message;
  const HeaderLookup lookup = [&request](std::string_view name) { return request.header(name); };
  const auto admitted = modern_gate(message, lookup, parts_->methods.registry());
  if (!admitted) return rpc_failure(admitted.error().status, message.id, admitted.error().error);
  if (admitted->method == Method::listen) return listen(message, accepts, principal);
  admit(asked, *admitted);
  return std::nullopt;
}

std::optional<StreamableHttp::Response> StreamableHttp::admit_legacy(const Request& request,
                                                                     const std::string& principal,
                                                                     Asked& asked) const {
  const auto& message = asked.message;
  auto found = find_session(*parts_, request, principal);
  if (!found.session) return rpc_failure(found.status, message.id, found.error);
  if (message.kind != MessageKind::request) {
    take_unanswered(*found.session, message);
    return Response(202);
  }
  const auto revision = found.session->revision();
  const auto method = find_method(message.method, revision, parts_->methods.registry());
  if (!method) return rpc_failure(200, message.id, method_not_found(message.method));
  asked.method = *method;
  asked.caller.revision = revision;
  asked.wishes.progress_token = progress_token_of(message);
  asked.wishes.log_level = found.session->log_level();
  asked.caller.session = std::move(found.session);
  return std::nullopt;
}

StreamableHttp::Answer StreamableHttp::serve(Request& request, Asked asked, Accepts accepts) const {
  if (asked.caller.scope < Scope::trade &&
      needed_scope(asked.message, parts_->methods.registry()) > asked.caller.scope)
    return parts_->authorization.too_little(request);
  if (asked.method == Method::tools_call && !asked.message.params_malformed)
    if (auto text = parts_->methods.answer_from_memory(asked.caller, asked.message))
      return immediate(accepts, std::move(text));
  if (may_wait(asked.method) && !asked.message.params_malformed) {
    if (parts_->principals.limits().calls > 0) {
      asked.place = parts_->principals.of(asked.caller.principal)->take_call();
      if (!asked.place) return too_many(asked.message.id, "calls at the same time");
    }
    return answer_over_http(parts_, request, std::move(asked), accepts);
  }
  return immediate(accepts, parts_->methods.answer_now(asked.method, asked.caller, asked.message));
}

StreamableHttp::Later StreamableHttp::post_batch(Request& request, Identity who, json::value payload) const {
  const auto& batch = payload.get_array();
  if (era::has_modern_claim(batch))
    co_return rpc_failure(400, nullptr, invalid_request("this protocol revision has no batches"));
  auto found = find_session(*parts_, request, who.principal);
  if (!found.session) co_return rpc_failure(found.status, nullptr, found.error);
  if (const auto problem = check_batch(batch, found.session->revision()))
    co_return rpc_failure(400, nullptr, *problem);
  // Refused as a whole, before anything in it runs.
  for (const auto& element : batch)
    if (needed_scope(read_message(element), parts_->methods.registry()) > who.scope)
      co_return parts_->authorization.too_little(request);
  const auto chosen = choose_tools(request, *parts_, read_only_);
  if (!chosen) co_return rpc_failure(400, nullptr, chosen.error());
  Caller caller;
  caller.revision = found.session->revision();
  caller.principal = std::move(who.principal);
  caller.scope = who.scope;
  caller.filter = chosen->filter;
  caller.session = std::move(found.session);
  auto answers = co_await answer_batch(*parts_, std::move(caller), payload, request.id(), &request);
  if (answers.empty()) co_return Response(202);
  co_return Response::json(200, std::move(answers));
}

StreamableHttp::Response StreamableHttp::handshake(const Request& request, const Message& message,
                                                   std::string principal) const {
  const auto chosen = choose_tools(request, *parts_, read_only_);
  if (!chosen) return rpc_failure(400, message.id, chosen.error());
  const auto revision = Methods::negotiate(message);
  if (!revision) return rpc_failure(200, message.id, revision.error());
  auto session = parts_->sessions.create(SessionKind::streamable_http, std::move(principal));
  if (!session) return rpc_failure(503, message.id, bad_request("Too many open sessions: try again later"));
  session->negotiate(*revision, features_of_handshake(message));
  auto response = Response::json(200, parts_->methods.initialized(message, *revision));
  response.headers.emplace_back("Mcp-Session-Id", session->id());
  return response;
}

StreamableHttp::Response StreamableHttp::listen(const Message& message, Accepts accepts,
                                                const std::string& principal) const {
  if (!accepts.sse)
    return rpc_failure(406, message.id, bad_request("subscriptions/listen needs Accept: text/event-stream"));
  const auto place = parts_->principals.of(principal)->take_stream();
  if (!place) return too_many(message.id, "open streams");
  parts_->methods.count(message, newest_revision);
  auto stream =
      parts_->subscriptions->open(message, parts_->methods.registry(), parts_->task_store, principal);
  if (!stream) return rpc_failure(200, message.id, stream.error());
  (*stream)->on_closed([place] {});
  Response response(200);
  response.stream = std::move(*stream);
  return response;
}

StreamableHttp::Response StreamableHttp::get(const Request& request, const std::string& principal) const {
  if (modern_without_session(request)) return method_not_allowed("POST, OPTIONS");
  if (!read_accept(request.header("accept")).sse)
    return rpc_failure(406, nullptr, bad_request("Accept must allow text/event-stream"));
  auto found = find_session(*parts_, request, principal);
  if (!found.session) return rpc_failure(found.status, nullptr, found.error);
  const auto place = parts_->principals.of(principal)->take_stream();
  if (!place) return too_many(nullptr, "open streams");
  Response response(200);
  response.stream = SseStream::create();
  response.stream->on_closed([place] {});
  auto& streams = found.session->streams();
  if (const auto last = request.header("last-event-id")) {
    const auto id = parse_event_id(*last);
    if (!id || !streams.resume(*id, response.stream))
      return rpc_failure(400, nullptr,
                         bad_request("Last-Event-ID is not known (any more): repeat the request, or GET "
                                     "without Last-Event-ID"));
  } else {
    streams.open_standalone(response.stream);
  }
  return response;
}

StreamableHttp::Response StreamableHttp::del(const Request& request, const std::string& principal) const {
  if (modern_without_session(request)) return method_not_allowed("POST, OPTIONS");
  auto found = find_session(*parts_, request, principal);
  if (!found.session) return rpc_failure(found.status, nullptr, found.error);
  parts_->sessions.remove(found.session->id());
  return Response(204);
}

}  // namespace kbroker::mcp
