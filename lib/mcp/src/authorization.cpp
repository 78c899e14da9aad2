#include "authorization.hpp"

#include <boost/json/array.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/log.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;
using net::http::Request;
using net::http::Response;

namespace {

constexpr std::string_view both_scopes = "mcp:read mcp:trade";

/// The token of `Authorization: Bearer`. Nothing when there is no such header; empty when it is malformed.
std::optional<std::string_view> bearer_token(const Request& request) {
  const auto value = request.header("authorization");
  constexpr std::string_view scheme = "Bearer";
  if (!value || !iequals(value->substr(0, scheme.size()), scheme)) return std::nullopt;
  const auto rest = value->substr(scheme.size());
  if (!rest.empty() && rest.front() != ' ') return std::nullopt;
  const auto token = trim(rest);
  // RFC 6750, 2.1: b64token
  const auto bad =
      token.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/=");
  return bad == std::string_view::npos ? token : std::string_view();
}

/// Where the path of "https://host/mcp" begins; its size when it has none.
std::size_t path_of(std::string_view url) {
  const auto host = url.find("://");
  return std::min(url.find('/', host == std::string_view::npos ? 0 : host + 3), url.size());
}

ProtectedResource resource_at(const std::string& uri, const OAuthOptions& oauth) {
  json::object document;
  document.emplace("resource", uri);
  document.emplace("authorization_servers", json::array{oauth.issuer});
  document.emplace("scopes_supported", json::array{read_scope, trade_scope});
  document.emplace("bearer_methods_supported", json::array{"header"});
  const auto path = path_of(uri);
  ProtectedResource resource;
  resource.metadata = to_json_text(document);
  resource.metadata_path = std::string(oauth_metadata_path) + uri.substr(path);
  resource.metadata_url = uri.substr(0, path) + resource.metadata_path;
  return resource;
}

/// "https://host/sse" beside "https://host/mcp": clients take no document that names another address than
/// theirs.
std::string beside(std::string_view resource) {
  const auto path = resource.substr(path_of(resource));
  const auto last = path.rfind('/');
  return std::string(resource.substr(0, resource.size() - path.size())) +
         std::string(path.substr(0, last == std::string_view::npos ? 0 : last)) + "/sse";
}

Response keys_out_of_reach() {
  auto response = Response::json(
      503,
      error_text(nullptr, RpcError(rpc_code::bad_request,
                                   "The authorization server's keys cannot be fetched: try again later")));
  response.headers.emplace_back("Retry-After", "30");
  return response;
}

}  // namespace

Authorization::Authorization(AuthorizationOptions options, Clock& clock, asio::any_io_executor executor)
    : options_(std::move(options)), clock_(clock) {
  if (!options_.oauth) return;
  const auto& oauth = *options_.oauth;
  keys_ = std::make_shared<JwksCache>(oauth.jwks_url, oauth.transport, clock, std::move(executor));
  for (const auto& uri : {oauth.resource, beside(oauth.resource)}) {
    audiences_.push_back(uri);
    resources_.push_back(resource_at(uri, oauth));
  }
}

void Authorization::refresh() const {
  if (options_.tokens) options_.tokens->refresh();
}

Response Authorization::challenge(const Request& request, unsigned status, Scope wanted,
                                  std::string_view error, const std::string& why) const {
  std::string header = "Bearer ";
  const auto add = [&](std::string_view name, std::string_view value) {
    if (header.back() == '"') header += ", ";
    header += name;
    header += "=\"";
    header += value;
    header += '"';
  };
  const bool sse = request.path() == "/sse" || request.path() == "/messages";
  if (!resources_.empty()) add("resource_metadata", resources_[sse ? 1 : 0].metadata_url);
  add("scope", wanted == Scope::trade ? both_scopes : read_scope);
  if (!error.empty()) {
    add("error", error);
    add("error_description", why);
  }
  auto response = Response::json(status, error_text(nullptr, RpcError(rpc_code::bad_request, why)));
  response.headers.emplace_back("WWW-Authenticate", std::move(header));
  return response;
}

asio::awaitable<Access> Authorization::check(const Request& request) const {
  const auto token = bearer_token(request);
  if (!token)
    co_return Access(challenge(request, 401, Scope::read, {},
                               "Unauthorized: send the header \"Authorization: Bearer TOKEN\""));
  if (token->empty())
    co_return Access(
        challenge(request, 400, Scope::read, "invalid_request", "The Authorization header is malformed"));
  auto who = co_await identify(*token);
  if (!who) {
    log::debug("auth.refused", who.error().message, {{"request", request.id()}});
    if (who.error().code != Errc::auth_failed) co_return Access(keys_out_of_reach());
    co_return Access(challenge(request, 401, Scope::read, "invalid_token", who.error().message));
  }
  if (who->scope == Scope::none)
    co_return Access(
        challenge(request, 403, Scope::read, "insufficient_scope", "The token lacks the scope mcp:read"));
  co_return Access(std::move(*who));
}

Response Authorization::too_little(const Request& request) const {
  return challenge(request, 403, Scope::trade, "insufficient_scope",
                   "This tool can change something: the token lacks the scope mcp:trade");
}

asio::awaitable<Result<Identity>> Authorization::identify(std::string_view token) const {
  if (options_.tokens)
    if (auto found = options_.tokens->find(token, clock_.wall())) co_return std::move(*found);
  if (options_.oauth) co_return co_await read_jwt(token);
  co_return Error(Errc::auth_failed, "The token is not known");
}

asio::awaitable<Result<Identity>> Authorization::read_jwt(std::string_view token) const {
  const auto jwt = parse_jwt(token);
  if (!jwt) co_return jwt.error();
  auto keys = keys_->keys();
  if ((!keys || keys_->stale() || !keys->find(*jwt)) && keys_->may_refresh()) {
    co_await keys_->refresh();
    keys = keys_->keys();
  }
  if (!keys) co_return Error(Errc::broker_unavailable, "The authorization server's keys are not known");
  const auto* key = keys->find(*jwt);
  if (!key) co_return Error(Errc::auth_failed, "The token is signed by a key that is not known");
  if (!key->verifies(jwt->algorithm, jwt->signed_text, jwt->signature))
    co_return Error(Errc::auth_failed, "The token's signature is wrong");
  co_return check_claims(jwt->claims, options_.oauth->issuer, audiences_, clock_.wall());
}

Scope needed_scope(const Message& message, const Registry::Impl& registry) {
  if (message.method != "tools/call" || !message.params) return Scope::read;
  const auto* name = message.params->if_contains("name");
  const auto* tool = name && name->is_string() ? registry.find_tool(name->get_string()) : nullptr;
  return tool && !tool->tool.annotations.read_only ? Scope::trade : Scope::read;
}

}  // namespace kbroker::mcp
