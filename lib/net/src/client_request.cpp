// Writes a request's head, and refuses what would break its framing.
#include <algorithm>

#include "client_connection.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::net::http {

namespace {

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c > 0x20 && c < 0x7F &&
           std::string_view("\"(),/:;<=>?@[\\]{}").find(static_cast<char>(c)) == std::string_view::npos;
  });
}

bool is_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7F; });
}

bool is_ours(std::string_view name) {
  return iequals(name, "Content-Length") || iequals(name, "Transfer-Encoding") || iequals(name, "Connection");
}

bool has_field(const ClientRequest& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [name](const auto& field) { return iequals(field.first, name); });
}

}  // namespace

std::optional<Error> find_fault(const ClientRequest& request) {
  if (!is_token(request.method))
    return Error(Errc::invalid_argument, "the request's method is not an HTTP token");
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name))
      return Error(Errc::invalid_argument, "the name of a request field is not an HTTP token");
    if (!is_value(value))
      return Error(Errc::invalid_argument, "the request field " + name + " holds a control character");
  }
  return std::nullopt;
}

std::string format_request_head(const ClientRequest& request, const Url& url) {
  std::string head = request.method + " " + url.target + " HTTP/1.1\r\n";
  const auto add = [&head](std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
  };
  if (!has_field(request, "Host")) {
    std::string host = to_authority(url.host, url.port);
    if (url.port == (url.tls ? 443 : 80)) host.resize(host.rfind(':'));
    add("Host", host);
  }
  if (!has_field(request, "User-Agent")) add("User-Agent", "kbroker");
  if (!has_field(request, "Accept")) add("Accept", "*/*");
  for (const auto& [name, value] : request.headers)
    if (!is_ours(name)) add(name, value);
  const bool expects_body = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
  if (expects_body || !request.body.empty()) add("Content-Length", std::to_string(request.body.size()));
  head += "\r\n";
  return head;
}

std::optional<std::string_view> ClientResponse::header(std::string_view name) const {
  for (const auto& [field, value] : headers)
    if (iequals(field, name)) return value;
  return std::nullopt;
}

}  // namespace kbroker::net::http
