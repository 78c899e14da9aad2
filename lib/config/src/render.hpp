// The key table as text: the documented file and the table of docs/configuration.md.
#pragma once

#include <string>

namespace kbroker::config {

/// configs/kbrokerd.yaml: every key with its default and its meaning.
std::string documented_yaml();
/// One Markdown table row a key.
std::string documented_markdown();

}  // namespace kbroker::config
