// What a registry holds, compiled for use at each request.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kbroker/mcp/registry.hpp"
#include "param_headers.hpp"
#include "schema.hpp"
#include "tool_filter.hpp"
#include "uri_template.hpp"

namespace kbroker::mcp {

struct ToolEntry {
  Tool tool;
  Schema input;
  std::vector<ParamHeader> param_headers;
  std::string input_schema_text;   ///< verbatim, as registered
  std::string output_schema_text;  ///< empty: none
  bool output_is_object = true;    ///< legacy revisions know no other output schema
  std::uint64_t toolset_bit = 0;   ///< 0: in every toolset

  bool visible(const ToolFilter& filter) const {
    return (toolset_bit == 0 || (filter.toolsets & toolset_bit) != 0) &&
           (!filter.read_only || tool.annotations.read_only);
  }
};

struct TemplateEntry {
  ResourceTemplate resource;
  UriTemplate uri;
};

/// Finds names by view.
struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
};
using NameIndex = std::unordered_map<std::string, std::size_t, NameHash, std::equal_to<>>;

/// Vectors keep the order of registration, which is the order of listing.
struct Registry::Impl {
  std::vector<ToolEntry> tools;
  std::vector<Resource> resources;
  std::vector<TemplateEntry> templates;
  std::vector<Prompt> prompts;
  std::vector<std::string> toolsets;  ///< position is the bit
  NameIndex tool_index, resource_index, prompt_index;
  bool has_completions = false;
  bool has_tasks = false;
  bool has_ui = false;

  const ToolEntry* find_tool(std::string_view name) const;
  const Resource* find_resource(std::string_view uri) const;
  const Prompt* find_prompt(std::string_view name) const;
};

}  // namespace kbroker::mcp
