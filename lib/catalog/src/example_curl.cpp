// The example as a shell script.
#include "example_call.hpp"

namespace kbroker::catalog {

namespace {

using Kind = ExampleValue::Kind;

std::string reference(const ExampleValue& value) {
  if (value.kind == Kind::token) return "$token";
  return value.standard.empty() ? "$" + value.text : "${" + value.text + ":-" + value.standard + "}";
}

/// One shell word: NAME and value with `joint` between them.
std::string word(std::string_view name, std::string_view joint, const ExampleValue& value) {
  if (value.kind != Kind::text)
    return "\"" + std::string(name) + std::string(joint) + reference(value) + "\"";
  std::string made = "'" + std::string(name) + std::string(joint);
  for (const char c : value.text) made += c == '\'' ? "'\\''" : std::string(1, c);
  return made + "'";
}

/// A member of a JSON object inside a here-document, where the shell replaces variables.
std::string member(std::string_view name, const ExampleValue& value) {
  std::string text = "\"" + std::string(name) + "\": ";
  if (value.kind != Kind::text) return text + "\"" + reference(value) + "\"";
  for (const char c : json_literal(value.text))
    text += (c == '$' || c == '`' || c == '\\' ? "\\" : "") + std::string(1, c);
  return text;
}

constexpr std::string_view token_part = R"sh(
# A token lasts a day and the broker counts how often one is asked for: keep it.
token_file=${TMPDIR:-/tmp}/api-token-$(printf '%s' "$url $@KEY@" | cksum | cut -d' ' -f1)
if [[ -z $(find "$token_file" -size +0 -mmin -360 2>/dev/null) ]]; then
  answer=$(curl -sS "$url@TOKEN_PATH@" -H 'content-type: application/json' -d @- <<EOF
{"grant_type": "client_credentials", "appkey": "$@KEY@", "@SECRET_NAME@": "$@SECRET@"}
EOF
  )
  token=$(sed -n 's/.*"@TOKEN_NAME@" *: *"\([^"]*\)".*/\1/p' <<<"$answer")
  [[ -n $token ]] || { echo "no token: $answer" >&2; exit 1; }
  (umask 077 && printf '%s' "$token" >"$token_file")
fi
token=$(<"$token_file")
)sh";

constexpr std::string_view script = R"sh(#!/usr/bin/env bash
# @TITLE@ (@ID@)
set -euo pipefail
url=${@URL_VARIABLE@:-@URL@}
: "${@KEY@:?set it to your app key}" "${@SECRET@:?set it to your app secret}"
@TOKEN@
answer=$(curl -sS --fail-with-body @GET@"$url@PATH@"@ARGUMENTS@) || { echo "refused: $answer" >&2; exit 1; }
printf '%s\n' "$answer"
@CHECK@)sh";

}  // namespace

std::string curl_example(const ExampleCall& call) {
  std::string arguments = " \\\n  -H 'content-type: application/json; charset=utf-8'";
  if (call.token) arguments += " \\\n  -H \"authorization: Bearer $token\"";
  for (const auto& [name, value] : call.headers) arguments += " \\\n  -H " + word(name, ": ", value);
  const bool get = call.method == "GET";
  if (get) {
    for (const auto& [name, value] : call.parameters)
      arguments += " \\\n  --data-urlencode " + word(name, "=", value);
  } else {
    arguments += " \\\n  -d @- <<EOF\n{";
    for (const auto& [name, value] : call.parameters)
      arguments += (arguments.ends_with("{") ? "" : ", ") + member(name, value);
    arguments += "}\nEOF\n";
  }
  std::string check;
  if (!call.success_name.empty()) {
    check = "grep -Eq '\"" + std::string(call.success_name) + "\" *: *\"?" + std::string(call.success_value) +
            "\"?[,}]' <<<\"$answer\" || { echo 'the broker refused the call' >&2; exit 1; }\n";
  }
  auto parts = common_parts(call);
  parts.insert(parts.end(), {{"TOKEN", call.token ? with_parts(token_part, parts) : ""},
                             {"GET", get ? "-G " : ""},
                             {"ARGUMENTS", arguments},
                             {"CHECK", check}});
  return with_parts(script, parts);
}

}  // namespace kbroker::catalog
