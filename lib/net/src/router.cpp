// Finds the handler of a method and path.
#include "router.hpp"

#include <stdexcept>

namespace kbroker::net::http {

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  for (const Route& route : routes_) {
    if (!route.path.starts_with('/'))
      throw std::invalid_argument("a route's path must start with '/': " + route.path);
    if (!route.handler) throw std::invalid_argument("a route needs a handler: " + route.path);
    Entry& entry = entries_[route.path];
    for (const Route* other : entry.routes)
      if (other->method == route.method)
        throw std::invalid_argument("two routes for " + route.method + " " + route.path);
    entry.routes.push_back(&route);
    if (!entry.allow.empty()) entry.allow += ", ";
    entry.allow += route.method;
    if (route.method == "GET") entry.allow += ", HEAD";
  }
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  const auto found = entries_.find(path);
  if (found == entries_.end()) {
    match.status = 404;
    return match;
  }
  const Route* any = nullptr;
  const Route* get = nullptr;
  for (const Route* route : found->second.routes) {
    if (route->method == method) {
      match.route = route;
      return match;
    }
    if (route->method == "*") any = route;
    if (route->method == "GET") get = route;
  }
  match.route = method == "HEAD" && get ? get : any;
  if (!match.route) {
    match.status = 405;
    match.allow = found->second.allow;
  }
  return match;
}

}  // namespace kbroker::net::http
