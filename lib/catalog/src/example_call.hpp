// What an example program does, before it is written in a language.
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

struct ExampleCall {
  std::string id, title, method, path;
  std::string_view url_variable, url;
  std::string_view key_variable, secret_variable;
  /// How a token is asked for and what it is called; `token` false: none is needed.
  bool token = true;
  std::string_view token_path, secret_name, token_name;
  std::vector<std::pair<std::string, ExampleValue>> headers, parameters;
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

/// `text` with every @NAME@ replaced.
std::string with_parts(std::string_view text,
                       const std::vector<std::pair<std::string_view, std::string>>& parts);

}  // namespace kbroker::catalog
