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

}  // namespace

Result<Api> find_api(const catalog::ApiCatalogue& apis, std::string_view id) {
  if (auto exact = apis.get(id); exact.has_value()) return exact;
  if (const auto place = apis.find("kis." + std::string(id))) return apis.at(*place);
  if (const auto places = apis.with_transaction(id); places.size() == 1) return apis.at(places.front());
  auto unknown = apis.get(id).error();
  if (unknown.hint.empty()) unknown.hint = "search_api finds the id for a question in plain words.";
  return unknown;
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
