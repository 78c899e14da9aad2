// Reads URLs and host:port pairs.
#include "kbroker/net/url.hpp"

#include <algorithm>
#include <charconv>

#include <boost/asio/ip/address.hpp>

#include "kbroker/base/text.hpp"

namespace kbroker::net {

namespace {

Error wrong(std::string message) {
  return {Errc::invalid_argument, std::move(message)};
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
         c == '_';
}

bool is_ipv6(std::string_view text) {
  boost::system::error_code ec;
  boost::asio::ip::make_address_v6(std::string(text), ec);
  return !ec && text.find('%') == text.npos;
}

bool parse_port(std::string_view text, std::uint16_t& port) {
  if (text.empty() || text.size() > 5) return false;
  unsigned value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size() || value > 65535) return false;
  port = static_cast<std::uint16_t>(value);
  return true;
}

/// `port` keeps its value when the text names none; `named` tells.
Result<HostPort> parse_authority(std::string_view text, std::uint16_t default_port, bool& named) {
  HostPort result;
  result.port = default_port;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == text.npos) return wrong("the bracket around the IPv6 address is not closed");
    result.host = text.substr(1, close - 1);
    if (!is_ipv6(result.host)) return wrong("the text in brackets is not an IPv6 address");
    rest = text.substr(close + 1);
    if (!rest.empty() && rest[0] != ':') return wrong("a port needs a colon after the bracket");
  } else {
    const auto colon = text.find(':');
    result.host = text.substr(0, colon);
    rest = colon == text.npos ? std::string_view{} : text.substr(colon);
    if (rest.find(':', 1) != rest.npos && !rest.empty())
      return wrong("an IPv6 address needs brackets, for example [::1]:8030");
    if (result.host.empty()) return wrong("the host is missing");
    if (result.host.size() > 253) return wrong("the host name is longer than 253 characters");
    if (!std::all_of(result.host.begin(), result.host.end(), is_host_character))
      return wrong("the host has a character that is not allowed in host names");
  }
  named = !rest.empty();
  if (named && !parse_port(rest.substr(1), result.port))
    return wrong("the port is not a number from 0 to 65535");
  return result;
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  const auto scheme_end = text.find("://");
  if (scheme_end == text.npos) return wrong("the URL does not start with http:// or https://");
  const auto scheme = text.substr(0, scheme_end);
  Url url;
  if (iequals(scheme, "https"))
    url.tls = true;
  else if (!iequals(scheme, "http"))
    return wrong("the URL's scheme is neither http nor https");

  auto rest = text.substr(scheme_end + 3);
  rest = rest.substr(0, rest.find('#'));
  const auto path_start = std::min(rest.find_first_of("/?"), rest.size());
  const auto authority = rest.substr(0, path_start);
  if (authority.find('@') != authority.npos)
    return wrong("user information in a URL is not supported; send credentials in a header");
  bool port_named = false;
  auto parsed = parse_authority(authority, url.tls ? 443 : 80, port_named);
  if (!parsed) return parsed.error();
  if (parsed->port == 0) return wrong("the URL's port is not a number from 1 to 65535");
  url.host = std::move(parsed->host);
  url.port = parsed->port;

  const auto target = rest.substr(path_start);
  if (!target.starts_with('/')) url.target = "/";
  url.target += target;
  const auto allowed = [](unsigned char c) { return c > 0x20 && c < 0x7F; };
  if (!std::all_of(url.target.begin(), url.target.end(), allowed))
    return wrong("the URL's path or query has a character that must be percent-encoded");
  return url;
}

Result<HostPort> parse_host_port(std::string_view text) {
  bool port_named = false;
  auto parsed = parse_authority(text, 0, port_named);
  if (parsed && !port_named) return wrong("the port is missing; write HOST:PORT, for example 127.0.0.1:8030");
  return parsed;
}

bool is_loopback_host(std::string_view host) {
  if (iequals(host, "localhost")) return true;
  boost::system::error_code ec;
  const auto address = boost::asio::ip::make_address(std::string(host), ec);
  if (ec) return false;
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).is_loopback();
  return address.is_loopback();
}

std::string to_authority(std::string_view host, std::uint16_t port) {
  const bool ipv6 = host.find(':') != host.npos;
  std::string text;
  text.reserve(host.size() + 8);
  if (ipv6) text += '[';
  text += host;
  if (ipv6) text += ']';
  text += ':';
  text += std::to_string(port);
  return text;
}

}  // namespace kbroker::net
