#include "api_rules.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>

#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

/// How the ids of a broker's calls look: KIS TR ids have 7 to 13 characters; Kiwoom api-ids two letters and
/// five digits, its realtime types two characters.
struct BrokerForm {
  std::string_view broker;
  const char* transaction;
};
constexpr BrokerForm broker_forms[] = {
    {"kis", "[A-Z][A-Z0-9]{6,12}"},
    {"kiwoom", "(ka|kt|au)[0-9]{5}|[0-9][0-9A-Za-z]"},
};

constexpr std::string_view units[] = {
    "KRW",
    "thousand KRW",
    "million KRW",
    "100 million KRW",
    "USD",
    "currency",
    "percent",
    "shares",
    "thousand shares",
    "contracts",
    "points",
    "count",
    "days",
    "times",
    "seconds",
    "months",
    "years",
    "level",
    "basis points",
    "10 million KRW",
    "grams",
    "thousand currency",
    "million currency",
    "ticks",
};

bool matches(std::string_view text, const char* pattern) {
  return std::regex_match(text.begin(), text.end(), std::regex(pattern));
}

std::string in_quotes(std::string_view text) {
  return "'" + shorten(text, 40) + "'";
}

bool allows(const ApiParam& param, std::string_view value) {
  return std::ranges::find(param.values, value, &AllowedValue::value) != param.values.end();
}

void check_identity(const Api& api, const Report& report) {
  const auto form = std::ranges::find(broker_forms, api.broker, &BrokerForm::broker);
  if (form == std::end(broker_forms)) return report("no broker is called " + in_quotes(api.broker));
  const auto start = std::string(api.broker) + "." + std::string(api.category) + ".";
  if (!api.id.starts_with(start) || !matches(api.id.substr(start.size()), "[a-z][a-z0-9_]*"))
    report("the id must be " + start + " and a name in lower case");
  const bool rest = api.kind == ApiKind::rest;
  if (rest ? api.method != "GET" && api.method != "POST"
           : api.method != "SUBSCRIBE" && api.method != "REQUEST")
    report("method " + in_quotes(api.method) + " does not go with this kind");
  if (!matches(api.path, "(/[A-Za-z0-9_-]+)+")) report("path " + in_quotes(api.path) + " is not well-formed");
  if (api.mutates && (api.method != "POST" || api.pacing != Pacing::order || !api.account))
    report("what mutates is a POST of an account with the pacing of orders");

  const auto well_formed = [&](std::string_view id) {
    if (!matches(id, form->transaction)) report("transaction id " + in_quotes(id) + " is not well-formed");
  };
  for (const auto& id : api.transactions) {
    well_formed(id.real);
    if (!id.paper.empty()) well_formed(id.paper);
  }
  for (const auto id : api.old_transactions) well_formed(id);
  if (api.transactions.empty() && api.pacing != Pacing::token && api.category != "auth")
    report("there is no transaction id");
  const bool on_paper =
      std::ranges::any_of(api.transactions, [](const auto& id) { return !id.paper.empty(); });
  if (!api.transactions.empty() && on_paper != (api.paper != PaperSupport::unsupported))
    report("paper support and the paper transaction ids disagree");
}

void check_conditions(const Api& api, const Report& report) {
  const auto unconditional = [](const TransactionId& id) { return id.when.empty(); };
  if (api.transactions.size() > 1 && std::ranges::any_of(api.transactions, unconditional))
    report("several transaction ids need conditions each");
  for (const auto& id : api.transactions)
    for (const auto& condition : id.when) {
      const auto param = std::ranges::find(api.params, condition.param, &ApiParam::name);
      if (param == api.params.end()) {
        report("tr depends on " + in_quotes(condition.param) + ", which is no parameter");
        continue;
      }
      if (condition.values.empty()) report("tr has a condition without values");
      for (const auto value : condition.values)
        if (!allows(*param, value))
          report("tr depends on " + in_quotes(condition.param) + " being " + in_quotes(value) +
                 ", which it cannot be");
    }
}

void check_value(const ApiParam& param, std::string_view what, std::string_view value, const Report& report) {
  if (value.empty()) return;
  const auto wrong = [&](const std::string& why) {
    report("parameter " + std::string(param.name) + ": " + std::string(what) + " " + in_quotes(value) + " " +
           why);
  };
  if (!param.values.empty() && !param.open && !allows(param, value)) wrong("is not among its values");
  if (param.type == ValueType::date && !matches(value, "[0-9]{8}")) wrong("is no date");
  if (param.type == ValueType::time && !matches(value, "[0-9]{4}([0-9]{2})?")) wrong("is no time");
}

/// Nobody can guess a text: without an example a call that anybody could try cannot be shown.
bool lacks_example(const Api& api, const ApiParam& param) {
  const bool asked = param.required && !param.blank_ok && param.filled_by == FilledBy::caller &&
                     std::ranges::find(api.paging_params, param.name) == api.paging_params.end();
  return asked && param.type == ValueType::text && param.values.empty() && param.fixed.empty() &&
         param.standard.empty() && param.example.empty();
}

void check_params(const Api& api, const Report& report) {
  std::map<std::string, std::string_view> taken;
  for (const auto& param : api.params) {
    std::set<std::string> names{to_lower(param.name)};
    if (!param.sample_name.empty()) names.insert(to_lower(param.sample_name));
    if (!param.plain_name.empty()) names.insert(to_lower(param.plain_name));
    for (const auto& name : names)
      if (const auto [other, is_new] = taken.emplace(name, param.name); !is_new)
        report("parameters " + std::string(other->second) + " and " + std::string(param.name) +
               " share the name " + in_quotes(name));
    if (!param.plain_name.empty() && !matches(param.plain_name, "[a-z][a-z0-9_]*"))
      report("parameter " + std::string(param.name) + ": alias " + in_quotes(param.plain_name) +
             " must be in lower case");
    check_value(param, "fixed", param.fixed, report);
    check_value(param, "default", param.standard, report);
    check_value(param, "example", param.example, report);
    if (lacks_example(api, param)) report("parameter " + std::string(param.name) + ": example is missing");
    if (!param.fixed.empty() && !param.standard.empty())
      report("parameter " + std::string(param.name) + " is fixed and has a default");
  }
  for (const auto name : api.paging_params)
    if (std::ranges::find(api.params, name, &ApiParam::name) == api.params.end())
      report("paging uses " + in_quotes(name) + ", which is no parameter");
  const bool by_params = api.paging == Paging::ctx_area || api.paging == Paging::key_param;
  if (by_params == api.paging_params.empty()) report("paging style and paging parameters do not go together");
  const bool own =
      std::ranges::find(api.params, FilledBy::account_number, &ApiParam::filled_by) != api.params.end();
  if (own && !api.account) report("it takes an account number, so account must be true");
}

void check_response(const Api& api, const Report& report) {
  std::set<std::string_view> containers;
  for (const auto& container : api.response) {
    if (!containers.insert(container.name).second) report(in_quotes(container.name) + " is described twice");
    std::set<std::string_view> fields;
    for (const auto& field : container.fields) {
      if (!fields.insert(field.name).second)
        report(in_quotes(container.name) + " has the field " + in_quotes(field.name) + " twice");
      if (!field.unit.empty() && std::ranges::find(units, field.unit) == std::end(units))
        report("field " + std::string(field.name) + ": no unit is called " + in_quotes(field.unit));
    }
  }
}

void check_texts(const Api& api, const Report& report) {
  static constexpr std::size_t limit = 200;
  for (const auto text : {api.question.ko, api.question.en})
    if (utf8_length(text) > limit) report("question is longer than " + std::to_string(limit) + " characters");
  const auto has_hangul = [](std::string_view text) {
    return std::ranges::any_of(to_utf32(text), [](char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; });
  };
  if (!api.question.ko.empty() && !has_hangul(api.question.ko)) report("question.ko is not Korean");
  for (const auto text : {api.question.en, api.name.en})
    if (has_hangul(text)) report("an English text holds Korean: " + in_quotes(text));
  for (const auto& param : api.params)
    if (has_hangul(param.meaning.en)) report("parameter " + std::string(param.name) + ": en holds Korean");
  for (const auto* list : {&api.synonyms_ko, &api.synonyms_en}) {
    std::set<std::string> seen;
    for (const auto synonym : *list)
      if (!seen.insert(to_lower(synonym)).second) report("synonym " + in_quotes(synonym) + " is there twice");
  }
}

}  // namespace

void check_api(const Api& api, const Report& report) {
  check_identity(api, report);
  check_conditions(api, report);
  check_params(api, report);
  check_response(api, report);
  check_texts(api, report);
}

void check_together(std::span<const Api> apis,
                    const std::function<void(std::size_t index, std::string what)>& report) {
  std::map<std::string_view, std::string_view> questions;
  for (std::size_t i = 0; i < apis.size(); ++i) {
    if (i > 0 && apis[i].id == apis[i - 1].id) report(i, "the id is used twice");
    for (const auto question : {apis[i].question.ko, apis[i].question.en}) {
      if (question.empty()) continue;
      const auto [first, is_new] = questions.emplace(question, apis[i].id);
      if (!is_new) report(i, "has the same question as " + std::string(first->second));
    }
  }
}

}  // namespace kbroker::catalog
