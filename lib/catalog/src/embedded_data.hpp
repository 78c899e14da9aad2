// The data files of this room as the build embeds them.
#pragma once

#include <string_view>

namespace kbroker::catalog::embedded {

/// The sample master files, in cp949.
extern const std::string_view kospi_master, kosdaq_master, konex_master;
/// data/aliases.tsv, foreign_names.tsv and search_words.tsv as they are.
extern const std::string_view aliases, foreign_names, search_words;
/// data/apis, packed (api_pack.hpp).
extern const std::string_view apis;

}  // namespace kbroker::catalog::embedded
