// One pass, no backtracking: time is linear whatever the URI.
#include "uri_template.hpp"

#include <algorithm>
#include <stdexcept>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::mcp {

namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

}  // namespace

UriTemplate::UriTemplate(std::string text) : text_(std::move(text)) {
  const auto refuse = [this](std::string_view why) {
    throw std::invalid_argument("URI template \"" + text_ + "\": " + std::string(why));
  };
  std::string_view rest = text_;
  while (!rest.empty()) {
    Part part;
    const auto open = rest.find('{');
    part.literal = rest.substr(0, open);
    if (part.literal.find('}') != std::string::npos) refuse("\"}\" without \"{\"");
    if (open == std::string_view::npos) {
      parts_.push_back(std::move(part));
      break;
    }
    if (part.literal.empty() && !parts_.empty()) refuse("two variables need text between them");
    const auto close = rest.find('}', open);
    if (close == std::string_view::npos) refuse("\"{\" without \"}\"");
    part.variable = rest.substr(open + 1, close - open - 1);
    if (!is_name(part.variable)) refuse("only plain variables such as {code} are supported");
    if (has_variable(part.variable)) refuse("a variable occurs twice");
    parts_.push_back(std::move(part));
    rest.remove_prefix(close + 1);
  }
  if (parts_.empty() || parts_.front().literal.find(':') == std::string::npos)
    refuse("must begin with a scheme, for example \"quote://\"");
}

bool UriTemplate::has_variable(std::string_view name) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) { return part.variable == name; });
}

std::optional<boost::json::object> UriTemplate::match(std::string_view uri) const {
  boost::json::object variables;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (!uri.starts_with(parts_[i].literal)) return std::nullopt;
    uri.remove_prefix(parts_[i].literal.size());
    if (parts_[i].variable.empty()) break;
    const auto end = i + 1 < parts_.size() ? uri.find(parts_[i + 1].literal) : uri.size();
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    const auto raw = uri.substr(0, end);
    if (raw.find_first_of("/?#") != std::string_view::npos) return std::nullopt;
    const auto value = percent_decode(raw);
    if (!value || !is_valid_utf8(*value)) return std::nullopt;
    variables.emplace(parts_[i].variable, *value);
    uri.remove_prefix(end);
  }
  if (!uri.empty()) return std::nullopt;
  return variables;
}

}  // namespace kbroker::mcp
