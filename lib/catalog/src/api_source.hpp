// Reads the catalogue's YAML files. They may come from outside (catalog.path), so nothing in them is trusted.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "kbroker/catalog/api.hpp"

namespace kbroker::catalog {

struct SourceFile {
  std::string name;  ///< for messages
  std::string text;
};

struct Problem {
  std::string file;
  int line = 0;  ///< 0: the file as a whole
  std::string what;
  bool blank = false;  ///< a text that nobody has written yet
};
/// "kis/auth.yaml:12: …".
std::string to_string(const Problem& problem);

/// Owns every text that the APIs point to; equal texts are kept once.
class TextPool {
 public:
  std::string_view keep(std::string text);

 private:
  std::unordered_set<std::string> texts_;
};

struct ApiSource {
  std::unique_ptr<TextPool> pool;
  std::vector<Api> apis;          ///< sorted by id
  std::vector<Problem> problems;  ///< in the order of files and lines
};

/// Reads and checks everything: keys, words, blank texts, and the rules of api_rules.hpp. An API with
/// problems may be incomplete in the result.
ApiSource read_apis(std::span<const SourceFile> files);

/// Every *.yaml below a folder (or the one file), sorted by name; throws std::runtime_error when something
/// cannot be read or is larger than a catalogue can be.
std::vector<SourceFile> read_source_files(const std::string& path);

}  // namespace kbroker::catalog
