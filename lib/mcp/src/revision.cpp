// Names of protocol revisions.
#include "revision.hpp"

#include <iterator>

#include "kbroker/mcp/server.hpp"

namespace kbroker::mcp {

std::string_view to_string(Revision revision) noexcept {
  // `protocol_versions` is the one list, newest first.
  return protocol_versions[std::size(protocol_versions) - 1 - static_cast<std::size_t>(revision)];
}

std::optional<Revision> parse_revision(std::string_view text) noexcept {
  for (std::size_t i = 0; i < std::size(protocol_versions); ++i)
    if (protocol_versions[i] == text) return static_cast<Revision>(std::size(protocol_versions) - 1 - i);
  return std::nullopt;
}

}  // namespace kbroker::mcp
