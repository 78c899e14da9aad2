// base64url of the offset and 16 bytes of HMAC-SHA-256.
#include "cursor.hpp"

#include <charconv>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/hash.hpp"

namespace kbroker::mcp {

namespace {
constexpr std::size_t mac_bytes = 16;
constexpr std::size_t max_cursor = 128;
}  // namespace

CursorSigner::CursorSigner(Random& random) : key_(random_id(random) + random_id(random)) {}

std::string CursorSigner::mac(std::string_view list, std::string_view offset) const {
  std::string text(list);
  text += '\n';
  text += offset;
  return hmac_sha256(key_, text).substr(0, mac_bytes);
}

std::string CursorSigner::sign(std::string_view list, std::size_t offset) const {
  const auto digits = std::to_string(offset);
  return base64url_encode(mac(list, digits) + digits);
}

std::optional<std::size_t> CursorSigner::verify(std::string_view list, std::string_view cursor) const {
  if (cursor.size() > max_cursor) return std::nullopt;
  const auto bytes = base64url_decode(cursor);
  if (!bytes || bytes->size() <= mac_bytes) return std::nullopt;
  const auto digits = std::string_view(*bytes).substr(mac_bytes);
  if (!equal_constant_time(std::string_view(*bytes).substr(0, mac_bytes), mac(list, digits)))
    return std::nullopt;
  std::size_t offset = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), offset);
  if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return offset;
}

}  // namespace kbroker::mcp
