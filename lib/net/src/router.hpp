// Finds the handler of a method and path.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kbroker/net/http_server.hpp"

namespace kbroker::net::http {

/// Immutable after construction; any thread may look up.
class Router {
 public:
  /// Throws std::invalid_argument when a method and path are given twice or a path does not start with '/'.
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;  ///< null: answer `status`
    unsigned status = 200;         ///< 404 or 405 without a route
    std::string_view allow;        ///< with 405
  };
  Match find(std::string_view method, std::string_view path) const;

 private:
  struct Entry {
    std::vector<const Route*> routes;
    std::string allow;
  };
  std::vector<Route> routes_;
  std::unordered_map<std::string_view, Entry> entries_;
};

}  // namespace kbroker::net::http
