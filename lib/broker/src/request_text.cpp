// Cache keys.
#include "request_text.hpp"

#include <algorithm>
#include <vector>

#include "kbroker/base/hash.hpp"
#include "kbroker/broker/gateway.hpp"

namespace kbroker::broker {

namespace {

template <class Parameters>
std::string join(std::string_view operation, const Parameters& parameters) {
  std::size_t size = operation.size() + 1;
  for (const auto& [name, value] : parameters) size += name.size() + value.size() + 2;
  std::string text;
  text.reserve(size);
  text.append(operation).push_back(':');
  bool first = true;
  for (const auto& [name, value] : parameters) {
    if (!first) text.push_back('&');
    first = false;
    text.append(name).append(1, '=').append(value);
  }
  return text;
}

}  // namespace

std::string request_text(std::string_view operation,
                         std::initializer_list<std::pair<std::string_view, std::string_view>> parameters) {
  return join(operation, parameters);
}

std::string cache_key(std::string_view operation,
                      std::vector<std::pair<std::string, std::string>> parameters) {
  std::sort(parameters.begin(), parameters.end());
  return md5_hex(join(operation, parameters));
}

}  // namespace kbroker::broker
