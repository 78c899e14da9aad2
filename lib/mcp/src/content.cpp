// Content blocks and tool results.
#include "kbroker/mcp/content.hpp"

#include <stdexcept>
#include <utility>

#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

Content media(std::string_view type, std::string base64, std::string mime_type) {
  Content content;
  content.reserve(3);
  content.emplace("type", type);
  content.emplace("data", std::move(base64));
  content.emplace("mimeType", std::move(mime_type));
  return content;
}

}  // namespace

Content text_content(std::string text) {
  Content content;
  content.reserve(2);
  content.emplace("type", "text");
  content.emplace("text", std::move(text));
  return content;
}

Content image_content(std::string base64, std::string mime_type) {
  return media("image", std::move(base64), std::move(mime_type));
}

Content audio_content(std::string base64, std::string mime_type) {
  return media("audio", std::move(base64), std::move(mime_type));
}

Content embedded_text(std::string uri, std::string mime_type, std::string text) {
  json::object resource;
  resource.emplace("uri", std::move(uri));
  if (!mime_type.empty()) resource.emplace("mimeType", std::move(mime_type));
  resource.emplace("text", std::move(text));
  Content content;
  content.emplace("type", "resource");
  content.emplace("resource", std::move(resource));
  return content;
}

Content resource_link(std::string uri, std::string name, std::string mime_type) {
  Content content;
  content.emplace("type", "resource_link");
  content.emplace("uri", std::move(uri));
  content.emplace("name", std::move(name));
  if (!mime_type.empty()) content.emplace("mimeType", std::move(mime_type));
  return content;
}

WrittenObject::WrittenObject(const json::object& object) {
  if (object.empty()) throw std::invalid_argument("WrittenObject: the object is empty");
  json_ = to_json_text(object);
  json_.pop_back();
  append_json_escaped(escaped_, json_);
  json_.shrink_to_fit();
  escaped_.shrink_to_fit();
}

ToolResult ToolResult::rewritten(std::shared_ptr<const WrittenObject> object, std::string last_members) {
  ToolResult result;
  result.written = std::move(object);
  result.last_members = std::move(last_members);
  return result;
}

ToolResult ToolResult::json(json::object value, bool is_error) {
  ToolResult result;
  result.structured = std::move(value);
  result.structured_as_text = true;
  result.is_error = is_error;
  return result;
}

ToolResult ToolResult::text(std::string text, bool is_error) {
  ToolResult result;
  result.content.push_back(text_content(std::move(text)));
  result.is_error = is_error;
  return result;
}

ToolResult error_result(const Error& error) {
  json::object detail;
  detail.emplace("code", to_string(error.code));
  if (!error.broker_code.empty()) detail.emplace("broker_code", error.broker_code);
  detail.emplace("retryable", error.retryable);
  if (error.retry_after) detail.emplace("retry_after_ms", error.retry_after->count());
  detail.emplace("hint", error.hint);
  json::object envelope;
  envelope.emplace("success", false);
  envelope.emplace("error", std::move(detail));
  envelope.emplace("message", error.message);
  return ToolResult::json(std::move(envelope), true);
}

}  // namespace kbroker::mcp
