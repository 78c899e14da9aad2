// What tools, resources and prompts hand back.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "kbroker/base/error.hpp"

namespace kbroker::mcp {

/// One content block as the protocol has it ({"type":"text",…}); down-converted for old revisions by the
/// library.
using Content = boost::json::object;

Content text_content(std::string text);
Content image_content(std::string base64, std::string mime_type);
Content audio_content(std::string base64, std::string mime_type);
Content embedded_text(std::string uri, std::string mime_type, std::string text);
Content resource_link(std::string uri, std::string name, std::string mime_type = {});

/// A JSON object written once, for results that go out many times while little or nothing in them changes.
/// Immutable, any thread.
class WrittenObject {
 public:
  /// Throws std::invalid_argument for an empty object: further members follow a comma.
  explicit WrittenObject(const boost::json::object& object);

  /// Without the closing brace.
  std::string_view json() const noexcept { return json_; }
  /// The same as it stands inside a JSON string.
  std::string_view escaped() const noexcept { return escaped_; }

 private:
  std::string json_, escaped_;
};

/// The result of a tool call. A failure of the tool is a result with `is_error`, not a protocol error.
struct ToolResult {
  std::vector<Content> content;
  /// Null when the tool has none. Must match the tool's output schema.
  boost::json::value structured;
  /// Instead of `structured`, and always as text, too: an object written before, and its last members
  /// as JSON text such as `,"age_ms":12`.
  std::shared_ptr<const WrittenObject> written;
  std::string last_members;
  /// The library adds `structured` as a text block in front of `content`, written once for both places.
  bool structured_as_text = false;
  bool is_error = false;

  ToolResult() = default;
  /// Structured content and, as the protocol asks, the same JSON as text (`structured_as_text`).
  static ToolResult json(boost::json::object value, bool is_error = false);
  static ToolResult rewritten(std::shared_ptr<const WrittenObject> object, std::string last_members);
  static ToolResult text(std::string text, bool is_error = false);
};

/// A failure as every client sees it: {"success":false,"error":{"code","broker_code"?,"retryable",
/// "retry_after_ms"?,"hint"},"message"} as structured content and text, `is_error` set.
ToolResult error_result(const Error& error);

}  // namespace kbroker::mcp
