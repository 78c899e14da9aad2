// Checked access to a YAML mapping: every key is either read or reported.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "api_names.hpp"
#include "api_source.hpp"

namespace kbroker::catalog {

/// Where problems of one file go, and where its texts are kept.
struct ReadContext {
  std::string file;
  TextPool& pool;
  std::vector<Problem>& problems;

  void problem(const YAML::Node& at, std::string what) const;
  void blank(const YAML::Node& at, std::string what) const;
  std::string_view keep(const YAML::Node& scalar) const { return pool.keep(scalar.Scalar()); }
};

class YamlMap {
 public:
  /// Reports keys that are not known or given twice; a node that is no mapping counts as an empty one.
  YamlMap(const ReadContext& context, const YAML::Node& node, std::string what,
          std::initializer_list<std::string_view> known);

  const YAML::Node& node() const { return node_; }
  bool has(const char* key) const { return get(key).IsDefined(); }
  /// Undefined when absent.
  YAML::Node get(const char* key) const;
  /// Empty when absent; something else than a scalar is a problem.
  std::string_view text(const char* key) const;
  /// A text that must be there and must not be blank.
  std::string_view wanted(const char* key) const;
  /// `ko` and `en` of this mapping itself, both wanted.
  Text both() const;
  /// The mapping {ko, en} below `key`, both wanted.
  Text both(const char* key) const;
  bool flag(const char* key) const;
  /// A whole number from 1; 0 when absent.
  std::uint32_t number(const char* key) const;
  /// A list of scalars, or a single scalar.
  std::vector<std::string_view> texts(const char* key) const;
  /// One of the enumeration's words; `fallback` when absent.
  template <class Enum>
  Enum word(const char* key, Enum fallback) const {
    const auto given = text(key);
    if (given.empty()) return fallback;
    if (const auto value = enumerator<Enum>(given)) return *value;
    std::string allowed;
    for (const auto name : names_of<Enum>) allowed += (allowed.empty() ? "" : ", ") + std::string(name);
    problem(key, std::string(key) + " is " + std::string(given) + ", must be one of " + allowed);
    return fallback;
  }
  void problem(const char* key, std::string what) const;

 private:
  const ReadContext& context_;
  YAML::Node node_;
  std::string what_;
};

}  // namespace kbroker::catalog
