// Rules across keys: complete credentials, account numbers, who answers, demo mode.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "key.hpp"

namespace kbroker::config {

inline constexpr std::array<std::string_view, 4> credential_sections{"kis.real", "kis.paper", "kiwoom.real",
                                                                     "kiwoom.paper"};
/// The section whose app key, app secret or account `key` is ("kis.real.account"); empty for other keys.
std::string_view credential_section(std::string_view key);

/// Where the strongest value of a key came from.
struct Origin {
  std::string where;
  int line = 0;
};
using Origins = std::map<std::string, Origin>;

/// Leaves each credential complete or absent. Half a credential is a problem, or a notice when nothing would
/// use it (demo mode asked for, broker switched off).
void finish_credentials(Settings& settings, const Origins& origins, Findings& findings);
/// Turns demo mode on when no broker can be called, and picks a default broker that can.
void choose_mode(Settings& settings, Findings& findings);

}  // namespace kbroker::config
