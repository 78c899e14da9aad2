// What tools promise: names, descriptions, schemas. A change shows in the snapshots.
#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>

#include "kbroker/base/json_text.hpp"
#include "places.hpp"
#include "tool_services.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

const std::string snapshots = test::source_folder() + "/test/unit/tools/snapshots/";

std::string read(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<json::object> listed(void (*add)(mcp::Registry&, tools::Services&)) {
  test::ToolServices world;
  mcp::Registry registry;
  add(registry, world.services);
  return registry.list_tools();
}

void check_house_rules(const json::object& tool) {
  const std::string name(tool.at("name").as_string());
  INFO(name);
  CHECK(std::regex_match(name, std::regex("[a-z_]{1,64}")));
  CHECK(!tool.at("title").as_string().empty());
  CHECK(utf8_length(tool.at("description").as_string()) <= 400);
  CHECK(tool.at("annotations").at("readOnlyHint").as_bool());
  CHECK_FALSE(tool.at("annotations").at("destructiveHint").as_bool());
  CHECK(tool.contains("outputSchema"));
  for (const auto& property : tool.at("inputSchema").at("properties").as_object()) {
    INFO(property.key());
    CHECK(property.value().as_object().contains("examples"));
  }
}

}  // namespace

TEST_CASE("every tool keeps the house rules of design section 4") {
  const auto tools = listed(tools::register_all);
  REQUIRE(tools.size() <= 25);
  std::size_t listed_bytes = 0;
  for (const auto& tool : tools) {
    check_house_rules(tool);
    listed_bytes += to_json_text(tool).size();
  }
  // About four bytes a token: the list stays under 6,000 tokens.
  CHECK(listed_bytes < 24'000);
}

TEST_CASE("the toolset of KIS's own servers has their 17 names and keeps the rules") {
  const auto tools = listed(tools::register_kis_compat);
  CHECK(tools.size() == 17);
  for (const auto& tool : tools) check_house_rules(tool);
}

TEST_CASE("definitions change only on purpose") {
  // After a deliberate change: KBROKER_UPDATE_SNAPSHOTS=1 build/debug/bin/tools_test
  const bool update = std::getenv("KBROKER_UPDATE_SNAPSHOTS") != nullptr;
  for (auto* const add : {tools::register_all, tools::register_kis_compat})
    for (const auto& tool : listed(add)) {
      const auto file = snapshots + std::string(tool.at("name").as_string()) + ".json";
      INFO(file);
      const auto text = to_pretty_json(tool) + "\n";
      if (update) std::ofstream(file) << text;
      CHECK(read(file) == text);
    }
}
