#include "jwt.hpp"

#include <algorithm>
#include <cmath>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "json_members.hpp"
#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"
#include "scope_text.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

constexpr std::chrono::seconds skew{30};
constexpr std::size_t max_subject = 256;

Error refuse(const char* why) {
  return Error(Errc::auth_failed, why);
}

std::optional<json::object> decode_object(std::string_view part) {
  const auto text = base64url_decode(part);
  if (!text) return std::nullopt;
  boost::system::error_code failure;
  auto value = json::parse(*text, failure);
  if (failure || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

/// NumericDate (RFC 7519, 2): seconds, perhaps with a fraction. Nothing when absent or no such number.
std::optional<double> seconds_at(const json::object& claims, std::string_view name) {
  const auto* value = claims.if_contains(name);
  if (!value || !value->is_number()) return std::nullopt;
  const auto seconds = value->to_number<double>();
  return std::isfinite(seconds) ? std::optional(seconds) : std::nullopt;
}

std::string_view without_slash(std::string_view url) {
  return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
}

/// `aud` is a text or a list of texts.
bool is_meant_for(const json::object& claims, std::string_view resource) {
  const auto same = [&](const json::value& value) {
    return value.is_string() && without_slash(value.get_string()) == without_slash(resource);
  };
  const auto* audience = claims.if_contains("aud");
  if (!audience) return false;
  if (const auto* list = audience->if_array()) return std::any_of(list->begin(), list->end(), same);
  return same(*audience);
}

/// Access tokens say so, or say nothing special (RFC 9068, 4; RFC 8725, 3.11).
bool is_access_token_type(const json::object& header) {
  if (!header.contains("typ")) return true;
  auto type = to_lower(text_at(header, "typ"));
  constexpr std::string_view prefix = "application/";
  if (type.starts_with(prefix)) type.erase(0, prefix.size());
  return type == "at+jwt" || type == "jwt";
}

}  // namespace

Result<Jwt> parse_jwt(std::string_view token) {
  const auto first = token.find('.'), last = token.rfind('.');
  if (token.size() > max_jwt_bytes || first == std::string_view::npos || first == last ||
      token.find('.', first + 1) != last)
    return refuse("The token is not a JSON Web Token");
  const auto header = decode_object(token.substr(0, first));
  auto claims = decode_object(token.substr(first + 1, last - first - 1));
  auto signature = base64url_decode(token.substr(last + 1));
  if (!header || !claims || !signature) return refuse("The token is malformed");
  const auto algorithm = parse_jws_algorithm(text_at(*header, "alg"));
  if (!algorithm) return refuse("The token is signed by an algorithm that is not accepted");
  if (header->contains("crit")) return refuse("The token has critical extensions, none of which is known");
  if (!is_access_token_type(*header)) return refuse("The token is not an access token");
  Jwt jwt;
  jwt.algorithm = *algorithm;
  jwt.key_id = text_at(*header, "kid");
  jwt.claims = std::move(*claims);
  jwt.signed_text = token.substr(0, last);
  jwt.signature = std::move(*signature);
  return jwt;
}

Result<Identity> check_claims(const json::object& claims, std::string_view issuer,
                              const std::vector<std::string>& resources, WallTime now) {
  const auto time = std::chrono::duration<double>(now.time_since_epoch()).count();
  const auto give = static_cast<double>(skew.count());
  if (text_at(claims, "iss") != issuer) return refuse("The token is of another issuer");
  const auto ours = [&](const std::string& resource) { return is_meant_for(claims, resource); };
  if (std::none_of(resources.begin(), resources.end(), ours))
    return refuse("The token is for another audience");
  const auto expires = seconds_at(claims, "exp");
  if (!expires) return refuse("The token does not say when it expires");
  if (time >= *expires + give) return refuse("The token has expired");
  if (claims.contains("nbf")) {
    const auto begins = seconds_at(claims, "nbf");
    if (!begins || time < *begins - give) return refuse("The token is not valid yet");
  }
  const auto subject = text_at(claims, "sub");
  if (subject.empty() || subject.size() > max_subject) return refuse("The token does not name its subject");
  return Identity("oauth:" + std::string(subject), best_scope(text_at(claims, "scope")));
}

}  // namespace kbroker::mcp
