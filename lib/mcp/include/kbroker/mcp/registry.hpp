// Tools, resources and prompts a server offers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "kbroker/mcp/content.hpp"

namespace kbroker::mcp {

/// Hints for clients; honest ones.
struct ToolAnnotations {
  bool read_only = false;
  bool destructive = true;
  bool idempotent = false;
  bool open_world = true;
};

/// The page that shows a tool's results: extension io.modelcontextprotocol/ui (mcp.md 3.12).
struct ToolUi {
  std::string resource_uri;  ///< "ui://…"; registered as a resource of type ui_mime_type
  bool for_model = true;     ///< false: only the page calls the tool
};
inline constexpr std::string_view ui_mime_type = "text/html;profile=mcp-app";

struct Tool {
  std::string name;  ///< [A-Za-z0-9_.-]{1,128}; [a-z_]{1,64} suits every model API
  std::string title;
  std::string description;
  boost::json::object input_schema;   ///< JSON Schema 2020-12, root "type":"object"
  boost::json::object output_schema;  ///< empty: none
  ToolAnnotations annotations;
  std::optional<ToolUi> ui;
  /// The group clients may narrow the list by ("market"); empty: always listed.
  std::string toolset;
  /// Client capabilities the tool cannot do without, for example {"sampling":{}}; empty: none.
  boost::json::object required_capabilities;
  /// Whether it may call continue_as_task().
  bool may_become_task = false;
  /// Arguments have been validated; they are valid until the call has ended. See error_result() for failures.
  /// An exception becomes an error result "internal" that tells nothing of its text.
  std::function<boost::asio::awaitable<ToolResult>(CallContext&, const boost::json::object& arguments)> call;
  /// Optional: what the tool can say at once, from memory. Tried before `call`, with validated arguments;
  /// nothing means that the call has to run. A result that many clients ask for again then costs no
  /// coroutine.
  std::function<std::optional<ToolResult>(const boost::json::object& arguments)> call_now;
};

struct ResourceContents {
  std::string uri;
  std::string mime_type;
  std::string text;
  std::string blob;          ///< base64; used when text is empty
  boost::json::object meta;  ///< `_meta`, for example {"ui":{"csp":…}}; empty: left out
};

struct Resource {
  std::string uri, name, title, description, mime_type;
  std::function<boost::asio::awaitable<Result<std::vector<ResourceContents>>>(CallContext&,
                                                                              const std::string& uri)>
      read;
};

/// `uri_template` by RFC 6570 level 1 ("symbol://KRX/{code}"): a variable takes one or more
/// characters up to the next literal text, never '/', '?' or '#'.
struct ResourceTemplate {
  std::string uri_template, name, title, description, mime_type;
  /// `variables` holds the captured values, percent-decoded, as strings.
  std::function<boost::asio::awaitable<Result<std::vector<ResourceContents>>>(
      CallContext&, const std::string& uri, const boost::json::object& variables)>
      read;
  /// Completion of one variable; may be empty.
  std::function<std::vector<std::string>(std::string_view variable, std::string_view typed)> complete;
};

struct PromptArgument {
  std::string name, title, description;
  bool required = false;
};

struct PromptMessage {
  std::string role;  ///< "user" or "assistant"
  Content content;
};

struct Prompt {
  std::string name, title, description;
  std::vector<PromptArgument> arguments;
  /// Required arguments are present. Values are strings.
  std::function<boost::asio::awaitable<Result<std::vector<PromptMessage>>>(CallContext&,
                                                                           const boost::json::object&)>
      get;
  std::function<std::vector<std::string>(std::string_view argument, std::string_view typed)> complete;
};

/// Filled at start-up, then read-only and shared by all threads.
/// add() throws std::invalid_argument for programmer errors: a bad or repeated name, a schema that is
/// malformed or uses a keyword the validator would silently ignore.
class Registry {
 public:
  Registry();
  ~Registry();
  void add(Tool tool);
  void add(Resource resource);
  void add(ResourceTemplate resource_template);
  void add(Prompt prompt);

  struct Impl;
  /// For this library only.
  const Impl& impl() const { return *impl_; }
  /// Every tool in listing order, as tools/list shows it to the newest revision.
  std::vector<boost::json::object> list_tools() const;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbroker::mcp
