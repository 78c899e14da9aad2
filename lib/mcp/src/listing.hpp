// Entities as the four list methods show them, by revision (mcp.md 3.2).
#pragma once

#include <string>

#include "registry_impl.hpp"
#include "revision.hpp"

namespace kbroker::mcp {

/// Appends one JSON object.
void append_listing(std::string& out, const ToolEntry& entry, Revision revision);
void append_listing(std::string& out, const Resource& resource, Revision revision);
void append_listing(std::string& out, const TemplateEntry& entry, Revision revision);
void append_listing(std::string& out, const Prompt& prompt, Revision revision);

}  // namespace kbroker::mcp
