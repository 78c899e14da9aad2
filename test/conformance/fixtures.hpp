// Tools, resources and prompts that the official suite and the clients of test/interop call by name.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kbroker/base/clock.hpp"
#include "kbroker/mcp/registry.hpp"
#include "kbroker/mcp/server.hpp"

namespace kbroker::conformance {

/// A PNG of one transparent pixel and a WAV without samples, as base64.
inline constexpr std::string_view png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
inline constexpr std::string_view wav = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

using ToolFunction = decltype(mcp::Tool::call);

/// `properties`: the text of a JSON object; every property named in `required` must be there.
mcp::Tool make_tool(std::string name, std::string description, ToolFunction call,
                    std::string_view properties = "{}",
                    std::initializer_list<std::string_view> required = {});

/// The suite calls the first listed tool without arguments: these come first.
void add_content_tools(mcp::Registry& registry);
void add_interim_tools(mcp::Registry& registry, Clock& clock);
void add_asking_tools(mcp::Registry& registry);
void add_client_tools(mcp::Registry& registry, Clock& clock);
void add_input_required_fixtures(mcp::Registry& registry);
void add_schema_tools(mcp::Registry& registry);
using ListChanged = std::function<void(mcp::ListKind)>;
void add_stream_tools(mcp::Registry& registry, Clock& clock, ListChanged list_changed);
void add_task_tools(mcp::Registry& registry, Clock& clock);
void add_resources(mcp::Registry& registry);
void add_prompts(mcp::Registry& registry);

}  // namespace kbroker::conformance
