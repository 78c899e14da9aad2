// What call_api makes of a broker's answer.
#include "api_result.hpp"

#include <algorithm>

#include <boost/algorithm/string/replace.hpp>

#include "answer_budget.hpp"
#include "arguments.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/catalog/api_answer.hpp"

namespace kbroker::tools {

namespace json = boost::json;
using catalog::Api;
using Stop = broker::ApiAnswer::Stop;

namespace {

/// Of the JSON text of `data`; about ten thousand tokens at most.
constexpr std::size_t answer_bytes = 24'000;
/// What `data` needs beside rows and labels: names, paging, cuts.
constexpr std::size_t other_bytes = 1'500;

std::string how_to_go_on(const broker::ApiAnswer& answer) {
  const std::string rest =
      answer.rest.empty() ? "call again." : "call again with paging.rest added to params.";
  switch (answer.stop) {
    case Stop::page_limit:
      return answer.rest.empty() ? "There are more pages: raise max_pages."
                                 : "There are more pages: raise max_pages, or " + rest;
    case Stop::time:
      return "The time for one call was nearly over: " + rest;
    case Stop::repeated:
      return "The broker gave the same page again; what it has is here.";
    case Stop::failed:
      return "A later page failed (" + answer.failure->message + "): " + rest;
    case Stop::complete:
      break;
  }
  return {};
}

std::string_view name_of(Stop stop) {
  switch (stop) {
    case Stop::page_limit:
      return "max_pages";
    case Stop::time:
      return "time";
    case Stop::repeated:
      return "repeated";
    case Stop::failed:
      return "failed";
    case Stop::complete:
      break;
  }
  return "complete";
}

/// A broker that has no further pages, but cuts what it gives.
bool may_be_cut_by_broker(const Api& api, const broker::ApiAnswer& answer) {
  if (api.most_rows == 0 || answer.stop != Stop::complete) return false;
  return std::ranges::any_of(answer.pages.front(), [&](const auto& member) {
    const auto* rows = member.value().if_array();
    return rows && rows->size() >= api.most_rows;
  });
}

json::object describe_paging(const Api& api, const broker::ApiAnswer& answer) {
  json::object paging{{"pages", answer.pages.size()}, {"stopped", name_of(answer.stop)}};
  if (const auto how = how_to_go_on(answer); !how.empty()) paging["how"] = how;
  if (may_be_cut_by_broker(api, answer)) {
    paging["stopped"] = "row_limit";
    paging["how"] = "The broker gives at most " + std::to_string(api.most_rows) +
                    " rows a call, so that there may be more: call again for what lies before the oldest "
                    "row (describe_api tells how under traps).";
  }
  if (!answer.rest.empty()) {
    json::object rest;
    for (const auto& [name, value] : answer.rest) rest[name] = value;
    paging["rest"] = std::move(rest);
  }
  return paging;
}

json::array describe_cuts(const std::vector<Cut>& cuts) {
  json::array list;
  for (const auto& cut : cuts) {
    json::object one{{"container", cut.container}, {"from", cut.from}, {"shown", cut.shown}, {"of", cut.of}};
    const auto next = cut.from + cut.shown;
    if (next < cut.of)
      one["how"] = "Cut to keep the answer small: call again with offset " + std::to_string(next) +
                   ", or name the fields you need in fields.";
    list.push_back(std::move(one));
  }
  return list;
}

/// Each page as the broker sent it.
json::array raw_pages(const broker::ApiAnswer& answer, std::size_t offset, json::array& cuts) {
  const auto room = (answer_bytes - other_bytes) / answer.pages.size();
  json::array pages;
  for (const auto& page : answer.pages) {
    json::object copy = page;
    for (auto& cut : describe_cuts(fit(copy, room, offset))) cuts.push_back(cut);
    pages.push_back(std::move(copy));
  }
  return pages;
}

std::vector<std::string> fields_of(const json::object& arguments) {
  std::vector<std::string> names;
  if (const auto* list = arguments.if_contains("fields"); list && list->is_array())
    for (const auto& each : list->get_array()) names.emplace_back(each.as_string());
  return names;
}

void mask_account(json::value& value, const std::string& account, const std::string& masked) {
  if (auto* text = value.if_string(); text && text->find(account) != json::string::npos) {
    *text = boost::replace_all_copy(std::string(*text), account, masked);
  } else if (auto* object = value.if_object()) {
    for (auto& member : *object) mask_account(member.value(), account, masked);
  } else if (auto* array = value.if_array()) {
    for (auto& each : *array) mask_account(each, account, masked);
  }
}

std::size_t rows_in(const json::object& data) {
  std::size_t rows = 0;
  if (const auto* result = data.if_contains("result"))
    for (const auto& member : result->get_object())
      if (const auto* list = member.value().if_array()) rows += list->size();
  return rows;
}

}  // namespace

std::optional<Error> unknown_field(const Api& api, const json::object& arguments) {
  std::vector<std::string> known;
  for (const auto& container : api.response)
    for (const auto& field : container.fields) known.push_back(to_lower(field.name));
  for (const auto& name : fields_of(arguments)) {
    const auto wanted = to_lower(name);
    if (std::ranges::find(known, wanted) != known.end()) continue;
    auto message = "The answer of " + std::string(api.id) + " has no field " + shorten(name, 64) + ".";
    if (const auto near = nearest(wanted, known)) message += " Did you mean " + std::string(*near) + "?";
    return Error(Errc::invalid_argument, std::move(message), "describe_api lists its fields.");
  }
  return std::nullopt;
}

json::object api_data(const Services& services, const Api& api, const broker::ApiAnswer& answer,
                      const json::object& arguments) {
  json::object data{{"id", api.id}, {"name", api.name.en}, {"name_ko", api.name.ko}};
  const auto offset = static_cast<std::size_t>(integer(arguments, "offset", 0));
  json::array cuts;
  if (flag(arguments, "raw", false)) {
    data["raw"] = raw_pages(answer, offset, cuts);
  } else {
    auto typed = catalog::typed_answer(api, answer.pages);
    if (const auto names = fields_of(arguments); !names.empty()) keep_fields(typed, names);
    std::size_t others = other_bytes;
    if (const auto language = text(arguments, "labels")) {
      auto labels = catalog::labels(
          api, typed, *language == "ko" ? catalog::LabelLanguage::ko : catalog::LabelLanguage::en);
      others += to_json_text(labels).size();
      data["labels"] = std::move(labels);
    }
    cuts = describe_cuts(fit(typed, answer_bytes - std::min(others, answer_bytes), offset));
    data["result"] = std::move(typed);
  }
  data["paging"] = describe_paging(api, answer);
  if (!cuts.empty()) data["cut"] = std::move(cuts);
  if (services.mask_account && !answer.account.empty()) {
    json::value masked(std::move(data));
    mask_account(masked, answer.account, mask(answer.account));
    data = std::move(masked.get_object());
  }
  return data;
}

std::string api_sentence(const Api& api, const broker::ApiAnswer& answer, const json::object& data) {
  std::string message = std::string(api.name.ko) + " / " + std::string(api.name.en);
  if (const auto rows = rows_in(data)) message += ", " + std::to_string(rows) + " rows";
  if (answer.pages.size() > 1) message += " of " + std::to_string(answer.pages.size()) + " pages";
  if (data.contains("cut")) message += ", cut (see data.cut)";
  if (data.at("paging").at("stopped") != "complete") message += ", not all (see data.paging)";
  return message;
}

}  // namespace kbroker::tools
