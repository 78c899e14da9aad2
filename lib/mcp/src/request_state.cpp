// base64url of 32 bytes of HMAC-SHA-256 and the payload {"e":expiry,"a":{replies}}. What it is bound to is
// part of the authenticated text only, so that nothing about the principal travels.
#include "request_state.hpp"

#include <algorithm>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

constexpr std::size_t mac_bytes = 32;
constexpr std::size_t max_state = 256 * 1024;

std::int64_t seconds_of(WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

void append_sorted(std::string& out, const json::value& value);

/// Members in the order of their names: a client may write them in another order next time.
void append_sorted(std::string& out, const json::object& object, bool top) {
  std::vector<std::string_view> names;
  for (const auto& member : object) {
    const std::string_view name = member.key();
    if (top && (name == "_meta" || name == "inputResponses" || name == "requestState" || name == "task"))
      continue;
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  out += '{';
  for (const auto name : names) {
    append_json_string(out, name);
    out += ':';
    append_sorted(out, object.at(name));
    out += ',';
  }
  out += '}';
}

void append_sorted(std::string& out, const json::value& value) {
  if (const auto* object = value.if_object()) return append_sorted(out, *object, false);
  if (const auto* array = value.if_array()) {
    out += '[';
    for (const auto& element : *array) {
      append_sorted(out, element);
      out += ',';
    }
    out += ']';
    return;
  }
  append_json(out, value);
}

}  // namespace

std::string RequestStateSealer::mac(std::string_view payload, const StateBinding& binding) const {
  // Payload and JSON hold no raw line breaks, and a principal is a digest: the lines cannot run together.
  std::string text(payload);
  text += '\n';
  text += binding.principal;
  text += '\n';
  append_json_string(text, binding.method);
  if (binding.params) append_sorted(text, *binding.params, true);
  return hmac_sha256(key_, text);
}

std::string RequestStateSealer::seal(const json::object& replies, WallTime expires,
                                     const StateBinding& binding) const {
  auto payload = R"({"e":)" + std::to_string(seconds_of(expires)) + R"(,"a":)";
  append_json(payload, replies);
  payload += '}';
  return base64url_encode(mac(payload, binding) + payload);
}

std::optional<json::object> RequestStateSealer::open(std::string_view state, WallTime now,
                                                     const StateBinding& binding) const {
  if (state.size() > max_state) return std::nullopt;
  const auto bytes = base64url_decode(state);
  if (!bytes || bytes->size() <= mac_bytes) return std::nullopt;
  const auto payload = std::string_view(*bytes).substr(mac_bytes);
  if (!equal_constant_time(std::string_view(*bytes).substr(0, mac_bytes), mac(payload, binding)))
    return std::nullopt;
  // Authentic: written by seal().
  const auto content = json::parse(payload);
  if (content.at("e").as_int64() < seconds_of(now)) return std::nullopt;
  return content.at("a").as_object();
}

}  // namespace kbroker::mcp
