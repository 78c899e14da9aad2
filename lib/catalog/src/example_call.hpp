// What an example program does, before it is written in a language, and what the languages share in writing
// it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kbroker::catalog {

struct ExampleValue {
  enum class Kind { text, variable, token };
  Kind kind = Kind::text;
  std::string text;      ///< or the name of the variable
  std::string standard;  ///< of a variable; empty: it must be set
};
using ExampleValues = std::vector<std::pair<std::string, ExampleValue>>;

struct ExampleCall {
  std::string id, title, method, path;
  std::string_view url_variable, url;
  std::string_view key_variable, secret_variable;
  /// How a token is asked for and what it is called; `token` false: none is needed.
  bool token = true;
  std::string_view token_path, secret_name, token_name;
  ExampleValues headers, parameters;
  /// Of an answer that succeeded; empty: the HTTP status says it.
  std::string_view success_name, success_value;
};

std::string curl_example(const ExampleCall& call);
std::string python_example(const ExampleCall& call);
std::string javascript_example(const ExampleCall& call);
std::string go_example(const ExampleCall& call);
std::string cpp_example(const ExampleCall& call);

/// `text` in quotes: JSON's form is good in all the languages but the shell.
std::string json_literal(std::string_view text);

/// How a language writes one entry of a map from names to values, a line each.
struct EntryNotation {
  std::string_view begin, between, end;
  /// An expression that reads a variable of the environment.
  std::string (*variable)(const ExampleValue& value);
};
/// The token, where a value is one, is the program's variable `token`.
std::string entries(const ExampleValues& values, const EntryNotation& notation);

using TemplateParts = std::vector<std::pair<std::string_view, std::string>>;
/// What a program of any language names: TITLE, ID, METHOD, PATH, URL_VARIABLE, URL, KEY, SECRET, TOKEN_PATH,
/// SECRET_NAME, TOKEN_NAME.
TemplateParts common_parts(const ExampleCall& call);
/// `text` with every @NAME@ of `parts` replaced; other @ stay.
std::string with_parts(std::string_view text, const TemplateParts& parts);

}  // namespace kbroker::catalog
