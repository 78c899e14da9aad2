#include <catch2/catch_test_macros.hpp>

#include <boost/json/parse.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/mcp/registry.hpp"
#include "listing.hpp"
#include "sample_registry.hpp"

using namespace kbroker;
using namespace kbroker::mcp;
namespace json = boost::json;

namespace {

boost::asio::awaitable<ToolResult> nothing(CallContext&, const json::object&) {
  co_return ToolResult();
}

Tool tool(std::string name) {
  Tool made;
  made.name = std::move(name);
  made.input_schema = json::parse(R"({"type":"object"})").as_object();
  made.call = nothing;
  return made;
}

std::string listed(std::string_view name, Revision revision) {
  static const auto registry = test::sample_registry();
  std::string text;
  append_listing(text, *registry->impl().find_tool(name), revision);
  return text;
}

}  // namespace

TEST_CASE("bad tools are refused at registration") {
  Registry registry;
  for (const auto* name : {"", "a b", "이름", "a/b"})
    CHECK_THROWS_AS(registry.add(tool(name)), std::invalid_argument);
  CHECK_THROWS_AS(registry.add(tool(std::string(129, 'a'))), std::invalid_argument);
  auto no_call = tool("x");
  no_call.call = nullptr;
  CHECK_THROWS_AS(registry.add(std::move(no_call)), std::invalid_argument);
  auto no_object = tool("x");
  no_object.input_schema = json::parse(R"({"type":"string"})").as_object();
  CHECK_THROWS_AS(registry.add(std::move(no_object)), std::invalid_argument);
  auto ignored = tool("x");
  ignored.output_schema = json::parse(R"({"type":"object","unevaluatedProperties":false})").as_object();
  CHECK_THROWS_AS(registry.add(std::move(ignored)), std::invalid_argument);
  CHECK(registry.list_tools().empty());
  registry.add(tool(std::string(128, 'a')));
  registry.add(tool("Tool-1.x"));
  CHECK_THROWS_AS(registry.add(tool("Tool-1.x")), std::invalid_argument);
  CHECK(registry.list_tools().size() == 2);
}

TEST_CASE("tools are listed in the order of registration with their schema unchanged") {
  Registry registry;
  auto first = tool("zeta");
  first.input_schema =
      json::parse(
          R"({"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","$defs":{"b":{},"a":{}}})")
          .as_object();
  registry.add(std::move(first));
  registry.add(tool("alpha"));
  const auto list = registry.list_tools();
  REQUIRE(list.size() == 2);
  CHECK(list[0].at("name") == "zeta");
  CHECK(
      to_json_text(list[0].at("inputSchema")) ==
      R"({"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","$defs":{"b":{},"a":{}}})");
}

TEST_CASE("each revision sees only what it knows") {
  const auto has = [](const std::string& text, const char* name) {
    return json::parse(text).as_object().contains(name);
  };
  const auto oldest = listed("echo", Revision::v2024_11_05);
  CHECK_FALSE(has(oldest, "annotations"));
  CHECK_FALSE(has(oldest, "title"));
  CHECK_FALSE(has(oldest, "outputSchema"));
  const auto second = listed("echo", Revision::v2025_03_26);
  CHECK(has(second, "annotations"));
  CHECK_FALSE(has(second, "title"));
  CHECK_FALSE(has(second, "outputSchema"));
  for (const auto revision : {Revision::v2025_06_18, Revision::v2025_11_25, Revision::v2026_07_28}) {
    CHECK(has(listed("echo", revision), "title"));
    CHECK(has(listed("echo", revision), "outputSchema"));
    CHECK_FALSE(has(listed("fail", revision), "outputSchema"));
  }
  CHECK(json::parse(second).at("annotations").at("readOnlyHint").as_bool());
  CHECK_FALSE(json::parse(second).at("annotations").at("destructiveHint").as_bool());
}

TEST_CASE("an output schema that is no object is for the modern era only") {
  Registry registry;
  auto list = tool("list");
  list.output_schema = json::parse(R"({"type":"array"})").as_object();
  registry.add(std::move(list));
  std::string text;
  append_listing(text, *registry.impl().find_tool("list"), Revision::v2025_11_25);
  CHECK(text.find("outputSchema") == std::string::npos);
  append_listing(text, *registry.impl().find_tool("list"), Revision::v2026_07_28);
  CHECK(text.find("outputSchema") != std::string::npos);
}
