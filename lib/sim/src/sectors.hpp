// Which branch of industry an instrument belongs to.
#pragma once

#include <string_view>

#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::sim {

/// The name brokers show ("전기·전자"); empty for funds and for shares the table does not have, as with them.
std::string_view sector_of(const catalog::Symbol& symbol);

}  // namespace kbroker::sim
