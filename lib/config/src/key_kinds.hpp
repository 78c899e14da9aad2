// Makers of keys, one a kind of value. `access` takes Settings& and returns a reference to the field.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "key.hpp"

#include "kbroker/base/text.hpp"
#include "values.hpp"

namespace kbroker::config::kinds {

inline Mistake not_one_value(const RawValue& raw) {
  if (!raw.is_list && raw.items.size() == 1) return std::nullopt;
  return "must be one value, not a list";
}

/// A key with one value that `parse` turns into optional<T>; `wanted` completes "must be …".
template <class Access, class Parse, class Print>
Key single(std::string name, std::string form, std::string meaning, Access access, std::string wanted,
           Parse parse, Print print) {
  Key key;
  key.name = std::move(name);
  key.form = std::move(form);
  key.meaning = std::move(meaning);
  key.read = [access, wanted = std::move(wanted), parse](Settings& settings, const RawValue& raw) -> Mistake {
    if (auto mistake = not_one_value(raw)) return mistake;
    auto value = parse(raw.items[0]);
    if (!value) return "must be " + wanted + ", not " + shown(raw.items[0]);
    access(settings) = std::move(*value);
    return std::nullopt;
  };
  key.show = [access, print](Settings& settings) { return print(access(settings)); };
  return key;
}

template <class Access>
Key duration(std::string name, Access access, milliseconds least, milliseconds most, std::string meaning) {
  return single(
      std::move(name), "duration", std::move(meaning), access,
      "a duration with a unit such as 250ms, 300s, 15m or 4h, from " + print_duration(least) + " to " +
          print_duration(most),
      [least, most](std::string_view text) {
        auto value = parse_duration(text);
        return value && *value >= least && *value <= most ? value : std::nullopt;
      },
      print_duration);
}

template <class Access>
Key size(std::string name, Access access, std::uint64_t least, std::uint64_t most, std::string meaning) {
  return single(
      std::move(name), "size", std::move(meaning), access,
      "a size such as 16KiB or 4MiB, from " + print_size(least) + " to " + print_size(most),
      [least, most](std::string_view text) {
        auto value = parse_size(text);
        return value && *value >= least && *value <= most ? value : std::nullopt;
      },
      print_size);
}

template <class Access>
Key integer(std::string name, Access access, std::uint64_t least, std::uint64_t most, std::string meaning) {
  using Field = std::remove_reference_t<decltype(access(std::declval<Settings&>()))>;
  return single(
      std::move(name), "whole number", std::move(meaning), access,
      "a whole number from " + std::to_string(least) + " to " + std::to_string(most),
      [least, most](std::string_view text) -> std::optional<Field> {
        const auto value = parse_unsigned(text);
        if (!value || *value < least || *value > most) return std::nullopt;
        return static_cast<Field>(*value);
      },
      [](Field value) { return std::to_string(value); });
}

template <class Access>
Key number(std::string name, Access access, double least, double most, std::string meaning) {
  return single(
      std::move(name), "number", std::move(meaning), access,
      "a number from " + print_number(least) + " to " + print_number(most),
      [least, most](std::string_view text) {
        auto value = parse_number(text);
        return value && *value >= least && *value <= most ? value : std::nullopt;
      },
      print_number);
}

template <class Access>
Key boolean(std::string name, Access access, std::string meaning) {
  return single(std::move(name), "true or false", std::move(meaning), access, "true or false", parse_boolean,
                [](bool value) { return std::string(value ? "true" : "false"); });
}

template <class Access>
Key choice(std::string name, Access access, const std::vector<std::string>& allowed, std::string meaning) {
  std::string list;
  for (const auto& word : allowed) list += (list.empty() ? "" : ", ") + word;
  return single(
      std::move(name), list, std::move(meaning), access, "one of " + list,
      [allowed](std::string_view text) -> std::optional<std::string> {
        auto word = to_lower(trim(text));
        for (const auto& candidate : allowed)
          if (candidate == word) return word;
        return std::nullopt;
      },
      [](const std::string& value) { return value; });
}

/// Text that `check` accepts or complains about; the empty text is always accepted and means "not set".
template <class Access, class Check>
Key text(std::string name, std::string form, Access access, Check check, std::string meaning) {
  Key key;
  key.name = std::move(name);
  key.form = std::move(form);
  key.meaning = std::move(meaning);
  key.read = [access, check](Settings& settings, const RawValue& raw) -> Mistake {
    if (auto mistake = not_one_value(raw)) return mistake;
    const std::string value(trim(raw.items[0]));
    if (!value.empty())
      if (Mistake mistake = check(value)) return mistake;
    access(settings) = value;
    return std::nullopt;
  };
  key.show = [access](Settings& settings) { return in_quotes(access(settings)); };
  return key;
}

/// A YAML list, or one text with commas (the form for environment variables).
template <class Access, class Check>
Key list(std::string name, std::string form, Access access, Check check, std::string meaning) {
  Key key;
  key.name = std::move(name);
  key.form = std::move(form);
  key.meaning = std::move(meaning);
  key.read = [access, check](Settings& settings, const RawValue& raw) -> Mistake {
    std::vector<std::string> items;
    for (const auto& entry : raw.items) {
      for (auto item : raw.is_list ? std::vector<std::string_view>{entry} : split(entry, ',')) {
        item = trim(item);
        if (item.empty()) continue;
        if (Mistake mistake = check(item)) return mistake;
        items.emplace_back(item);
      }
    }
    access(settings) = std::move(items);
    return std::nullopt;
  };
  key.show = [access](Settings& settings) {
    std::string out;
    for (const auto& item : access(settings)) out += (out.empty() ? "" : ", ") + in_quotes(item);
    return "[" + out + "]";
  };
  return key;
}

template <class Access>
Key secret(std::string name, Access access, std::string meaning) {
  Key key;
  key.name = std::move(name);
  key.form = "secret";
  key.meaning = std::move(meaning);
  key.privacy = Privacy::secret;
  key.read = [access](Settings& settings, const RawValue& raw) -> Mistake {
    if (auto mistake = not_one_value(raw)) return mistake;
    const auto value = trim(raw.items[0]);
    // The value itself is never repeated in a message.
    for (const char c : value)
      if (c <= ' ' || c > '~') return "must be one word of printable characters";
    if (value.size() > 4096) return "is longer than any broker's key";
    access(settings) = Secret(std::string(value));
    return std::nullopt;
  };
  key.show = [access](Settings& settings) {
    const auto& value = access(settings).reveal();
    if (value.empty()) return in_quotes("(not set)");
    // Two characters of a short secret would be too much of it.
    return in_quotes(value.size() < 12 ? "****" : "****" + value.substr(value.size() - 2));
  };
  return key;
}

}  // namespace kbroker::config::kinds
