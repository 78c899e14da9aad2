// Health, readiness and metrics.
#include "endpoints.hpp"

#include <memory>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/time_format.hpp"

namespace kbroker::daemon {

namespace http = net::http;
namespace json = boost::json;

namespace {

/// Ready: one broker environment can be used; in demo mode that is the simulator.
http::Response readiness(const EndpointSources& sources) {
  bool ready = false;
  json::array brokers;
  for (const auto& status : sources.gateway.status()) {
    ready = ready || status.usable();
    json::object row;
    row.emplace("broker", broker::to_string(status.broker));
    row.emplace("environment", broker::to_string(status.environment));
    row.emplace("ready", status.usable());
    row.emplace("token", status.token_state);
    row.emplace("breaker", status.breaker_state);
    if (status.last_success) row.emplace("last_success", to_rfc3339_kst(*status.last_success));
    if (!status.last_error.empty()) row.emplace("last_error", status.last_error);
    brokers.push_back(std::move(row));
  }
  const auto master = sources.master.status();
  json::object symbols;
  symbols.emplace("origin", master.origin);
  symbols.emplace("symbols", master.symbols);
  json::object body;
  body.emplace("status", ready ? "ready" : "not_ready");
  body.emplace("version", sources.version);
  body.emplace("mode", sources.mode);
  body.emplace("brokers", std::move(brokers));
  body.emplace("master", std::move(symbols));
  return http::Response::json(ready ? 200 : 503, to_json_text(body));
}

}  // namespace

std::vector<http::Route> operation_routes(EndpointSources sources) {
  auto shared = std::make_shared<const EndpointSources>(std::move(sources));
  const auto page = std::make_shared<const std::string>(welcome_page(shared->version, shared->mode));
  const auto alive = std::make_shared<const std::string>(
      to_json_text(json::object{{"status", "ok"}, {"version", shared->version}}));
  std::vector<http::Route> routes;
  routes.push_back(
      {"GET", "/healthz", [alive](http::Request&) { return http::Response::json(200, *alive); }});
  routes.push_back({"GET", "/readyz", [shared](http::Request&) { return readiness(*shared); }});
  routes.push_back({"GET", "/metrics", [shared](http::Request&) {
                      return http::Response(200, "text/plain; version=0.0.4; charset=utf-8",
                                            shared->metrics.scrape());
                    }});
  routes.push_back({"GET", "/", [page](http::Request&) {
                      http::Response response(200, "text/html; charset=utf-8", *page);
                      response.headers.emplace_back(
                          "Content-Security-Policy",
                          "default-src 'none'; style-src 'unsafe-inline'; script-src "
                          "'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'");
                      response.headers.emplace_back("X-Content-Type-Options", "nosniff");
                      return response;
                    }});
  return routes;
}

}  // namespace kbroker::daemon
