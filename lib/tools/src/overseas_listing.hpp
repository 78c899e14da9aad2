// Which overseas instruments of the master files a symbol names.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::tools {

using OtherMasters = std::vector<std::shared_ptr<const catalog::SymbolMaster>>;

/// "AAPL", "US:AAPL", "BRK.B", "7203.T", "0700.HK", "600519": in the order of broker::overseas_exchanges().
/// They live as long as the masters. Names are not looked at.
std::vector<const catalog::Symbol*> listed_overseas(const OtherMasters& masters, std::string_view text);

}  // namespace kbroker::tools
