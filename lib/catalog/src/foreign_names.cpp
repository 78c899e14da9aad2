#include "foreign_names.hpp"

#include <algorithm>
#include <deque>

#include "embedded_data.hpp"
#include "kbroker/base/text.hpp"
#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

struct List {
  std::deque<ForeignInstrument> instruments;
  std::vector<ForeignName> names;

  explicit List(std::string_view table) {
    for (const auto row : split(table, '\n')) {
      if (row.empty() || row.front() == '#') continue;
      const auto columns = split(row, '\t');
      const auto english = split(columns[2], '|').front(), korean = split(columns[3], '|').front();
      const auto& instrument = instruments.emplace_back(columns[0], columns[1],
                                                        !korean.empty()    ? korean
                                                        : !english.empty() ? english
                                                                           : columns[0]);
      add(columns[0], instrument, true);
      // KIS writes five digits in Hong Kong, people four: 0700.
      if (columns[1] == "HKS") add(columns[0].substr(1), instrument, true);
      for (const auto column : {columns[2], columns[3]})
        for (const auto name : split(column, '|')) add(name, instrument, false);
    }
    std::ranges::sort(names, {}, &ForeignName::text);
  }

  void add(std::string_view name, const ForeignInstrument& instrument, bool is_symbol) {
    if (auto key = search_key(name); !key.empty()) names.push_back({std::move(key), &instrument, is_symbol});
  }
};

}  // namespace

const std::vector<ForeignName>& foreign_names() {
  static const List list(embedded::foreign_names);
  return list.names;
}

std::optional<ForeignInstrument> find_foreign(std::string_view text) {
  const auto key = search_key(text);
  const auto found = std::ranges::equal_range(foreign_names(), key, {}, &ForeignName::text);
  if (key.empty() || found.empty()) return std::nullopt;
  return *found.front().instrument;
}

}  // namespace kbroker::catalog
