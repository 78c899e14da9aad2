// Registration: everything that can be wrong is found here, not at a call.
#include <algorithm>
#include <stdexcept>

#include <boost/json/parse.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/mcp/registry.hpp"
#include "listing.hpp"
#include "registry_impl.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

bool is_tool_name(std::string_view name) {
  return !name.empty() && name.size() <= 128 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-' || c == '.';
  });
}

bool is_object_schema(const json::object& schema) {
  const auto* type = schema.if_contains("type");
  return type && type->is_string() && type->get_string() == "object";
}

void index_name(NameIndex& index, const std::string& name, std::size_t position, std::string_view what) {
  if (name.empty()) throw std::invalid_argument(std::string(what) + " without a name");
  if (!index.emplace(name, position).second)
    throw std::invalid_argument(std::string(what) + " \"" + name + "\" is registered twice");
}

template <class Map>
auto find_in(const NameIndex& index, const Map& entries, std::string_view name) -> decltype(entries.data()) {
  const auto found = index.find(name);
  return found == index.end() ? nullptr : &entries[found->second];
}

std::uint64_t toolset_bit(std::vector<std::string>& toolsets, const std::string& name) {
  if (name.empty()) return 0;
  auto found = std::find(toolsets.begin(), toolsets.end(), name);
  if (found == toolsets.end()) {
    if (toolsets.size() == 64) throw std::invalid_argument("more than 64 toolsets");
    found = toolsets.insert(toolsets.end(), name);
  }
  return std::uint64_t{1} << (found - toolsets.begin());
}

ToolEntry compile(Tool tool, std::vector<std::string>& toolsets) {
  if (!is_object_schema(tool.input_schema))
    throw std::invalid_argument("the input schema's root must be of type \"object\"");
  Schema input(tool.input_schema);
  auto param_headers = find_param_headers(tool.input_schema);
  auto input_text = to_json_text(tool.input_schema);
  std::string output_text;
  if (!tool.output_schema.empty()) {
    Schema compiled(tool.output_schema);  // only to find mistakes
    output_text = to_json_text(tool.output_schema);
  }
  const bool output_is_object = is_object_schema(tool.output_schema);
  const auto bit = toolset_bit(toolsets, tool.toolset);
  return ToolEntry{std::move(tool),
                   std::move(input),
                   std::move(param_headers),
                   std::move(input_text),
                   std::move(output_text),
                   output_is_object,
                   bit};
}

}  // namespace

const ToolEntry* Registry::Impl::find_tool(std::string_view name) const {
  return find_in(tool_index, tools, name);
}

const Resource* Registry::Impl::find_resource(std::string_view uri) const {
  return find_in(resource_index, resources, uri);
}

const Prompt* Registry::Impl::find_prompt(std::string_view name) const {
  return find_in(prompt_index, prompts, name);
}

Registry::Registry() : impl_(std::make_unique<Impl>()) {}
Registry::~Registry() = default;

void Registry::add(Tool tool) {
  if (!is_tool_name(tool.name))
    throw std::invalid_argument("tool name \"" + tool.name + "\": 1 to 128 characters of A-Z a-z 0-9 _ - .");
  if (!tool.call) throw std::invalid_argument("tool \"" + tool.name + "\" has no function");
  const auto name = tool.name;
  if (impl_->find_tool(name)) throw std::invalid_argument("tool \"" + name + "\" is registered twice");
  try {
    impl_->tools.push_back(compile(std::move(tool), impl_->toolsets));
    impl_->has_tasks |= impl_->tools.back().tool.may_become_task;
    impl_->has_ui |= impl_->tools.back().tool.ui.has_value();
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument("tool \"" + name + "\": " + e.what());
  }
  index_name(impl_->tool_index, name, impl_->tools.size() - 1, "tool");
}

void Registry::add(Resource resource) {
  if (!resource.read) throw std::invalid_argument("resource \"" + resource.uri + "\" has no function");
  index_name(impl_->resource_index, resource.uri, impl_->resources.size(), "resource");
  impl_->resources.push_back(std::move(resource));
}

void Registry::add(ResourceTemplate resource_template) {
  if (!resource_template.read)
    throw std::invalid_argument("resource template \"" + resource_template.uri_template +
                                "\" has no function");
  UriTemplate uri(resource_template.uri_template);
  for (const auto& entry : impl_->templates)
    if (entry.uri.text() == uri.text())
      throw std::invalid_argument("resource template \"" + uri.text() + "\" is registered twice");
  if (resource_template.complete) impl_->has_completions = true;
  impl_->templates.push_back({std::move(resource_template), std::move(uri)});
}

void Registry::add(Prompt prompt) {
  if (!prompt.get) throw std::invalid_argument("prompt \"" + prompt.name + "\" has no function");
  index_name(impl_->prompt_index, prompt.name, impl_->prompts.size(), "prompt");
  if (prompt.complete) impl_->has_completions = true;
  impl_->prompts.push_back(std::move(prompt));
}

std::vector<json::object> Registry::list_tools() const {
  std::vector<json::object> list;
  for (const auto& entry : impl_->tools) {
    std::string text;
    append_listing(text, entry, newest_revision);
    list.push_back(json::parse(text).as_object());
  }
  return list;
}

}  // namespace kbroker::mcp
