// What the user or the model replied is checked like any other input.
#include "question_rules.hpp"

#include <boost/json/array.hpp>

#include "json_members.hpp"
#include "schema.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

std::optional<std::string> check_elicited(const Question& question, const json::object& reply) {
  const auto action = text_at(reply, "action");
  if (action == "decline" || action == "cancel") return std::nullopt;
  if (action != "accept") return "action must be accept, decline or cancel";
  if (question.kind == QuestionKind::elicit_url) return std::nullopt;
  const auto* content = reply.if_contains("content");
  if (!content || !content->is_object()) return "content must be an object";
  const auto* schema = question.params.if_contains("requestedSchema");
  if (!schema || !schema->is_object()) return std::nullopt;
  return Schema(schema->get_object()).validate(*content);
}

std::optional<std::string> check_sampled(const json::object& reply) {
  const auto* content = reply.if_contains("content");
  if (text_at(reply, "role").empty() || text_at(reply, "model").empty())
    return "role and model must be texts";
  if (!content || !(content->is_object() || content->is_array())) return "content must be a content block";
  return std::nullopt;
}

std::optional<std::string> check_roots(const json::object& reply) {
  const auto* roots = reply.if_contains("roots");
  if (!roots || !roots->is_array()) return "roots must be a list";
  for (const auto& root : roots->get_array())
    if (!root.is_object() || text_at(root.get_object(), "uri").empty()) return "each root needs a uri";
  return std::nullopt;
}

}  // namespace

std::string_view method_of(QuestionKind kind) noexcept {
  switch (kind) {
    case QuestionKind::elicit_form:
    case QuestionKind::elicit_url:
      return "elicitation/create";
    case QuestionKind::sample:
      return "sampling/createMessage";
    case QuestionKind::list_roots:
      break;
  }
  return "roots/list";
}

bool may_ask(QuestionKind kind, Revision revision, ClientFeatures features) noexcept {
  switch (kind) {
    case QuestionKind::elicit_form:
      return revision >= Revision::v2025_06_18 && features.has(ClientFeature::elicit_form);
    case QuestionKind::elicit_url:
      return revision >= Revision::v2025_11_25 && features.has(ClientFeature::elicit_url);
    case QuestionKind::sample:
      return features.has(ClientFeature::sampling);
    case QuestionKind::list_roots:
      break;
  }
  return features.has(ClientFeature::roots);
}

Error cannot_ask(QuestionKind kind) {
  return Error(
      Errc::not_configured,
      "The client cannot be asked (" + std::string(method_of(kind)) + " is not among what it declared).",
      "Use a client that supports it, or give what is missing as an argument.");
}

json::object params_for(const Question& question, Revision revision, std::string_view id) {
  auto params = question.params;
  if (question.kind == QuestionKind::elicit_form && revision < Revision::v2025_11_25) params.erase("mode");
  if (question.kind == QuestionKind::elicit_url) {
    if (is_modern(revision))
      params.erase("elicitationId");
    else
      params.emplace("elicitationId", id);  // unless the tool has chosen one
  }
  return params;
}

std::optional<std::string> check_reply(const Question& question, const json::object& reply) {
  switch (question.kind) {
    case QuestionKind::elicit_form:
    case QuestionKind::elicit_url:
      return check_elicited(question, reply);
    case QuestionKind::sample:
      return check_sampled(reply);
    case QuestionKind::list_roots:
      break;
  }
  return check_roots(reply);
}

}  // namespace kbroker::mcp
