// Builds the result envelope and its schema.
#include "envelope.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

#include "kbroker/base/log.hpp"
#include "kbroker/base/time_format.hpp"

namespace kbroker::tools {

namespace json = boost::json;

namespace {

/// Everything but the age, which changes while the value does not.
json::object ageless(json::object data, std::string_view message, const broker::Provenance& provenance) {
  json::object envelope;
  envelope.reserve(9);
  envelope.emplace("success", true);
  if (!provenance.note.empty()) data["note"] = provenance.note;
  envelope.emplace("data", std::move(data));
  // Who reads the sentence alone must not take an invented price for a real one.
  const bool invented = provenance.source == broker::Source::sample;
  envelope.emplace("message", (invented ? "[샘플 / sample] " : "") + std::string(message));
  envelope.emplace("source", broker::to_string(provenance.source));
  envelope.emplace("broker", broker::to_string(provenance.broker));
  envelope.emplace("environment", broker::to_string(provenance.environment));
  envelope.emplace("as_of", to_rfc3339_kst(provenance.as_of));
  if (!provenance.note.empty()) envelope.emplace("note", provenance.note);
  return envelope;
}

}  // namespace

mcp::ToolResult success(json::object data, std::string message, const broker::Provenance& provenance) {
  auto envelope = ageless(std::move(data), message, provenance);
  if (provenance.age) envelope.emplace("age_ms", provenance.age->count());
  return mcp::ToolResult::json(std::move(envelope));
}

mcp::ToolResult failure(const mcp::CallContext& context, std::string_view tool, const Error& error) {
  log::info("tool.failed", error.message,
            {{"request", context.request_id()},
             {"trace", context.trace_id()},
             {"tool", tool},
             {"code", to_string(error.code)}});
  return mcp::error_result(error);
}

WrittenAnswer::WrittenAnswer(json::object data, std::string message, const broker::Provenance& provenance)
    : source(provenance.source),
      note(provenance.note),
      object(ageless(std::move(data), message, provenance)) {}

bool WrittenAnswer::fits(const broker::Provenance& provenance) const {
  return source == provenance.source && note == provenance.note;
}

std::string age_member(const broker::Provenance& provenance) {
  return provenance.age ? R"(,"age_ms":)" + std::to_string(provenance.age->count()) : std::string();
}

json::object envelope_schema(json::object data_schema) {
  // Every tool repeats this in the list that clients load, so it says no more than a reader needs.
  auto schema =
      json::parse(
          R"json({"type": "object", "properties": {"success": {"type": "boolean"}, "data": {}}, "required": ["success"]})json")
          .as_object();
  data_schema.erase("$schema");  // said once, at the root
  data_schema.erase("additionalProperties");
  schema["properties"].as_object()["data"] = std::move(data_schema);
  return schema;
}

broker::Provenance own_provenance(const Services& services, std::optional<broker::BrokerId> asked,
                                  WallTime now) {
  broker::Provenance provenance;
  provenance.broker = asked.value_or(services.default_broker);
  provenance.as_of = now;
  if (services.demo) {
    provenance.source = broker::Source::simulated;
    provenance.environment = broker::Environment::simulated;
    provenance.note = broker::simulated_note;
    return provenance;
  }
  const auto connections = services.gateway.status();
  const auto is = [&](broker::Environment environment) {
    return std::ranges::any_of(connections, [&](const broker::ConnectionStatus& connection) {
      return connection.broker == provenance.broker && connection.environment == environment;
    });
  };
  if (!is(broker::Environment::real) && is(broker::Environment::paper))
    provenance.environment = broker::Environment::paper;
  return provenance;
}

broker::Provenance master_provenance(const Services& services, std::optional<broker::BrokerId> asked) {
  const auto now = services.clock.wall();
  auto provenance = own_provenance(services, asked, now);
  const auto status = services.master.status();
  if (services.demo) return provenance;
  if (status.origin == "sample") {
    provenance.source = broker::Source::sample;
    provenance.note =
        "내장 표본 종목 목록 (마스터 파일을 받지 못함) / built-in sample list, the master files have not "
        "been downloaded";
  } else if (status.updated) {
    provenance.source = broker::Source::cache;
    provenance.as_of = *status.updated;
    provenance.age = std::chrono::duration_cast<std::chrono::milliseconds>(now - *status.updated);
  }
  return provenance;
}

}  // namespace kbroker::tools
