// Rules for texts in the configuration.
#include "checks.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "kbroker/base/text.hpp"
#include "values.hpp"

namespace kbroker::config {

namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_host_name(std::string_view text) {
  return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

bool is_listen_host(std::string_view host) {
  boost::system::error_code failure;
  if (host.starts_with('[') && host.ends_with(']')) {
    boost::asio::ip::make_address_v6(std::string(host.substr(1, host.size() - 2)), failure);
    return !failure;
  }
  // Digits and dots alone are an address, so that 127.0.1 is not taken for a name.
  if (host.find_first_not_of("0123456789.") == std::string_view::npos) {
    boost::asio::ip::make_address_v4(std::string(host), failure);
    return !failure;
  }
  return is_host_name(host);
}

/// `host` without brackets.
bool is_loopback(const std::string& host) {
  boost::system::error_code failure;
  const auto address = boost::asio::ip::make_address(host, failure);
  return host == "localhost" || (!failure && address.is_loopback());
}

}  // namespace

Mistake check_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon != std::string_view::npos && is_listen_host(text.substr(0, colon))) {
    const auto port = text.substr(colon + 1);
    const auto value = all_digits(port) ? parse_unsigned(port) : std::nullopt;
    if (value && *value <= 65'535) return std::nullopt;
  }
  return "must be HOST:PORT such as 127.0.0.1:8030, [::1]:8030 or 0.0.0.0:8030, not " + shown(text);
}

Mistake check_url(std::string_view text) {
  const auto url = boost::urls::parse_uri(text);
  // A URL may carry a password, so a wrong one is not repeated either.
  if (!url || (url->scheme() != "https" && url->scheme() != "http") || url->host().empty() ||
      url->has_query() || url->has_fragment())
    return "must be a URL such as https://host:port, without a query";
  if (url->has_userinfo()) return "must not hold a user name or password";
  return std::nullopt;
}

Mistake check_trusted_url(std::string_view text) {
  if (auto mistake = check_url(text)) return mistake;
  const auto url = boost::urls::parse_uri(text);
  if (url->scheme() == "https" || is_loopback(url->host_address())) return std::nullopt;
  return "must begin with https://, because what it says is believed";
}

Mistake check_resource(std::string_view text) {
  if (auto mistake = check_trusted_url(text)) return mistake;
  if (text.ends_with('/')) return "must not end with a slash";
  return std::nullopt;
}

Mistake check_readable_file(std::string_view text) {
  errno = 0;
  std::ifstream file{std::string(text), std::ios::binary};
  if (file && file.peek() != std::ifstream::traits_type::eof()) return std::nullopt;
  if (file.is_open() && errno == 0) return "file " + shown(text) + " is empty";
  return "file " + shown(text) + " cannot be read: " + std::strerror(errno);
}

Mistake check_kis_account(std::string_view text) {
  if (text.size() == 11 && text[8] == '-' && all_digits(text.substr(0, 8)) && all_digits(text.substr(9)))
    return std::nullopt;
  if ((text.size() == 8 || text.size() == 10) && all_digits(text)) return std::nullopt;
  return "must be an account number such as 12345678, 12345678-01 or 1234567801";
}

Mistake check_account_product(std::string_view text) {
  if (text.size() == 2 && all_digits(text)) return std::nullopt;
  return "must be the two digits after the account number, such as 01";
}

Mistake check_kiwoom_account(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '-');
  if ((digits.size() == 8 || digits.size() == 10) && all_digits(digits)) return std::nullopt;
  return "must be an account number of eight or ten digits";
}

Mistake check_toolset(std::string_view text) {
  static const std::array<std::string, 7> known{"market",   "account", "orders",    "api",
                                                "realtime", "server",  "kis-compat"};
  if (std::find(known.begin(), known.end(), text) != known.end()) return std::nullopt;
  std::string list;
  for (const auto& name : known) list += (list.empty() ? "" : ", ") + name;
  return "holds the unknown toolset " + shown(text) + "; known are " + list;
}

Mistake check_word(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; })) return std::nullopt;
  return "must be one word of printable characters";
}

Mistake check_path(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }))
    return std::nullopt;
  return "must be a path without control characters";
}

Mistake check_new_file(std::string_view text) {
  if (auto mistake = check_path(text)) return mistake;
  const std::filesystem::path path{std::string(text)};
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) return "file " + shown(text) + " is a folder";
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(folder, failed))
    return "folder " + shown(folder.string()) + " does not exist";
  return std::nullopt;
}

}  // namespace kbroker::config
