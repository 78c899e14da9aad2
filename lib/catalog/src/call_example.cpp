// From an API and the user's values to what an example program does.
#include "kbroker/catalog/call_example.hpp"

#include <algorithm>
#include <array>

#include "example_call.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "kbroker/catalog/api_values.hpp"

namespace kbroker::catalog {

namespace json = boost::json;

namespace {

using Kind = ExampleValue::Kind;

/// Where a broker's programs get what they must not contain.
struct Names {
  std::string_view url_variable, url, key, secret, account, derivatives_account;
};
constexpr Names kis_real{"KIS_URL_REST",   "https://openapi.koreainvestment.com:9443",
                         "KIS_APP_KEY",    "KIS_APP_SECRET",
                         "KIS_ACCT_STOCK", "KIS_ACCT_FUTURE"};
constexpr Names kis_paper{"KIS_URL_REST_PAPER", "https://openapivts.koreainvestment.com:29443",
                          "KIS_PAPER_APP_KEY",  "KIS_PAPER_APP_SECRET",
                          "KIS_PAPER_STOCK",    "KIS_PAPER_FUTURE"};
constexpr Names kiwoom_real{
    "KIWOOM_URL", "https://api.kiwoom.com", "KIWOOM_APP_KEY", "KIWOOM_APP_SECRET", {}, {}};
constexpr Names kiwoom_paper{"KIWOOM_URL_PAPER",
                             "https://mockapi.kiwoom.com",
                             "KIWOOM_PAPER_APP_KEY",
                             "KIWOOM_PAPER_APP_SECRET",
                             {},
                             {}};

ExampleValue variable(std::string_view name, std::string_view standard = {}) {
  return {Kind::variable, std::string(name), std::string(standard)};
}

ExampleValue value_of(const Api& api, const ApiArgument& argument, const Names& names) {
  if (!argument.value.empty()) return {Kind::text, argument.value, {}};
  switch (argument.filled_by) {
    case FilledBy::account_number:
      return variable(api.category.ends_with("futureoption") ? names.derivatives_account : names.account);
    case FilledBy::account_product:
      return variable("KIS_PROD_TYPE", api.category == "domestic_futureoption"   ? "03"
                                       : api.category == "overseas_futureoption" ? "08"
                                                                                 : "01");
    case FilledBy::hts_id:
      return variable("KIS_HTS_ID");
    case FilledBy::app_key:
      return variable(names.key);
    case FilledBy::app_secret:
      return variable(names.secret);
    case FilledBy::access_token:
      return {Kind::token, {}, {}};
    default:
      return {Kind::text, {}, {}};
  }
}

/// The API's own example with the user's values in their place.
json::object completed(const Api& api, const json::object& given, Date today) {
  auto arguments = example_arguments(api, today);
  for (const auto& member : given) {
    std::string key(member.key());
    for (const auto& param : api.params)
      if (iequals(param.name, key) || iequals(param.plain_name, key) || iequals(param.sample_name, key)) {
        for (const auto& name : wire_names(param)) arguments.erase(name);
        key = param.name;
        break;
      }
    arguments[key] = member.value();
  }
  return arguments;
}

ExampleCall describe(const Api& api, const ApiArguments& arguments, bool paper) {
  const bool kis = api.broker == "kis";
  const Names& names = kis ? (paper ? kis_paper : kis_real) : (paper ? kiwoom_paper : kiwoom_real);
  ExampleCall call;
  call.id = api.id;
  call.title = std::string(api.name.ko) + " / " + std::string(api.name.en);
  call.method = api.method;
  call.path = api.path;
  call.url_variable = names.url_variable;
  call.url = names.url;
  call.key_variable = names.key;
  call.secret_variable = names.secret;
  call.token_path = kis ? "/oauth2/tokenP" : "/oauth2/token";
  call.secret_name = kis ? "appsecret" : "secretkey";
  call.token_name = kis ? "access_token" : "token";
  for (const auto& argument : arguments.sent)
    call.parameters.emplace_back(argument.name, value_of(api, argument, names));
  const bool deals_in_keys = api.category == "auth";
  const bool sends_token =
      std::ranges::any_of(call.parameters, [](const auto& each) { return each.second.kind == Kind::token; });
  call.token = !deals_in_keys || sends_token;
  if (kis) {
    call.headers = {{"appkey", variable(names.key)}, {"appsecret", variable(names.secret)}};
    if (!deals_in_keys) {
      call.headers.emplace_back(
          "tr_id", ExampleValue{Kind::text, std::string(paper ? arguments.paper : arguments.real), {}});
      call.headers.emplace_back("custtype", ExampleValue{Kind::text, "P", {}});
    }
  } else {
    call.headers.emplace_back(
        "api-id", ExampleValue{Kind::text, std::string(paper ? arguments.paper : arguments.real), {}});
  }
  if (!deals_in_keys) {
    call.success_name = kis ? "rt_cd" : "return_code";
    call.success_value = "0";
  }
  return call;
}

std::vector<std::string> variables_of(const ExampleCall& call) {
  std::vector<std::string> names{std::string(call.key_variable), std::string(call.secret_variable)};
  for (const auto* values : {&call.headers, &call.parameters})
    for (const auto& [name, value] : *values)
      if (value.kind == Kind::variable && std::ranges::find(names, value.text) == names.end())
        names.push_back(value.text);
  return names;
}

std::string in_quotes(std::string_view text) {
  std::string made = "'";
  for (const char c : text) made += c == '\'' ? "'\\''" : std::string(1, c);
  return made + "'";
}

/// The server fills keys, account and TR id itself.
Result<CallExample> kbroker_example(const Api& api, const json::object& arguments, bool paper) {
  if (api.mutates || api.category == "auth")
    return Error(Errc::invalid_argument,
                 std::string(api.id) + " cannot be called through kbroker's call_api.",
                 "Orders go through preview_order and place_order; tokens are handled by the server.");
  CallExample example;
  example.code = "# " + std::string(api.name.ko) + " / " + std::string(api.name.en) +
                 "\nkbroker call call_api id=" + std::string(api.id) + (paper ? " environment=paper" : "") +
                 " params=" + in_quotes(to_json_text(arguments)) + "\n";
  return example;
}

std::optional<Error> refuse(const Api& api, const ApiArguments& arguments, bool paper) {
  if (api.kind == ApiKind::realtime)
    return Error(Errc::invalid_argument,
                 std::string(api.id) + " is a realtime stream; there is no single call to show.",
                 "Examples exist for REST APIs.");
  if (paper && api.category != "auth" && arguments.paper.empty())
    return Error(Errc::not_on_paper, std::string(api.id) + " is offered on the real host only.",
                 "Ask for the example without environment paper.");
  for (const auto& argument : arguments.sent)
    if (std::ranges::any_of(argument.value, [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
      return Error(Errc::invalid_argument, argument.name + " holds a control character.", "Give plain text.");
  return std::nullopt;
}

}  // namespace

std::optional<ExampleLanguage> parse_example_language(std::string_view text) {
  static constexpr auto names =
      std::to_array<std::string_view>({"curl", "python", "javascript", "go", "cpp", "kbroker"});
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<ExampleLanguage>(found - names.begin());
}

Result<CallExample> call_example(const Api& api, const json::object& given, ExampleLanguage language,
                                 bool paper, Date today) {
  const auto complete = completed(api, given, today);
  const auto arguments = read_arguments(api, complete);
  if (arguments.has_error()) return arguments.error();
  if (const auto refused = refuse(api, *arguments, paper)) return *refused;
  if (language == ExampleLanguage::kbroker) return kbroker_example(api, complete, paper);
  const auto call = describe(api, *arguments, paper);
  CallExample example;
  example.variables = variables_of(call);
  switch (language) {
    case ExampleLanguage::curl:
      example.code = curl_example(call);
      break;
    case ExampleLanguage::python:
      example.code = python_example(call);
      break;
    case ExampleLanguage::javascript:
      example.code = javascript_example(call);
      break;
    case ExampleLanguage::go:
      example.code = go_example(call);
      break;
    default:
      example.code = cpp_example(call);
  }
  return example;
}

}  // namespace kbroker::catalog
