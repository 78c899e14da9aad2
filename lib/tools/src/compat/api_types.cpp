#include "api_types.hpp"

#include "api_lookup.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::tools::compat {

namespace {

std::string prefix_of(std::string_view category) {
  return "kis." + std::string(category) + ".";
}

}  // namespace

std::vector<catalog::Api> apis_of(const catalog::ApiCatalogue& catalogue, std::string_view category) {
  const auto prefix = prefix_of(category);
  std::vector<catalog::Api> apis;
  for (std::size_t i = 0; i < catalogue.size(); ++i)
    if (catalogue.id(i).starts_with(prefix)) apis.push_back(catalogue.at(i));
  return apis;
}

std::string_view api_type_of(const catalog::Api& api) {
  return api.id.substr(api.id.rfind('.') + 1);
}

Result<catalog::Api> find_api_type(const catalog::ApiCatalogue& catalogue, std::string_view category,
                                   std::string_view api_type) {
  const auto prefix = prefix_of(category);
  const auto wanted = to_lower(trim(api_type));
  if (const auto place = catalogue.find(prefix + wanted)) return catalogue.at(*place);
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < catalogue.size(); ++i)
    if (catalogue.id(i).starts_with(prefix)) names.push_back(catalogue.id(i).substr(prefix.size()));
  return Error(
      Errc::invalid_argument, std::string(category) + " has no api_type '" + shorten(api_type, 80) + "'.",
      nearest_names(names, wanted) + " search_" + std::string(category) + "_api finds them from a sentence.");
}

}  // namespace kbroker::tools::compat
