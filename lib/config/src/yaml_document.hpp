// The YAML document of a configuration file.
#pragma once

#include <optional>
#include <string>

#include <yaml-cpp/yaml.h>

#include "key.hpp"

namespace kbroker::config {

/// From 1; 0 when the node came from no text.
int line_of(const YAML::Node& node);

/// The only document of a file, which must be a mapping; nothing when it is empty or wrong.
std::optional<YAML::Node> parse_document(const std::string& text, const std::string& where,
                                         Findings& findings);

}  // namespace kbroker::config
