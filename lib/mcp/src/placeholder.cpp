// Replaced by the room's first source.
#include "kbroker/mcp/call_context.hpp"
#include "kbroker/mcp/content.hpp"
#include "kbroker/mcp/registry.hpp"
#include "kbroker/mcp/server.hpp"
