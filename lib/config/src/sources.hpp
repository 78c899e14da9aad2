// Where values come from: YAML files, kis_devlp.yaml, the environment. Each source only collects; the loader
// decides.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "key.hpp"

namespace kbroker::config {

using Environment = std::map<std::string, std::string>;

/// The values of a configuration file. `where` is its name in problems.
std::vector<Given> read_yaml(std::string_view text, const std::string& where, Findings& findings);

/// The KIS credentials of the official samples' kis_devlp.yaml.
std::vector<Given> read_kis_devlp(std::string_view text, const std::string& where, Findings& findings);

/// KBROKER_…, the brokers' own names, and nothing that is empty. Weaker names come first.
std::vector<Given> read_environment(const Environment& environment, Findings& findings);

/// A file's content up to `limit` bytes; otherwise `mistake` says why not.
struct FileContent {
  std::string text;
  std::string mistake;  ///< empty: read
  bool missing = false;
  bool readable_by_others = false;
};
FileContent read_file(const std::string& path, std::size_t limit);

}  // namespace kbroker::config
