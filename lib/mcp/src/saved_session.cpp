#include "saved_session.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "json_members.hpp"
#include "kbroker/base/json_text.hpp"
#include "log_level.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

constexpr std::size_t id_length = 32;

std::int64_t number_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_int64() ? value->get_int64() : -1;
}

std::optional<SavedSession> read(const json::value& value) {
  const auto* object = value.if_object();
  if (!object) return std::nullopt;
  SavedSession session;
  session.id = text_at(*object, "id");
  session.principal = text_at(*object, "principal");
  const auto revision = parse_revision(text_at(*object, "revision"));
  const auto level = parse_log_level(text_at(*object, "log_level"));
  const auto features = number_at(*object, "features");
  const auto idle = number_at(*object, "idle_seconds");
  if (session.id.size() != id_length || !revision || is_modern(*revision) || !level || idle < 0 ||
      features < 0 || features > 255)
    return std::nullopt;
  session.revision = *revision;
  session.log_level = *level;
  session.features = ClientFeatures(static_cast<std::uint8_t>(features));
  session.idle = std::chrono::seconds(idle);
  const auto* uris = object->if_contains("subscriptions");
  if (uris && uris->is_array())
    for (const auto& uri : uris->get_array())
      if (uri.is_string()) session.subscriptions.emplace_back(uri.get_string());
  return session;
}

}  // namespace

std::string to_text(const std::vector<SavedSession>& sessions) {
  json::array list;
  for (const auto& session : sessions) {
    json::object object;
    object.emplace("id", session.id);
    object.emplace("principal", session.principal);
    object.emplace("revision", to_string(session.revision));
    object.emplace("features", session.features.bits());
    object.emplace("log_level", to_string(session.log_level));
    object.emplace("subscriptions", json::array(session.subscriptions.begin(), session.subscriptions.end()));
    object.emplace("idle_seconds", session.idle.count());
    list.push_back(std::move(object));
  }
  json::object root;
  root.emplace("sessions", std::move(list));
  return to_json_text(root);
}

Result<std::vector<SavedSession>> parse_sessions(std::string_view text) {
  boost::system::error_code failure;
  const auto root = json::parse(text, failure);
  const auto* object = failure ? nullptr : root.if_object();
  const auto* list = object ? object->if_contains("sessions") : nullptr;
  if (!list || !list->is_array())
    return Error(Errc::invalid_argument, "The session file is damaged.", "Remove it; clients begin anew.");
  std::vector<SavedSession> sessions;
  for (const auto& each : list->get_array())
    if (auto session = read(each)) sessions.push_back(std::move(*session));
  return sessions;
}

}  // namespace kbroker::mcp
