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
  std::string target;  ///< path and query, at least "/"; a fragment is dropped

  Url() = default;
};

/// http and https only (RFC 3986, without user information). Errors (`invalid_argument`) say what is wrong
/// and never repeat the path or query.
Result<Url> parse_url(std::string_view text);

struct HostPort {
  std::string host;
  std::uint16_t port = 0;

  HostPort() = default;
};
/// "127.0.0.1:8030", "[::1]:8030", "localhost:0".
Result<HostPort> parse_host_port(std::string_view text);
/// True for 127.0.0.0/8, ::1 and "localhost".
bool is_loopback_host(std::string_view host);
/// "host:port" for messages and Host fields, with brackets around IPv6.
std::string to_authority(std::string_view host, std::uint16_t port);

}  // namespace kbroker::net
