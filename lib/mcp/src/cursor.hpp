// Page positions that clients hand back: opaque, signed, bound to the list they came from.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "kbroker/base/random.hpp"

namespace kbroker::mcp {

/// Any thread may call every function.
class CursorSigner {
 public:
  /// The key lives as long as the process; cursors of another process are refused.
  explicit CursorSigner(Random& random);
  /// `list` names what is paged, for example "tools/list" and the filter.
  std::string sign(std::string_view list, std::size_t offset) const;
  /// Nothing for a cursor that was altered, or made for another list or by somebody else.
  std::optional<std::size_t> verify(std::string_view list, std::string_view cursor) const;

 private:
  std::string mac(std::string_view list, std::string_view offset) const;
  std::string key_;
};

}  // namespace kbroker::mcp
