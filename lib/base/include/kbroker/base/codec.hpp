// Base64, base64url, percent encoding, cp949.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kbroker {

std::string base64_encode(std::string_view data);
/// Strict: standard alphabet, canonical padding. Anything else: nothing.
std::optional<std::string> base64_decode(std::string_view text);
/// Without padding.
std::string base64url_encode(std::string_view data);
std::optional<std::string> base64url_decode(std::string_view text);
/// Encodes everything but unreserved characters (RFC 3986).
std::string percent_encode(std::string_view text);
/// `plus_is_space` for query strings. Malformed escapes: nothing.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
/// The value of one query parameter, decoded, or as it stands when its escapes are malformed; nothing when
/// absent.
std::optional<std::string> query_value(std::string_view query, std::string_view name);
/// Korean Windows encoding to UTF-8; undecodable bytes become U+FFFD.
std::string cp949_to_utf8(std::string_view bytes);
/// UTF-8 to cp949; nothing when a character does not exist there.
std::optional<std::string> utf8_to_cp949(std::string_view text);

}  // namespace kbroker
