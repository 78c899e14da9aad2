// kbroker call NAME key=value…: calls one tool.
#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "backend.hpp"
#include "commands.hpp"
#include "kbroker/base/text.hpp"
#include "output.hpp"

namespace kbroker::cli {

namespace json = boost::json;

namespace {

const json::object* find_tool(const json::array& tools, const std::string& name) {
  for (const auto& tool : tools)
    if (tool.as_object().at("name").as_string() == name) return &tool.as_object();
  return nullptr;
}

const json::object* member_object(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member ? member->if_object() : nullptr;
}

/// The type the tool's schema gives an argument; "string" when it does not say.
std::string type_of(const json::object& tool, const std::string& argument) {
  const auto* schema = member_object(tool, "inputSchema");
  const auto* properties = schema ? member_object(*schema, "properties") : nullptr;
  const auto* property = properties ? member_object(*properties, argument) : nullptr;
  const auto* type = property ? property->if_contains("type") : nullptr;
  return type && type->is_string() ? std::string(type->as_string()) : "string";
}

/// "30" for an integer argument is a number, "005930" for a text argument stays text.
Result<json::value> convert(const std::string& type, const std::string& name, const std::string& text) {
  if (type == "string") return json::value(text);
  boost::system::error_code bad;
  auto value = json::parse(text, bad);
  if (bad)
    return Error(Errc::invalid_argument, name + "=" + text + " is not a JSON " + type,
                 "Write for example " + name +
                     (type == "boolean" ? "=true"
                      : type == "array" ? "='[\"a\"]'"
                                        : "=30"));
  return value;
}

Result<json::object> read_arguments(const json::object& tool, const std::vector<std::string>& given) {
  json::object arguments;
  for (const auto& pair : given) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos || equals == 0)
      return Error(Errc::invalid_argument, "\"" + pair + "\" is not of the form key=value",
                   "For example: kbroker call get_stock_price stock_code=005930");
    const auto name = pair.substr(0, equals);
    auto value = convert(type_of(tool, name), name, pair.substr(equals + 1));
    if (value.has_error()) return value.error();
    arguments[name] = std::move(*value);
  }
  return arguments;
}

}  // namespace

ExitStatus command_call(const Options& options, const std::string& name,
                        const std::vector<std::string>& given) {
  auto backend = Backend::open(options);
  if (backend.has_error()) return fail(options, backend.error());
  auto& client = (*backend)->client();
  auto tools = client.list_tools();
  if (tools.has_error()) return fail(options, tools.error());
  const auto* tool = find_tool(*tools, name);
  if (!tool) {
    std::vector<std::string> names;
    for (const auto& each : *tools) names.emplace_back(each.as_object().at("name").as_string());
    const auto near = nearest(name, names);
    return fail(options,
                Error(Errc::invalid_argument, "there is no tool \"" + name + "\"",
                      near ? "Did you mean " + std::string(*near) + "? `kbroker tools` lists them all."
                           : "`kbroker tools` lists them all."));
  }
  auto arguments = read_arguments(*tool, given);
  if (arguments.has_error()) return fail(options, arguments.error());
  auto result = client.call_tool(name, std::move(*arguments));
  if (result.has_error()) return fail(options, result.error());

  const auto* is_error = result->if_contains("isError");
  const bool failed = is_error && is_error->is_bool() && is_error->as_bool();
  const auto* envelope = result->if_contains("structuredContent");
  if (options.json || !envelope || !envelope->is_object()) {
    print_json(envelope ? *envelope : json::value(*result));
    return failed ? exit_failed : exit_ok;
  }
  const auto& object = envelope->as_object();
  if (const auto* message = object.if_contains("message"); message && message->is_string())
    (failed ? std::cerr : std::cout) << std::string(message->as_string()) << '\n';
  if (failed) {
    // The tools of kis-compat have it beside their error, which is a text.
    for (const auto* place : {"/error/hint", "/hint"}) {
      boost::system::error_code missing;
      if (const auto* hint = envelope->find_pointer(place, missing); hint && hint->is_string())
        std::cerr << "  " << std::string(hint->as_string()) << '\n';
    }
    return exit_failed;
  }
  std::cout << '\n';
  if (const auto* data = object.if_contains("data")) print_for_people(*data);
  std::cout << "\n[" << std::string(object.at("source").as_string()) << ", "
            << std::string(object.at("broker").as_string()) << ", "
            << std::string(object.at("environment").as_string()) << ", "
            << std::string(object.at("as_of").as_string()) << "]\n";
  return exit_ok;
}

}  // namespace kbroker::cli
