// Which rows of a long list a KIS request asks for, and how the answer says that there are more.
#include "kis_paging.hpp"

#include <algorithm>
#include <charconv>

#include "kbroker/base/text.hpp"
#include "kis_market.hpp"

namespace kbroker::sim {

namespace {

using catalog::Api;
using catalog::Paging;

/// Rows a page, as the official samples and wrappers report them.
std::size_t page_size(const Api& api, Environment environment) {
  const bool real = environment == Environment::real;
  if (api.id.ends_with(".inquire_daily_ccld")) return real ? 100 : 15;
  if (api.id.ends_with("chartprice") || api.id.ends_with(".dailyprice")) return 100;
  if (api.paging == Paging::ctx_area) return real ? 50 : 20;
  return 30;
}

/// CTX_AREA_FK100 carries the filter, the others the place.
bool carries_place(std::string_view name) {
  return name.find("_FK") == std::string_view::npos;
}

std::size_t place_asked_for(const Api& api, const KisRequest& request) {
  std::size_t place = 0;
  for (const auto name : api.paging_params) {
    const auto text = trim(request.parameter(name));
    if (carries_place(name)) std::from_chars(text.data(), text.data() + text.size(), place);
  }
  return place;
}

std::size_t list_length(const Api& api, std::size_t size, std::uint64_t key) {
  switch (api.paging) {
    case Paging::ctx_area:
    case Paging::key_param:
      return size + size / 2;
    case Paging::tr_cont_only:
      return key % 3 == 0 ? size + size / 2 : size;
    case Paging::none:
    case Paging::next_key:
      break;
  }
  return size;
}

std::string filter_text(const Api& api, const KisRequest& request) {
  std::string text;
  for (const auto& param : api.params)
    if (std::ranges::find(api.paging_params, param.name) == api.paging_params.end())
      text += std::string(request.parameter(param.name)) + "^";
  return text;
}

/// CTX_AREA_NK100 is 100 characters wide, CTX_AREA_NK 20.
std::size_t width_of(std::string_view name) {
  const auto digits = name.find_last_not_of("0123456789") + 1;
  std::size_t width = 20;
  std::from_chars(name.data() + digits, name.data() + name.size(), width);
  return width;
}

/// The container that the catalogue gives the field to; otherwise the top of the body.
boost::json::object& holder(boost::json::object& body, const Api& api, std::string_view name) {
  for (const auto& container : api.response) {
    const auto has = std::ranges::any_of(
        container.fields, [&](const catalog::ApiField& field) { return iequals(field.name, name); });
    if (!has) continue;
    if (auto* found = body.if_contains(container.name); found && found->is_object())
      return found->get_object();
  }
  return body;
}

}  // namespace

KisPage kis_page(const Api& api, const KisRequest& request, std::uint64_t key) {
  const auto size = page_size(api, request.environment);
  const auto length = list_length(api, size, key);
  KisPage page;
  if (request.tr_cont == "N")
    page.first = api.paging == Paging::tr_cont_only ? size : place_asked_for(api, request);
  page.first = std::min(page.first, length);
  page.count = std::min(size, length - page.first);
  page.more = page.first + page.count < length;
  return page;
}

void put_page(KisAnswer& answer, const Api& api, const KisRequest& request, const KisPage& page) {
  if (api.paging == Paging::none) return;
  answer.tr_cont = page.first == 0 ? (page.more ? "F" : "D") : (page.more ? "M" : "E");
  for (const auto name : api.paging_params) {
    const auto place = page.more ? std::to_string(page.first + page.count) : std::string();
    const auto text = carries_place(name) ? place : filter_text(api, request).substr(0, width_of(name));
    const bool padded = api.paging == Paging::ctx_area;
    holder(answer.body, api, name)[to_lower(name)] = padded ? blank_padded(text, width_of(name)) : text;
  }
}

}  // namespace kbroker::sim
