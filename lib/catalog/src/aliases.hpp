// English names and nicknames by code, from data/aliases.tsv.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

namespace kbroker::catalog {

struct Aliases {
  std::string_view english_name;
  std::vector<std::string_view> others;
};

/// The shipped list; read on first use, any thread.
const std::unordered_map<std::string_view, Aliases>& aliases_by_code();

}  // namespace kbroker::catalog
