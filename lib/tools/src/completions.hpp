// What completes arguments of resources and prompts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// Ids of a broker's APIs without the broker: those that begin with the text, then those that contain it.
/// With an empty broker whole ids.
std::vector<std::string> complete_api_id(const Services& services, std::string_view broker,
                                         std::string_view typed);
/// Codes of the instruments that the text finds, best first.
std::vector<std::string> complete_symbol(const Services& services, std::string_view typed);
/// Those of the words that begin with the text.
std::vector<std::string> complete_word(std::initializer_list<std::string_view> words, std::string_view typed);

}  // namespace kbroker::tools
