// Protocol revisions as an ordered type.
#pragma once

#include <optional>
#include <string_view>

namespace kbroker::mcp {

/// Ordered by age: `revision >= Revision::v2025_06_18` asks for a feature.
enum class Revision { v2024_11_05, v2025_03_26, v2025_06_18, v2025_11_25, v2026_07_28 };

inline constexpr Revision newest_legacy = Revision::v2025_11_25;
inline constexpr Revision newest_revision = Revision::v2026_07_28;

std::string_view to_string(Revision revision) noexcept;
/// Nothing when this server does not serve it.
std::optional<Revision> parse_revision(std::string_view text) noexcept;
/// Modern revisions carry their metadata in each request and know no session.
constexpr bool is_modern(Revision revision) noexcept {
  return revision >= Revision::v2026_07_28;
}

}  // namespace kbroker::mcp
