// Reads the embedded list of other names.
#include "aliases.hpp"

#include "embedded_data.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

std::unordered_map<std::string_view, Aliases> read(std::string_view table) {
  std::unordered_map<std::string_view, Aliases> out;
  for (const auto row : split(table, '\n')) {
    if (row.empty() || row.front() == '#') continue;
    const auto fields = split(row, '\t');
    auto& entry = out[fields[0]];
    if (fields.size() > 1) entry.english_name = fields[1];
    if (fields.size() > 2 && !fields[2].empty()) entry.others = split(fields[2], '|');
  }
  return out;
}

}  // namespace

const std::unordered_map<std::string_view, Aliases>& aliases_by_code() {
  static const auto list = read(embedded::aliases);
  return list;
}

}  // namespace kbroker::catalog
