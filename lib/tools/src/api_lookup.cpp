// Which API and which instrument a caller means.
#include "api_lookup.hpp"

#include <algorithm>

#include "kbroker/base/text.hpp"
#include "kbroker/catalog/api_arguments.hpp"

namespace kbroker::tools {

namespace json = boost::json;
using catalog::Api;

namespace {

bool looks_like_code(std::string_view text) {
  return text.size() <= 12 && std::ranges::all_of(text, [](unsigned char c) { return c < 128 && c != ' '; });
}

}  // namespace

Result<Api> find_api(const catalog::ApiCatalogue& apis, std::string_view id) {
  if (const auto place = apis.find(id)) return apis.at(*place);
  if (const auto place = apis.find("kis." + std::string(id))) return apis.at(*place);
  if (const auto places = apis.with_transaction(id); places.size() == 1) return apis.at(places.front());
  std::vector<std::string_view> ids;
  ids.reserve(apis.size());
  for (std::size_t i = 0; i < apis.size(); ++i) ids.push_back(apis.id(i));
  return Error(Errc::invalid_argument, "No API is called " + shorten(id, 80) + ".",
               nearest_names(ids, id) + " search_api finds ids from a sentence.");
}

std::string nearest_names(const std::vector<std::string_view>& names, std::string_view wanted) {
  static constexpr std::size_t told = 3;
  const auto sought = to_utf32(wanted.substr(0, 120));
  std::vector<std::pair<std::size_t, std::string_view>> by_distance;
  for (const auto name : names) {
    const bool part = !wanted.empty() && name.find(wanted) != std::string_view::npos;
    by_distance.emplace_back(part ? 0 : edit_distance(sought, to_utf32(name)), name);
  }
  const auto shown = std::min(told, by_distance.size());
  std::partial_sort(by_distance.begin(), by_distance.begin() + static_cast<std::ptrdiff_t>(shown),
                    by_distance.end());
  std::string text = "Nearest: ";
  for (std::size_t i = 0; i < shown; ++i) text += (i ? ", " : "") + std::string(by_distance[i].second);
  return text + ".";
}

Result<json::object> with_codes(const Services& services, const Api& api, json::object params) {
  const auto domestic =
      api.category.starts_with("domestic_stock") || api.category == "etfetn" || api.broker != "kis";
  if (!domestic) return params;
  for (auto& member : params) {
    const auto* param = catalog::param_called(api, member.key());
    const auto* value = member.value().if_string();
    if (!param || !param->plain_name.starts_with("symbol") || !value || looks_like_code(*value)) continue;
    const auto code = services.master.current()->resolve(*value, true);
    if (code.has_error()) return code.error();
    member.value() = *code;
  }
  return params;
}

}  // namespace kbroker::tools
