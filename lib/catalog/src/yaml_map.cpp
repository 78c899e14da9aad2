#include "yaml_map.hpp"

#include <charconv>

#include <algorithm>

#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

int line_of(const YAML::Node& node) {
  return node.IsDefined() && !node.Mark().is_null() ? node.Mark().line + 1 : 0;
}

bool is_map(const YAML::Node& node) {
  return node.IsDefined() && node.IsMap();
}

}  // namespace

void ReadContext::problem(const YAML::Node& at, std::string what) const {
  problems.push_back({file, line_of(at), std::move(what)});
}

void ReadContext::blank(const YAML::Node& at, std::string what) const {
  problems.push_back({file, line_of(at), std::move(what), true});
}

YamlMap::YamlMap(const ReadContext& context, const YAML::Node& node, std::string what,
                 std::initializer_list<std::string_view> known)
    : context_(context),
      node_(is_map(node) ? node : YAML::Node(YAML::NodeType::Map)),
      what_(std::move(what)) {
  if (!is_map(node)) {
    context_.problem(node, what_ + " must be a mapping of keys to values");
    return;
  }
  std::set<std::string> seen;
  for (const auto& entry : node_) {
    if (!entry.first.IsScalar()) {
      context_.problem(entry.first, what_ + ": a key must be a plain word");
      continue;
    }
    const auto& key = entry.first.Scalar();
    if (std::ranges::find(known, key) == known.end())
      context_.problem(entry.first, what_ + " has no key " + shorten(key, 40));
    if (!seen.insert(key).second)
      context_.problem(entry.first, what_ + ": " + shorten(key, 40) + " is given twice");
  }
}

YAML::Node YamlMap::get(const char* key) const {
  const YAML::Node& fixed = node_;  // The constant operator does not insert.
  return fixed[key];
}

void YamlMap::problem(const char* key, std::string what) const {
  const auto at = get(key);
  context_.problem(at.IsDefined() ? at : node_, what_ + ": " + std::move(what));
}

std::string_view YamlMap::text(const char* key) const {
  const auto value = get(key);
  if (!value.IsDefined() || value.IsNull()) return {};
  if (!value.IsScalar()) {
    problem(key, std::string(key) + " must be a text");
    return {};
  }
  if (!is_valid_utf8(value.Scalar())) {
    problem(key, std::string(key) + " is not UTF-8");
    return {};
  }
  return context_.keep(value);
}

std::string_view YamlMap::wanted(const char* key) const {
  const auto value = text(key);
  if (trim(value).empty()) {
    const auto at = get(key);
    context_.blank(at.IsDefined() ? at : node_, what_ + ": " + key + " is blank");
  } else if (trim(value).size() != value.size()) {
    problem(key, std::string(key) + " begins or ends with a space");
  }
  return value;
}

Text YamlMap::both() const {
  return {wanted("ko"), wanted("en")};
}

Text YamlMap::both(const char* key) const {
  const auto value = get(key);
  if (!value.IsDefined()) {
    context_.blank(node_, what_ + ": " + key + " is missing");
    return {};
  }
  return YamlMap(context_, value, what_ + " " + key, {"ko", "en"}).both();
}

bool YamlMap::flag(const char* key) const {
  const auto given = text(key);
  if (!given.empty() && given != "true" && given != "false")
    problem(key, std::string(key) + " must be true or false");
  return given == "true";
}

std::uint32_t YamlMap::number(const char* key) const {
  const std::string given(text(key));
  std::uint32_t value = 0;
  const auto* const end = given.data() + given.size();
  const auto read = std::from_chars(given.data(), end, value);
  if (has(key) && (read.ec != std::errc() || read.ptr != end || value == 0))
    problem(key, std::string(key) + " must be a whole number from 1");
  return value;
}

std::vector<std::string_view> YamlMap::texts(const char* key) const {
  std::vector<std::string_view> out;
  const auto value = get(key);
  if (!value.IsDefined() || value.IsNull()) return out;
  if (value.IsScalar()) return {context_.keep(value)};
  if (!value.IsSequence()) {
    problem(key, std::string(key) + " must be a list");
    return out;
  }
  for (const auto& item : value) {
    if (item.IsScalar() && !trim(item.Scalar()).empty() && is_valid_utf8(item.Scalar()))
      out.push_back(context_.keep(item));
    else
      context_.problem(item, what_ + ": " + key + " must hold texts only, none of them blank");
  }
  return out;
}

}  // namespace kbroker::catalog
