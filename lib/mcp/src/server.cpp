// Puts the parts together: routes, expiry, shutdown.
#include "kbroker/mcp/server.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http_rules.hpp"
#include "kbroker/base/json_text.hpp"
#include "legacy_sse.hpp"
#include "server_parts.hpp"
#include "stdio_transport.hpp"
#include "streamable_http.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
using net::http::Request;
using net::http::Response;
using net::http::Route;

struct Server::Impl {
  std::shared_ptr<ServerParts> parts;
};

namespace {

/// Looks once a second for calls that are too late, and for idle sessions. Real time, because what it looks
/// at is decided by the clock that was passed in.
asio::awaitable<void> sweep(std::weak_ptr<ServerParts> weak) {
  constexpr int save_every = 5;
  int turn = 0;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(asio::use_awaitable);
    const auto parts = weak.lock();
    if (!parts) co_return;
    parts->authorization.refresh();
    parts->calls.stop_late(parts->clock.steady());
    parts->sessions.expire();
    parts->task_store.expire();
    if (++turn % save_every == 0) co_await parts->sessions.save();
  }
}

/// Open to every origin: browsers ask for it before anybody has a token (mcp.md 4.1).
Response resource_metadata(const ServerParts& parts, const Request& request, const std::string& document) {
  if (auto refusal = parts.security.check_host(request)) return std::move(*refusal);
  auto response = request.method() == "OPTIONS" ? parts.security.preflight(request)
                  : request.method() == "GET"   ? Response::json(200, document)
                                                : method_not_allowed("GET, OPTIONS");
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return response;
}

}  // namespace

Server::Server(asio::any_io_executor executor, ServerOptions options,
               std::shared_ptr<const Registry> registry, Clock& clock, Random& random,
               std::shared_ptr<Observer> observer)
    : impl_(std::make_shared<Impl>()) {
  if (options.implementation.name.empty() || options.implementation.version.empty())
    throw std::invalid_argument("ServerOptions::implementation needs a name and a version");
  if (!observer) observer = std::make_shared<Observer>();
  impl_->parts = std::make_shared<ServerParts>(std::move(executor), std::move(options), std::move(registry),
                                               clock, random, observer);
  impl_->parts->task_store.on_change(
      [subscriptions = impl_->parts->subscriptions](const Task& task) { subscriptions->task_changed(task); });
  impl_->parts->sessions.restore();
  impl_->parts->tasks.spawn("mcp.sweep", sweep(impl_->parts));
}

Server::~Server() = default;

std::vector<Route> Server::routes(std::string path) {
  std::vector<Route> routes;
  for (const bool read_only : {false, true}) {
    auto endpoint = std::make_shared<StreamableHttp>(impl_->parts, read_only);
    routes.push_back({"*", read_only ? path + "/readonly" : path,
                      [endpoint](Request& request) { return endpoint->handle(request); }});
  }
  auto legacy = std::make_shared<LegacySse>(impl_->parts);
  routes.push_back({"*", "/sse", [legacy](Request& request) { return legacy->open(request); }});
  routes.push_back({"*", "/messages", [legacy](Request& request) { return legacy->post(request); }});
  const auto serve_metadata = [&](std::string_view at, const std::string& document) {
    for (const auto& route : routes)
      if (route.path == at) return;
    routes.push_back({"*", std::string(at), [parts = impl_->parts, document](Request& request) {
                        return resource_metadata(*parts, request, document);
                      }});
  };
  const auto& resources = impl_->parts->authorization.resources();
  for (const auto& resource : resources) serve_metadata(resource.metadata_path, resource.metadata);
  // Older clients look here.
  if (!resources.empty()) serve_metadata(oauth_metadata_path, resources.front().metadata);
  return routes;
}

namespace {

asio::awaitable<void> talk(std::shared_ptr<ServerParts> parts, asio::any_io_executor executor, int in,
                           int out, std::function<void()> ended) {
  StdioTransport transport(std::move(parts), std::move(executor), in, out);
  co_await transport.run();
  ended();
}

}  // namespace

void Server::serve_stdio(asio::any_io_executor executor, int in, int out, std::function<void()> ended) {
  impl_->parts->tasks.spawn_on(executor, "mcp.stdio",
                               talk(impl_->parts, executor, in, out, std::move(ended)));
}

std::size_t Server::sessions() const {
  return impl_->parts->sessions.size();
}

void Server::resource_updated(std::string_view uri) {
  const std::string changed(uri);
  impl_->parts->subscriptions->resource_updated(changed);
  std::string params = R"({"uri":)";
  append_json_string(params, changed);
  params += '}';
  const auto message = notification_text("notifications/resources/updated", params);
  for (const auto& session : impl_->parts->sessions.all())
    if (session->subscribed(changed)) session->send(message);
}

void Server::list_changed(ListKind kind) {
  impl_->parts->subscriptions->list_changed(kind);
  const auto message = notification_text(notification_of(kind), {});
  for (const auto& session : impl_->parts->sessions.all()) session->send(message);
}

void Server::elicitation_completed(std::string_view id) {
  const std::string elicitation(id);
  for (const auto& session : impl_->parts->sessions.all()) session->page_completed(elicitation);
}

asio::awaitable<void> Server::shutdown() {
  const auto parts = impl_->parts;
  parts->stopping = true;
  parts->calls.stop_all();
  parts->tasks.stop();
  co_await parts->tasks.join();
  parts->subscriptions->close_all(
      [&](const boost::json::value& id) { return parts->methods.listen_ended(id); });
  co_await parts->sessions.save();
  parts->sessions.close_all();
}

}  // namespace kbroker::mcp
