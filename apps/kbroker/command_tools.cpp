// kbroker tools: lists what can be called.
#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "backend.hpp"
#include "commands.hpp"
#include "output.hpp"

namespace kbroker::cli {

namespace json = boost::json;

namespace {

/// "stock_code [broker] [market]": required arguments plain, others in brackets.
std::string usage_of(const json::object& tool) {
  const auto* schema = tool.if_contains("inputSchema");
  if (!schema || !schema->is_object()) return {};
  const auto* properties = schema->as_object().if_contains("properties");
  if (!properties || !properties->is_object()) return {};
  const auto required = [&](std::string_view name) {
    const auto* list = schema->as_object().if_contains("required");
    if (!list || !list->is_array()) return false;
    for (const auto& item : list->as_array())
      if (item.is_string() && item.as_string() == name) return true;
    return false;
  };
  std::string text;
  for (const auto& property : properties->as_object()) {
    const std::string name(property.key());
    text += required(name) ? " " + name + "=…" : " [" + name + "=…]";
  }
  return text;
}

}  // namespace

ExitStatus command_tools(const Options& options, bool names_only) {
  auto backend = Backend::open(options);
  if (backend.has_error()) return fail(options, backend.error());
  auto tools = (*backend)->client().list_tools();
  if (tools.has_error()) return fail(options, tools.error());
  if (names_only) {
    for (const auto& tool : *tools) std::cout << std::string(tool.as_object().at("name").as_string()) << '\n';
    return exit_ok;
  }
  if (options.json) {
    print_json(*tools);
    return exit_ok;
  }
  for (const auto& tool : *tools) {
    const auto& object = tool.as_object();
    std::cout << std::string(object.at("name").as_string()) << usage_of(object) << '\n';
    if (const auto* text = object.if_contains("description"); text && text->is_string())
      std::cout << "    " << std::string(text->as_string()) << "\n\n";
  }
  std::cout << tools->size() << " tools\n";
  return exit_ok;
}

}  // namespace kbroker::cli
