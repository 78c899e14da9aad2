#include "api_dictionary.hpp"

#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The name with its last run of digits that is alone replaced: "askp_rsqn10" -> "askp_rsqn#"; the digits go
/// to `number`. Nothing when there is no number or more than one.
std::optional<std::string> pattern_of(std::string_view name, std::string& number) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    if (!is_digit(name[i])) {
      out += name[i++];
      continue;
    }
    if (!number.empty()) return std::nullopt;
    while (i < name.size() && is_digit(name[i])) number += name[i++];
    out += '#';
  }
  return number.empty() ? std::nullopt : std::optional(out);
}

std::string_view with_number(std::string_view text, const std::string& number, TextPool& pool) {
  static constexpr std::string_view mark = "{n}";
  const auto at = text.find(mark);
  if (at == text.npos) return text;
  std::string out(text);
  return pool.keep(out.replace(at, mark.size(), number));
}

}  // namespace

std::vector<AllowedValue> read_values(const ReadContext& context, const YamlMap& map,
                                      const std::string& what) {
  std::vector<AllowedValue> out;
  const auto values = map.get("values");
  if (!values.IsDefined()) return out;
  if (!values.IsMap()) {
    context.problem(values, what + ": values must be a mapping of values to meanings");
    return out;
  }
  for (const auto& entry : values) {
    if (!entry.first.IsScalar()) {
      context.problem(entry.first, what + ": a value must be a plain word");
      continue;
    }
    const YamlMap meaning(context, entry.second, what + " value " + shorten(entry.first.Scalar(), 20),
                          {"ko", "en"});
    out.push_back({context.keep(entry.first), meaning.both()});
  }
  return out;
}

void Dictionary::add(const ReadContext& context, const YAML::Node& key, Meaning meaning) {
  const auto& name = key.Scalar();
  const auto [entry, is_new] =
      entries_.try_emplace(to_lower(name), Entry{std::move(meaning), context.file, key.Mark().line + 1});
  if (!is_new)
    context.problem(key, name + " is given twice, first in " + entry->second.file + " on line " +
                             std::to_string(entry->second.line));
}

void Dictionary::read_fields(const ReadContext& context, const YAML::Node& entries) {
  if (!entries.IsMap()) return context.problem(entries, "fields must be a mapping of names to meanings");
  for (const auto& entry : entries) {
    if (!entry.first.IsScalar()) {
      context.problem(entry.first, "a field's name must be a plain word");
      continue;
    }
    const auto what = "field " + shorten(entry.first.Scalar(), 40);
    const YamlMap map(context, entry.second, what, {"ko", "en", "type", "unit", "values"});
    Meaning meaning;
    meaning.text = map.both();
    meaning.type = map.word("type", ValueType::text);
    meaning.unit = map.text("unit");
    meaning.values = read_values(context, map, what);
    add(context, entry.first, std::move(meaning));
  }
}

void Dictionary::read_params(const ReadContext& context, const YAML::Node& entries) {
  if (!entries.IsMap()) return context.problem(entries, "params must be a mapping of names to meanings");
  for (const auto& entry : entries) {
    if (!entry.first.IsScalar()) {
      context.problem(entry.first, "a parameter's name must be a plain word");
      continue;
    }
    const auto what = "parameter " + shorten(entry.first.Scalar(), 40);
    const YamlMap map(context, entry.second, what,
                      {"ko", "en", "alias", "type", "filled_by", "example", "values"});
    Meaning meaning;
    meaning.text = map.both();
    meaning.plain_name = map.wanted("alias");
    meaning.type = map.word("type", ValueType::text);
    meaning.filled_by = map.word("filled_by", FilledBy::caller);
    meaning.example = map.text("example");
    meaning.values = read_values(context, map, what);
    add(context, entry.first, std::move(meaning));
  }
}

std::optional<Meaning> Dictionary::find(std::string_view name, TextPool& pool) const {
  const auto key = to_lower(name);
  if (const auto entry = entries_.find(key); entry != entries_.end()) {
    entry->second.used = true;
    return entry->second.meaning;
  }
  std::string number;
  const auto pattern = pattern_of(key, number);
  const auto entry = pattern ? entries_.find(*pattern) : entries_.end();
  if (entry == entries_.end()) return std::nullopt;
  entry->second.used = true;
  auto meaning = entry->second.meaning;
  meaning.text = {with_number(meaning.text.ko, number, pool), with_number(meaning.text.en, number, pool)};
  meaning.plain_name = with_number(meaning.plain_name, number, pool);
  return meaning;
}

void Dictionary::for_each_unused(
    const std::function<void(const std::string& file, int line, const std::string& name)>& use) const {
  for (const auto& [name, entry] : entries_)
    if (!entry.used) use(entry.file, entry.line, name);
}

}  // namespace kbroker::catalog
