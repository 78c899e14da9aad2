// The token cache file as JSON.
#include "token_record.hpp"

#include <algorithm>

#include "kbroker/base/json_text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::broker {

namespace chrono = std::chrono;

namespace {

/// Later than this (the year 2255) a file is damaged, and nanoseconds would overflow.
constexpr std::int64_t latest_time = 9'000'000'000;

std::int64_t unix_seconds(WallTime time) {
  return chrono::duration_cast<chrono::seconds>(time.time_since_epoch()).count();
}

std::optional<WallTime> read_time(const boost::json::object& record, std::string_view name) {
  const auto* value = record.if_contains(name);
  if (!value || !value->is_int64()) return std::nullopt;
  const auto seconds = value->get_int64();
  if (seconds <= 0 || seconds > latest_time) return std::nullopt;
  return WallTime{chrono::seconds{seconds}};
}

}  // namespace

std::string to_text(const TokenRecord& record) {
  boost::json::object object;
  if (record.token) {
    object["token"] = record.token->text.reveal();
    object["expires"] = unix_seconds(record.token->expires);
    object["issued"] = unix_seconds(record.token->issued);
  }
  if (record.asked) object["asked"] = unix_seconds(*record.asked);
  return to_json_text(object);
}

std::optional<TokenRecord> parse_token_record(std::string_view text) {
  const auto object = wire::parse_object(text);
  if (!object) return std::nullopt;
  TokenRecord record;
  record.asked = read_time(*object, "asked");
  if (const auto* value = object->if_contains("token")) {
    const auto* token = value->if_string();
    const auto expires = read_time(*object, "expires");
    const auto issued = read_time(*object, "issued");
    // It goes into a header: blanks and control characters would be somebody's doing.
    const auto printable = [](char c) { return c > ' ' && c < '\x7F'; };
    if (!token || token->empty() || !std::all_of(token->begin(), token->end(), printable) || !expires ||
        !issued)
      return std::nullopt;
    record.token = Token(Secret(std::string(*token)), *expires, *issued);
    if (!record.asked) record.asked = issued;
  }
  return record;
}

}  // namespace kbroker::broker
