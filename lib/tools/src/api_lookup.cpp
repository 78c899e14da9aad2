// Which API and which instrument a caller means.
#include "api_lookup.hpp"

#include <algorithm>

#include "kbroker/base/text.hpp"

namespace kbroker::tools {

namespace json = boost::json;
using catalog::Api;

namespace {

bool looks_like_code(std::string_view text) {
  return text.size() <= 12 && std::ranges::all_of(text, [](unsigned char c) { return c < 128 && c != ' '; });
}

/// The ids that differ least from what was asked for, a part of an id counting as near.
std::vector<std::string_view> nearest_ids(const catalog::ApiCatalogue& catalogue, std::string_view wanted) {
  static constexpr std::size_t told = 3;
  const auto sought = to_utf32(wanted.substr(0, 120));
  std::vector<std::pair<std::size_t, std::string_view>> by_distance;
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const auto id = catalogue.id(i);
    const bool part = !wanted.empty() && id.find(wanted) != std::string_view::npos;
    by_distance.emplace_back(part ? 0 : edit_distance(sought, to_utf32(id)), id);
  }
  std::partial_sort(by_distance.begin(), by_distance.begin() + told, by_distance.end());
  std::vector<std::string_view> ids;
  for (std::size_t i = 0; i < told; ++i) ids.push_back(by_distance[i].second);
  return ids;
}

}  // namespace

Result<Api> find_api(const catalog::ApiCatalogue& apis, std::string_view id) {
  if (const auto place = apis.find(id)) return apis.at(*place);
  if (const auto place = apis.find("kis." + std::string(id))) return apis.at(*place);
  if (const auto places = apis.with_transaction(id); places.size() == 1) return apis.at(places.front());
  std::string hint = "Nearest: ";
  const auto near = nearest_ids(apis, id);
  for (const auto each : near) hint += (each == near.front() ? "" : ", ") + std::string(each);
  return Error(Errc::invalid_argument, "No API is called " + shorten(id, 80) + ".",
               hint + ". search_api finds ids from a sentence.");
}

Result<json::object> with_codes(const Services& services, const Api& api, json::object params) {
  const auto domestic =
      api.category.starts_with("domestic_stock") || api.category == "etfetn" || api.broker != "kis";
  if (!domestic) return params;
  for (const auto& param : api.params) {
    if (!param.plain_name.starts_with("symbol")) continue;
    for (auto& member : params) {
      const auto* value = member.value().if_string();
      const bool meant = iequals(member.key(), param.name) || iequals(member.key(), param.plain_name) ||
                         iequals(member.key(), param.sample_name);
      if (!meant || !value || looks_like_code(*value)) continue;
      const auto code = services.master.current()->resolve(*value, true);
      if (code.has_error()) return code.error();
      member.value() = *code;
    }
  }
  return params;
}

}  // namespace kbroker::tools
