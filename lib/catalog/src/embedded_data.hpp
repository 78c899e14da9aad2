// The data files of this room as the build embeds them.
#pragma once

#include <string_view>

namespace kbroker::catalog::embedded {

/// The sample master files, in cp949.
extern const std::string_view kospi_master, kosdaq_master, konex_master;
/// The lists of data/ with these names, as they are.
extern const std::string_view aliases, foreign_names, search_words, search_everyday, sample_others;
/// data/apis, packed (api_pack.hpp).
extern const std::string_view apis;

}  // namespace kbroker::catalog::embedded
