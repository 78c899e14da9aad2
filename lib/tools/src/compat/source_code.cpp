#include "source_code.hpp"

#include "kbroker/base/text.hpp"

namespace kbroker::tools::compat {

namespace {

constexpr std::string_view resource = "kapi://";
constexpr std::string_view samples = "examples_llm/";

}  // namespace

std::string source_url(const catalog::Api& api) {
  const auto dot = api.id.find('.');
  return std::string(resource) + std::string(api.broker) + "/" + std::string(api.id.substr(dot + 1));
}

std::string api_id_in(std::string_view url) {
  url = trim(url);
  if (url.starts_with(resource)) {
    std::string id(url.substr(resource.size()));
    if (const auto slash = id.find('/'); slash != std::string::npos) id[slash] = '.';
    return id;
  }
  const auto place = url.find(samples);
  if (place == std::string_view::npos) return std::string(url);
  const auto parts = split(url.substr(place + samples.size()), '/');
  if (parts.size() < 2) return std::string(url);
  const auto function = parts[1].substr(0, parts[1].find_first_of("?#"));
  return "kis." + std::string(parts[0]) + "." + std::string(function);
}

}  // namespace kbroker::tools::compat
