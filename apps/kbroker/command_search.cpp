// kbroker search SENTENCE: which API answers it.
#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "backend.hpp"
#include "commands.hpp"
#include "output.hpp"

namespace kbroker::cli {

namespace json = boost::json;

namespace {

std::string member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

const json::array& list(const json::object& object, std::string_view name) {
  static const json::array none;
  const auto* value = object.if_contains(name);
  return value && value->is_array() ? value->as_array() : none;
}

void print_hit(const json::object& hit) {
  std::cout << member(hit, "id") << '\n' << "    " << member(hit, "name") << '\n';
  const auto* params = hit.if_contains("params");
  if (!params || !params->is_object() || params->as_object().empty()) return;
  std::cout << "   ";
  for (const auto& param : params->as_object())
    std::cout << ' ' << std::string(param.key()) << '=' << std::string(param.value().as_string());
  std::cout << '\n';
}

}  // namespace

ExitStatus command_search(const Options& options, const std::vector<std::string>& words, int limit) {
  std::string sentence;
  for (const auto& word : words) sentence += (sentence.empty() ? "" : " ") + word;
  auto backend = Backend::open(options);
  if (backend.has_error()) return fail(options, backend.error());
  auto result = (*backend)->client().call_tool("search_api", {{"query", sentence}, {"limit", limit}});
  if (result.has_error()) return fail(options, result.error());
  const auto* envelope = result->if_contains("structuredContent");
  const auto* failed = result->if_contains("isError");
  if (options.json || !envelope || !envelope->is_object() ||
      (failed && failed->is_bool() && failed->as_bool())) {
    print_json(envelope ? *envelope : json::value(*result));
    return failed && failed->is_bool() && failed->as_bool() ? exit_failed : exit_ok;
  }
  const auto* data = envelope->as_object().if_contains("data");
  if (!data || !data->is_object()) return exit_failed;
  for (const auto& hit : list(data->as_object(), "results")) print_hit(hit.as_object());
  for (const auto& one : list(data->as_object(), "recognised")) {
    const auto& found = one.as_object();
    std::cout << "[" << member(found, "kind") << " " << member(found, "value");
    if (const auto name = member(found, "name"); !name.empty()) std::cout << " " << name;
    std::cout << "]\n";
  }
  return exit_ok;
}

}  // namespace kbroker::cli
