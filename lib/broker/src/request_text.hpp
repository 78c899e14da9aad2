// The canonical text of a request, whose MD5 is its cache key.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace kbroker::broker {

/// "operation:" and the parameters as "name=value" joined by '&'. `parameters` come sorted by name.
std::string request_text(std::string_view operation,
                         std::initializer_list<std::pair<std::string_view, std::string_view>> parameters);

}  // namespace kbroker::broker
