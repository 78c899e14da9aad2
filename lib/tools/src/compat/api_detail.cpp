#include "api_detail.hpp"

#include <string>

#include "api_call.hpp"
#include "api_types.hpp"
#include "sample_params.hpp"

namespace kbroker::tools::compat {

namespace json = boost::json;
using catalog::ApiParam;

namespace {

std::string describe(const ApiParam& param, bool required) {
  std::string text = required ? "[필수] " : "[선택] ";
  text += param.meaning.ko;
  text += " / ";
  text += param.meaning.en;
  if (!param.values.empty()) {
    text += param.open ? " (for example " : " (";
    for (const auto& value : param.values) {
      if (&value != &param.values.front()) text += ", ";
      text += std::string(value.value) + ": " + std::string(value.meaning.ko);
    }
    text += ")";
  }
  if (!param.example.empty()) text += ", ex. " + std::string(param.example);
  return text;
}

json::object describe(const ApiParam& param) {
  const auto standard = param.fixed.empty() ? param.standard : param.fixed;
  const bool required = param.required && !param.blank_ok && standard.empty();
  json::object told{{"name", sample_argument(param)}, {"type", "str"}, {"required", required}};
  told["default_value"] = required ? json::value() : json::value(standard);
  told["description"] = describe(param, required);
  return told;
}

json::object environment() {
  return {{"name", "env_dv"},
          {"type", "str"},
          {"required", false},
          {"default_value", nullptr},
          {"description",
           "[선택] real: 실전, demo: 모의. 없으면 서버가 API마다 정함 / real or paper; left out, the server "
           "decides"}};
}

}  // namespace

json::object api_detail(const catalog::Api& api) {
  json::object params;
  if (api.paper != catalog::PaperSupport::unsupported) params["env_dv"] = environment();
  for (const auto& param : api.params)
    if (!is_left_away(param)) params[sample_argument(param)] = describe(param);
  json::object detail{{"tool_name", api.category},
                      {"api_type", api_type_of(api)},
                      {"id", api.id},
                      {"name", api.name.ko},
                      {"category_detail",
                       "[" + std::string(api.category_name.ko) + "] " + std::string(api.subcategory_name.ko)},
                      {"method", api_type_of(api)},
                      {"api_path", api.path},
                      {"params", std::move(params)}};
  if (const auto refused = refusal(api)) detail["refused"] = refused->message + " " + refused->hint;
  return detail;
}

}  // namespace kbroker::tools::compat
