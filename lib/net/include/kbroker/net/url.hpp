// URLs as far as client and configuration need them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kbroker/base/error.hpp"

namespace kbroker::net {

struct Url {
  bool tls = false;
  std::string host;  ///< without brackets for IPv6
  std::uint16_t port = 0;
  std::string target;  ///< path and query, at least "/"
};

/// http and https only. Errors name what is wrong with the text.
Result<Url> parse_url(std::string_view text);

struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};
/// "127.0.0.1:8030", "[::1]:8030", "localhost:0".
Result<HostPort> parse_host_port(std::string_view text);
/// True for 127.0.0.0/8, ::1 and "localhost".
bool is_loopback_host(std::string_view host);

}  // namespace kbroker::net
