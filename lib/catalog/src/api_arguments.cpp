// Reads a caller's parameters against the catalogue.
#include "kbroker/catalog/api_arguments.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <span>

#include "kbroker/base/decimal.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/catalog/api_values.hpp"
#include "param_text.hpp"

namespace kbroker::catalog {

namespace json = boost::json;

namespace {

bool is_called(const ApiParam& param, std::string_view name) {
  if (name.empty()) return false;  // many have no sample's name
  if (iequals(param.name, name) || iequals(param.plain_name, name) || iequals(param.sample_name, name))
    return true;
  const auto names = wire_names(param);
  return names.size() > 1 &&
         std::ranges::any_of(names, [&](const auto& each) { return iequals(each, name); });
}

bool is_secret(FilledBy source) {
  return source == FilledBy::app_key || source == FilledBy::app_secret || source == FilledBy::access_token;
}

bool has_value(const ApiParam& param, std::string_view value) {
  return std::ranges::find(param.values, value, &AllowedValue::value) != param.values.end();
}

/// A date and its like without separators.
std::string without_separators(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (c != '-' && c != ':' && c != '.' && c != '/' && c != ' ' && c != 'T') plain += c;
  return plain;
}

/// The wire form of what the caller wrote, or the nearest to it.
std::string normal_form(const ApiParam& param, std::string_view text) {
  if (has_value(param, text)) return std::string(text);
  for (const auto& each : param.values)
    if (iequals(each.value, text)) return std::string(each.value);
  for (const auto& each : param.values)
    if (!text.empty() && (iequals(each.meaning.en, text) || each.meaning.ko == text))
      return std::string(each.value);
  switch (param.type) {
    case ValueType::date:
    case ValueType::month:
    case ValueType::time:
    case ValueType::datetime:
      return without_separators(text);
    case ValueType::number:
    case ValueType::price: {
      std::string digits(text);
      std::erase(digits, ',');
      return digits;
    }
    case ValueType::text:
      break;
  }
  // Codes are upper case: "aapl" is asked for as AAPL.
  return param.plain_name.starts_with("symbol") ? to_upper(text) : std::string(text);
}

std::optional<std::string> text_of(const ApiParam& param, const json::value& value) {
  if (const auto* text = value.if_string()) return std::string(*text);
  if (value.is_number()) return to_json_text(value);
  if (value.is_bool()) {
    const std::string_view words = value.get_bool() ? "Y1" : "N0";
    for (const char word : words)
      if (has_value(param, std::string_view(&word, 1))) return std::string(1, word);
  }
  return std::nullopt;
}

/// One run over the arguments; gathers what is wrong.
class Reader {
 public:
  Reader(const Api& api, const json::object& given) : api_(api), given_(given) {}

  Result<ApiArguments> read() {
    match_names();
    ApiArguments arguments;
    for (const auto& param : api_.params) read(param, arguments);
    if (mistakes_.empty()) choose_transaction(arguments);
    if (mistakes_.empty()) return arguments;
    std::string message = std::string(api_.id) + ": ";
    for (const auto& mistake : mistakes_) message += (&mistake == &mistakes_.front() ? "" : " ") + mistake;
    return Error(Errc::invalid_argument, std::move(message),
                 "Correct the named parameters and call again; describe_api tells all of them.");
  }

 private:
  void match_names() {
    for (const auto& member : given_) {
      const std::string_view name = member.key();
      const auto* param = param_called(api_, name);
      if (!param) {
        mistakes_.push_back(unknown(name));
        continue;
      }
      const auto names = wire_names(*param);
      const auto numbered =
          std::ranges::find_if(names, [&](const std::string& each) { return iequals(each, name); });
      const std::string key = numbered == names.end() ? std::string(param->name) : *numbered;
      if (const auto [place, fresh] = values_.emplace(key, &member); !fresh)
        mistakes_.push_back(std::string(param->name) + " is given twice, as " +
                            std::string(place->second->key()) + " and as " + std::string(name) + ".");
    }
  }

  std::string unknown(std::string_view name) const {
    std::vector<std::string> known;
    for (const auto& param : api_.params)
      for (const auto each : {param.name, param.plain_name, param.sample_name})
        if (!each.empty()) known.push_back(to_lower(each));
    std::string text = "there is no parameter " + shorten(name, 60) + ".";
    if (const auto near = nearest(to_lower(name), known))
      return text + " Did you mean " + std::string(*near) + "?";
    if (api_.params.empty()) return text + " It takes none.";
    text += " Its parameters:";
    for (const auto& param : api_.params)
      if (param.filled_by == FilledBy::caller && param.fixed.empty())
        text += " " + std::string(param.plain_name.empty() ? param.name : param.plain_name);
    return text + ".";
  }

  const json::key_value_pair* given(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second->value().is_null() ? nullptr : found->second;
  }

  void read(const ApiParam& param, ApiArguments& arguments) {
    const auto names = wire_names(param);
    if (names.size() > 1) return read_numbered(param, names, arguments);
    const auto value = read_value(param, names.front());
    if (!value) return;
    chosen_.emplace(param.name, *value);
    if (asks_for_page(api_, param) && !trim(*value).empty()) arguments.resumed = true;
    if (!param.selector) arguments.sent.push_back({std::string(param.name), *value, param.filled_by});
  }

  /// "EXCD_01 ~ 10": a list under the family's name, or each under its own.
  void read_numbered(const ApiParam& param, const std::vector<std::string>& names, ApiArguments& arguments) {
    std::vector<std::string> texts;
    if (const auto* all = given(std::string(param.name))) {
      if (const auto* list = all->value().if_array()) {
        for (const auto& each : *list) texts.push_back(text_of(param, each).value_or(""));
      } else {
        const auto written = text_of(param, all->value()).value_or("");
        for (const auto part : split(written, ',')) texts.emplace_back(trim(part));
      }
    }
    for (const auto& name : names)
      if (const auto* one = given(name)) texts.push_back(text_of(param, one->value()).value_or(""));
    if (texts.empty() && param.required) {
      mistakes_.push_back(described(param) + " is missing. Give a list; each is " + allowed(param) + ".");
      return;
    }
    if (texts.size() > names.size()) {
      mistakes_.push_back(described(param) + " takes at most " + std::to_string(names.size()) + " values.");
      return;
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
      auto value = normal_form(param, texts[i]);
      if (!takes(param, value))
        mistakes_.push_back(described(param) + " cannot be \"" + shorten(value, 40) + "\". " + rule(param));
      arguments.sent.push_back({names[i], std::move(value), param.filled_by});
    }
  }

  std::optional<std::string> read_value(const ApiParam& param, const std::string& name) {
    const auto* member = given(name);
    if (is_secret(param.filled_by)) {
      if (member)
        mistakes_.push_back(std::string(param.name) +
                            " is filled by the server; keys and tokens never pass through a tool.");
      return std::string();
    }
    if (!member) return absent(param);
    auto text = text_of(param, member->value());
    if (!text) {
      mistakes_.push_back(described(param) + " cannot be " + shorten(to_json_text(member->value()), 40) +
                          ". " + rule(param));
      return std::nullopt;
    }
    // Page keys go back exactly as they came, with their blanks.
    if (asks_for_page(api_, param)) return text;
    auto value = normal_form(param, trim(*text));
    // KIS takes blanks for much that it calls required; whoever sends one on purpose may.
    if (value.empty() || takes(param, value)) return value;
    mistakes_.push_back(described(param) + " cannot be \"" + shorten(value, 40) + "\". " + rule(param));
    return std::nullopt;
  }

  std::optional<std::string> absent(const ApiParam& param) {
    if (!param.fixed.empty()) return std::string(param.fixed);
    if (!param.standard.empty()) return std::string(param.standard);
    const bool blank = !param.required || param.blank_ok || asks_for_page(api_, param) ||
                       param.filled_by != FilledBy::caller;
    if (blank) return std::string();
    mistakes_.push_back(described(param) + " is missing. " + rule(param));
    return std::nullopt;
  }

  void choose_transaction(ApiArguments& arguments) {
    for (const auto& id : api_.transactions) {
      const bool holds = std::ranges::all_of(id.when, [&](const Condition& condition) {
        const auto found = chosen_.find(condition.param);
        return found != chosen_.end() &&
               std::ranges::find(condition.values, found->second) != condition.values.end();
      });
      if (!holds) continue;
      arguments.real = id.real;
      arguments.paper = id.paper;
      return;
    }
    if (api_.transactions.empty()) return;
    std::string names;
    for (const auto& condition : api_.transactions.front().when) names += " " + std::string(condition.param);
    mistakes_.push_back("no transaction id goes with this choice of" + names + ".");
  }

  const Api& api_;
  const json::object& given_;
  std::map<std::string, const json::key_value_pair*> values_;
  std::map<std::string_view, std::string> chosen_;
  std::vector<std::string> mistakes_;
};

}  // namespace

const ApiParam* param_called(const Api& api, std::string_view name) {
  const auto found =
      std::ranges::find_if(api.params, [&](const ApiParam& param) { return is_called(param, name); });
  return found == api.params.end() ? nullptr : &*found;
}

Result<ApiArguments> read_arguments(const Api& api, const json::object& given) {
  return Reader(api, given).read();
}

json::object example_arguments(const Api& api, Date today) {
  json::object arguments;
  for (const auto& param : api.params) {
    const bool filled = param.filled_by != FilledBy::caller && param.filled_by != FilledBy::hts_id;
    if (filled || !param.fixed.empty() || asks_for_page(api, param)) continue;
    if (!param.required || (param.blank_ok && param.example.empty())) continue;
    arguments[wire_names(param).front()] = example_of(param, today);
  }
  return arguments;
}

}  // namespace kbroker::catalog
