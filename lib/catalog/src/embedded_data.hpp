// The data files of this room as the build embeds them.
#pragma once

#include <string_view>

namespace kbroker::catalog::embedded {

/// The sample master files, in cp949.
extern const std::string_view kospi_master, kosdaq_master, konex_master;
/// data/aliases.tsv as it is.
extern const std::string_view aliases;
/// data/apis, packed (api_pack.hpp).
extern const std::string_view apis;

}  // namespace kbroker::catalog::embedded
