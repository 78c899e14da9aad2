#include "example_call.hpp"

#include <algorithm>

#include "kbroker/base/json_text.hpp"

namespace kbroker::catalog {

std::string json_literal(std::string_view text) {
  std::string made;
  append_json_string(made, text);
  return made;
}

std::string entries(const ExampleValues& values, const EntryNotation& notation) {
  using Kind = ExampleValue::Kind;
  std::string made;
  for (const auto& [name, value] : values) {
    made += std::string(notation.begin) + json_literal(name) + std::string(notation.between);
    made += value.kind == Kind::token      ? "token"
            : value.kind == Kind::variable ? notation.variable(value)
                                           : json_literal(value.text);
    made += notation.end;
  }
  return made;
}

TemplateParts common_parts(const ExampleCall& call) {
  return {{"TITLE", call.title},
          {"ID", call.id},
          {"METHOD", call.method},
          {"PATH", call.path},
          {"URL_VARIABLE", std::string(call.url_variable)},
          {"URL", std::string(call.url)},
          {"KEY", std::string(call.key_variable)},
          {"SECRET", std::string(call.secret_variable)},
          {"TOKEN_PATH", std::string(call.token_path)},
          {"SECRET_NAME", std::string(call.secret_name)},
          {"TOKEN_NAME", std::string(call.token_name)}};
}

std::string with_parts(std::string_view text, const TemplateParts& parts) {
  std::string made;
  while (!text.empty()) {
    const auto begin = text.find('@');
    const auto end = begin == std::string_view::npos ? begin : text.find('@', begin + 1);
    const auto name =
        end == std::string_view::npos ? std::string_view() : text.substr(begin + 1, end - begin - 1);
    const auto part = std::ranges::find(parts, name, &TemplateParts::value_type::first);
    if (end == std::string_view::npos) break;
    made += text.substr(0, begin);
    // Another @ is one of the language's.
    if (part == parts.end()) {
      made += '@';
      text.remove_prefix(begin + 1);
      continue;
    }
    made += part->second;
    text.remove_prefix(end + 1);
  }
  return made += text;
}

}  // namespace kbroker::catalog
