// Types a broker's answer by the catalogue.
#include "kbroker/catalog/api_answer.hpp"

#include <algorithm>
#include <array>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/decimal.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/catalog/api_values.hpp"

namespace kbroker::catalog {

namespace json = boost::json;

namespace {

constexpr std::string_view top = "body";

/// What says whether the call succeeded, and how to go on: not part of the data.
bool is_envelope(std::string_view name) {
  static constexpr auto names =
      std::to_array<std::string_view>({"rt_cd", "msg_cd", "msg1", "return_code", "return_msg"});
  return std::ranges::any_of(names, [&](std::string_view each) { return iequals(each, name); }) ||
         to_lower(name).starts_with("ctx_area_");
}

const json::value* find(const json::object& object, std::string_view name) {
  if (const auto* exact = object.if_contains(name)) return exact;
  for (const auto& member : object)
    if (iequals(member.key(), name)) return &member.value();
  return nullptr;
}

const ApiField* find_field(const ApiContainer& container, std::string_view name) {
  const auto found = std::ranges::find_if(container.fields,
                                          [&](const ApiField& field) { return iequals(field.name, name); });
  return found == container.fields.end() ? nullptr : &*found;
}

bool is_container(const Api& api, std::string_view name) {
  return std::ranges::any_of(api.response,
                             [&](const ApiContainer& each) { return iequals(each.name, name); });
}

/// Kiwoom writes "--23722054" for a number that is negative and fell.
std::optional<Decimal> decimal(std::string_view text) {
  if (text.starts_with("--")) text.remove_prefix(1);
  return Decimal::parse(text);
}

bool all_zeros(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

json::value typed_text(ValueType type, std::string_view text) {
  if (type == ValueType::text) return json::value(text);
  if (text.empty()) return nullptr;
  if (type == ValueType::number || type == ValueType::price) {
    const auto number = decimal(text);
    if (!number) return json::value(text);
    return to_json(type == ValueType::price ? number->abs() : *number);
  }
  if (type != ValueType::time && all_zeros(text)) return nullptr;  // "00000000": no such day
  if (!is_well_formed(type, text)) return json::value(text);
  std::string iso;
  switch (type) {
    case ValueType::date:
      return json::value(to_iso(*parse_date(text)));
    case ValueType::month:
      iso = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4));
      break;
    case ValueType::time:
      iso = std::string(text.substr(0, 2)) + ":" + std::string(text.substr(2, 2));
      if (text.size() == 6) iso += ":" + std::string(text.substr(4));
      break;
    default:
      iso = to_rfc3339_kst(*parse_kst_timestamp(text));
  }
  return json::value(iso);
}

json::value typed_value(const ApiContainer& container, std::string_view name, const json::value& value) {
  const auto* text = value.if_string();
  if (!text) return value;
  const auto* field = find_field(container, name);
  return typed_text(field ? field->type : ValueType::text, trim(*text));
}

void sign_the_difference(const json::object& raw, json::object& row) {
  const auto* sign = find(raw, "sign");
  auto* diff = row.if_contains("diff");
  if (!sign || !sign->is_string() || !diff) return;
  const auto direction = trim(sign->get_string());
  if (direction != "4" && direction != "5") return;  // lower limit, down
  if (diff->is_int64() && diff->get_int64() > 0) *diff = -diff->get_int64();
  if (diff->is_double() && diff->get_double() > 0) *diff = -diff->get_double();
}

json::object typed_row(const ApiContainer& container, const json::object& raw) {
  json::object row;
  for (const auto& member : raw)
    row.emplace(member.key(), typed_value(container, member.key(), member.value()));
  sign_the_difference(raw, row);
  return row;
}

bool says_nothing(std::string_view text) {
  text = trim(text);
  if (text.empty()) return true;
  const auto number = Decimal::parse(text);
  return number && number->is_zero();
}

/// Rows without any text or figure pad some lists.
bool says_nothing(const json::object& row) {
  return std::ranges::all_of(row, [](const json::key_value_pair& member) {
    const auto* text = member.value().if_string();
    return member.value().is_null() || (text && says_nothing(std::string_view(*text)));
  });
}

/// The rows of a container that comes as an object, a list, a blank text, null or not at all.
std::vector<const json::object*> rows_of(const json::object& body, std::string_view name) {
  std::vector<const json::object*> rows;
  const auto* content = find(body, name);
  if (!content) return rows;
  if (const auto* object = content->if_object()) rows.push_back(object);
  if (const auto* list = content->if_array())
    for (const auto& each : *list)
      if (const auto* row = each.if_object()) rows.push_back(row);
  return rows;
}

json::array typed_list(const ApiContainer& container, std::span<const json::object> pages) {
  json::array list;
  for (const auto& page : pages)
    for (const auto* row : rows_of(page, container.name))
      if (!says_nothing(*row)) list.push_back(typed_row(container, *row));
  return list;
}

json::value typed_object(const ApiContainer& container, std::span<const json::object> pages) {
  for (auto page = pages.rbegin(); page != pages.rend(); ++page) {
    const auto rows = rows_of(*page, container.name);
    if (rows.size() > 1) return typed_list(container, pages);
    if (!rows.empty()) return typed_row(container, *rows.front());
  }
  return nullptr;
}

/// Everything at the top that is neither the envelope nor a container.
json::object typed_top(const Api& api, const ApiContainer& container, const json::object& page) {
  json::object row;
  for (const auto& member : page)
    if (!is_envelope(member.key()) && !is_container(api, member.key()))
      row.emplace(member.key(), typed_value(container, member.key(), member.value()));
  return row;
}

}  // namespace

json::object typed_answer(const Api& api, std::span<const json::object> pages) {
  json::object answer;
  const ApiContainer* described_top = nullptr;
  for (const auto& container : api.response) {
    if (container.name == top)
      described_top = &container;
    else if (container.shape == Shape::object)
      answer.emplace(container.name, typed_object(container, pages));
    else
      answer.emplace(container.name, typed_list(container, pages));
  }
  static const ApiContainer nothing;
  if (pages.empty()) return answer;
  auto rest = typed_top(api, described_top ? *described_top : nothing, pages.back());
  if (!rest.empty()) answer.emplace(top, std::move(rest));
  return answer;
}

const ApiParam* subject_param(const Api& api) {
  for (const std::string_view name : {"symbol", "index"}) {
    const auto found = std::ranges::find(api.params, name, &ApiParam::plain_name);
    if (found != api.params.end()) return &*found;
  }
  return nullptr;
}

bool is_answer_to_unknown_symbol(const Api& api, const ApiArguments& arguments,
                                 std::span<const json::object> pages) {
  const auto* subject = subject_param(api);
  if (!subject || pages.empty()) return false;
  const bool named = std::ranges::any_of(arguments.sent, [&](const ApiArgument& argument) {
    return argument.name == subject->name && !trim(argument.value).empty();
  });
  if (!named) return false;
  const auto echoes = [&](std::string_view text) {
    return std::ranges::any_of(arguments.sent, [&](const ApiArgument& argument) {
      return !trim(argument.value).empty() && text.find(argument.value) != std::string_view::npos;
    });
  };
  // A single figure of nothing may be true; a whole snapshot of nothing is not.
  static constexpr std::size_t fields_of_a_snapshot = 5;
  std::size_t blank = 0;
  for (const auto& container : api.response) {
    const bool of_index = find_field(container, "bstp_nmix_prpr");
    if (container.name == top || (of_index && subject->plain_name == "symbol")) continue;
    for (const auto* row : rows_of(pages.front(), container.name))
      for (const auto& member : *row) {
        const auto* text = member.value().if_string();
        // The sign of no change is a 3 all the same.
        const bool informs = text && !says_nothing(std::string_view(*text)) && !echoes(trim(*text));
        if (informs && !to_lower(member.key()).ends_with("sign")) return false;
        if (container.shape == Shape::object) ++blank;
      }
  }
  return blank >= fields_of_a_snapshot;
}

json::object labels(const Api& api, const json::object& answer, LabelLanguage language) {
  json::object all;
  for (const auto& container : api.response) {
    const auto* content = answer.if_contains(container.name);
    if (!content || content->is_null()) continue;
    json::object names;
    for (const auto& field : container.fields) {
      std::string text(language == LabelLanguage::ko ? field.meaning.ko : field.meaning.en);
      if (!field.unit.empty()) text += " (" + std::string(field.unit) + ")";
      names.emplace(field.name, text);
    }
    all.emplace(container.name, std::move(names));
  }
  return all;
}

}  // namespace kbroker::catalog
