// Injected faults: which rules a request meets and what they do to its answer.
#include "faults.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/json/parse.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::array<std::pair<FaultKind, std::string_view>, 12> kind_names{{
    {FaultKind::latency_ms, "latency_ms"},
    {FaultKind::status, "status"},
    {FaultKind::rate_limit, "rate_limit"},
    {FaultKind::html, "html"},
    {FaultKind::truncate, "truncate"},
    {FaultKind::wrong_json, "wrong_json"},
    {FaultKind::missing_fields, "missing_fields"},
    {FaultKind::close, "close"},
    {FaultKind::half_open, "half_open"},
    {FaultKind::token_revoked, "token_revoked"},
    {FaultKind::token_refused, "token_refused"},
    {FaultKind::maintenance, "maintenance"},
}};

Error mistake(std::string message) {
  return Error(Errc::invalid_argument, std::move(message), "docs/simulator.md lists the rules' fields.");
}

std::optional<Error> unknown_key(const json::object& object, std::initializer_list<std::string_view> known,
                                 std::string_view where) {
  for (const auto& member : object)
    if (std::find(known.begin(), known.end(), std::string_view(member.key())) == known.end())
      return mistake(std::string(where) + " has an unknown field \"" + std::string(member.key()) + "\".");
  return std::nullopt;
}

bool is_envelope(std::string_view key) {
  return key == "rt_cd" || key == "msg_cd" || key == "msg1" || key == "return_code" || key == "return_msg";
}

void strip(json::value& value, const std::vector<std::string>& fields, bool outermost) {
  if (auto* array = value.if_array())
    for (auto& element : *array) strip(element, fields, false);
  auto* object = value.if_object();
  if (object == nullptr) return;
  for (auto member = object->begin(); member != object->end();) {
    const std::string_view key = member->key();
    const bool leaf = !member->value().is_structured();
    const bool named = std::find(fields.begin(), fields.end(), key) != fields.end();
    if ((named || (fields.empty() && leaf)) && !(outermost && is_envelope(key))) {
      member = object->stable_erase(member);
    } else {
      strip(member->value(), fields, false);
      ++member;
    }
  }
}

}  // namespace

std::string_view to_string(FaultKind kind) noexcept {
  for (const auto& [known, name] : kind_names)
    if (known == kind) return name;
  return "unknown";
}

Result<Faults::Rule> Faults::parse(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) return mistake("A rule must be a JSON object.");
  if (auto error =
          unknown_key(*object, {"match", "kind", "value", "fields", "count", "probability"}, "The rule"))
    return *error;
  Rule rule;
  const auto* kind = object->if_contains("kind");
  if (kind == nullptr || !kind->is_string()) return mistake("The rule has no \"kind\".");
  const std::string_view name = kind->get_string();
  const auto known = std::find_if(kind_names.begin(), kind_names.end(),
                                  [&](const auto& entry) { return entry.second == name; });
  if (known == kind_names.end()) {
    std::string all;
    for (const auto& entry : kind_names) all += (all.empty() ? "" : ", ") + std::string(entry.second);
    return mistake("There is no kind \"" + std::string(name) + "\"; the kinds are " + all + ".");
  }
  rule.fault.kind = known->first;

  if (const auto* match = object->if_contains("match")) {
    const auto* fields = match->if_object();
    if (fields == nullptr) return mistake("\"match\" must be an object.");
    if (auto error = unknown_key(*fields, {"path", "tr_id", "api_id"}, "\"match\"")) return *error;
    for (const auto& member : *fields) {
      if (!member.value().is_string())
        return mistake("\"match." + std::string(member.key()) + "\" must be a string.");
      auto& target = member.key() == "path" ? rule.path : rule.operation;
      if (!target.empty()) return mistake("\"match\" takes either \"tr_id\" or \"api_id\".");
      target = member.value().get_string();
    }
    if (!rule.path.empty() && rule.path.front() != '/')
      return mistake("\"match.path\" must begin with \"/\", for example \"/kis/real\".");
  }

  const auto* number = object->if_contains("value");
  const bool wants_value = rule.fault.kind == FaultKind::latency_ms || rule.fault.kind == FaultKind::status;
  if (wants_value != (number != nullptr))
    return mistake("\"value\" is " + std::string(wants_value ? "needed" : "not allowed") +
                   " with the kind \"" + std::string(name) + "\".");
  if (wants_value) {
    const bool status = rule.fault.kind == FaultKind::status;
    const std::int64_t least = status ? 200 : 1, most = status ? 599 : 600'000;
    if (!number->is_int64() || number->get_int64() < least || number->get_int64() > most)
      return mistake("\"value\" must be a whole number from " + std::to_string(least) + " to " +
                     std::to_string(most) + ".");
    rule.fault.value = number->get_int64();
  }
  if (const auto* fields = object->if_contains("fields")) {
    const auto* names = fields->if_array();
    if (names == nullptr || rule.fault.kind != FaultKind::missing_fields)
      return mistake("\"fields\" must be an array, with the kind \"missing_fields\" only.");
    for (const auto& field : *names) {
      if (!field.is_string()) return mistake("\"fields\" must hold strings.");
      rule.fault.fields.emplace_back(field.get_string());
    }
  }
  if (const auto* count = object->if_contains("count")) {
    if (!count->is_int64() || count->get_int64() < 1)
      return mistake("\"count\" must be a whole number from 1 on.");
    rule.left = count->get_int64();
  }
  if (const auto* probability = object->if_contains("probability")) {
    boost::system::error_code error;
    rule.probability = probability->is_number() ? probability->to_number<double>(error) : -1;
    if (error || !(rule.probability > 0 && rule.probability <= 1))
      return mistake("\"probability\" must be above 0 and at most 1.");
  }
  return rule;
}

Result<std::vector<std::uint64_t>> Faults::add(const json::value& rules) {
  std::vector<Rule> parsed;
  const auto take = [&](const json::value& value) -> Result<void> {
    auto rule = parse(value);
    if (!rule) return rule.error();
    parsed.push_back(std::move(*rule));
    return {};
  };
  if (const auto* several = rules.if_array()) {
    for (const auto& value : *several)
      if (const auto taken = take(value); !taken) return taken.error();
  } else if (const auto taken = take(rules); !taken) {
    return taken.error();
  }
  const std::scoped_lock lock(mutex_);
  std::vector<std::uint64_t> numbers;
  for (auto& rule : parsed) {
    rule.number = ++last_number_;
    numbers.push_back(rule.number);
    rules_.push_back(std::move(rule));
  }
  return numbers;
}

json::array Faults::list() const {
  const std::scoped_lock lock(mutex_);
  json::array rules;
  for (const auto& rule : rules_) {
    json::object match;
    if (!rule.path.empty()) match["path"] = rule.path;
    if (!rule.operation.empty()) match["operation"] = rule.operation;
    json::object out{{"number", rule.number}, {"kind", to_string(rule.fault.kind)}, {"match", match}};
    if (rule.fault.value != 0) out["value"] = rule.fault.value;
    if (!rule.fault.fields.empty())
      out["fields"] = json::array(rule.fault.fields.begin(), rule.fault.fields.end());
    if (rule.left >= 0) out["count"] = rule.left;
    out["probability"] = rule.probability;
    rules.push_back(std::move(out));
  }
  return rules;
}

bool Faults::remove(std::uint64_t number) {
  const std::scoped_lock lock(mutex_);
  return std::erase_if(rules_, [&](const Rule& rule) { return rule.number == number; }) > 0;
}

void Faults::clear() {
  const std::scoped_lock lock(mutex_);
  rules_.clear();
}

std::vector<Fault> Faults::meet(std::string_view path, std::string_view operation, bool issues_token) {
  const std::scoped_lock lock(mutex_);
  std::vector<Fault> met;
  for (auto& rule : rules_) {
    if (!path.starts_with(rule.path)) continue;
    if (!rule.operation.empty() && rule.operation != operation) continue;
    if (issues_token != (rule.fault.kind == FaultKind::token_refused) &&
        (rule.fault.kind == FaultKind::token_refused || rule.fault.kind == FaultKind::token_revoked))
      continue;
    if (rule.probability < 1 && random_.unit() >= rule.probability) continue;
    if (rule.left > 0) --rule.left;
    met.push_back(rule.fault);
  }
  std::erase_if(rules_, [](const Rule& rule) { return rule.left == 0; });
  return met;
}

std::string without_fields(std::string_view json_text, const std::vector<std::string>& fields) {
  boost::system::error_code error;
  auto value = json::parse(json_text, error);
  if (error) return std::string(json_text);
  strip(value, fields, true);
  return to_json_text(value);
}

}  // namespace kbroker::sim
