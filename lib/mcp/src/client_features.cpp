// Reads declared capabilities; what is malformed counts as not declared.
#include "client_features.hpp"

#include "era.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

const json::object* object_at(const json::object* parent, std::string_view name) {
  const auto* value = parent ? parent->if_contains(name) : nullptr;
  return value ? value->if_object() : nullptr;
}

}  // namespace

ClientFeatures read_client_features(const json::object* capabilities) {
  ClientFeatures features;
  if (const auto* elicitation = object_at(capabilities, "elicitation")) {
    const bool url = object_at(elicitation, "url");
    if (url) features.add(ClientFeature::elicit_url);
    if (!url || object_at(elicitation, "form")) features.add(ClientFeature::elicit_form);
  }
  if (object_at(capabilities, "sampling")) features.add(ClientFeature::sampling);
  if (object_at(capabilities, "roots")) features.add(ClientFeature::roots);
  if (object_at(object_at(capabilities, "extensions"), extension::tasks)) features.add(ClientFeature::tasks);
  return features;
}

ClientFeatures features_of(const Message& message) {
  return read_client_features(object_at(message.meta, meta_key::client_capabilities));
}

ClientFeatures features_of_handshake(const Message& message) {
  return read_client_features(object_at(message.params, "capabilities"));
}

}  // namespace kbroker::mcp
