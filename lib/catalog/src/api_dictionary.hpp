// What parameters and fields mean wherever they appear (fields.yaml, params.yaml of a broker).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/catalog/api.hpp"
#include "yaml_map.hpp"

namespace kbroker::catalog {

/// One entry. The values of a parameter are all that it can have anywhere; an API picks those that it takes.
/// The values of a field hold for every API.
struct Meaning {
  Text text;
  std::string_view plain_name, unit;
  std::string_view example;  ///< of a parameter that takes the same wherever it has no values to choose from
  ValueType type = ValueType::text;
  FilledBy filled_by = FilledBy::caller;
  std::vector<AllowedValue> values;
};

/// The mapping value -> {ko, en} below `values`.
std::vector<AllowedValue> read_values(const ReadContext& context, const YamlMap& map,
                                      const std::string& what);

/// Names are compared without regard to case. An entry whose name has a # stands for that name with any one
/// number, and {n} in its texts for the number: askp# "Ask price, level {n}".
class Dictionary {
 public:
  void read_fields(const ReadContext& context, const YAML::Node& entries);
  void read_params(const ReadContext& context, const YAML::Node& entries);
  /// Nothing when neither the name nor its pattern is there.
  std::optional<Meaning> find(std::string_view name, TextPool& pool) const;
  /// Entries that find() never returned.
  void for_each_unused(
      const std::function<void(const std::string& file, int line, const std::string& name)>& use) const;

 private:
  struct Entry {
    Meaning meaning;
    std::string file;
    int line = 0;
    mutable bool used = false;
  };
  void add(const ReadContext& context, const YAML::Node& key, Meaning meaning);

  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace kbroker::catalog
