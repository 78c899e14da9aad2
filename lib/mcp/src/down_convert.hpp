// Content blocks in words an older revision understands (mcp.md 3.2).
#pragma once

#include <string>

#include "kbroker/mcp/content.hpp"
#include "revision.hpp"

namespace kbroker::mcp {

/// Appends one block; a type that `revision` lacks becomes text.
void append_content(std::string& out, const Content& content, Revision revision);

}  // namespace kbroker::mcp
