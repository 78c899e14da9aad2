// The program that docs/mcp-library.md teaches with: it runs, and the page shows its very text.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

#include <boost/json/parse.hpp>

#include "places.hpp"
#include "program.hpp"

namespace json = boost::json;

namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(kbroker::test::source_folder() + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What the example answers to some lines.
std::vector<json::value> answers(const std::string& lines) {
  const auto outcome =
      kbroker::test::run_program({"/bin/sh", "-c", "printf '%s' \"$1\" | \"$0\"",
                                  kbroker::test::program_folder() + "/mcp-library-example", lines});
  INFO(outcome.error);
  CHECK(outcome.status == 0);
  std::vector<json::value> list;
  for (std::size_t at = 0; at < outcome.output.size();) {
    const auto end = outcome.output.find('\n', at);
    list.push_back(json::parse(outcome.output.substr(at, end - at)));
    at = end + 1;
  }
  return list;
}

std::string call(const std::string& arguments) {
  return R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"loan_cost","arguments":)" +
         arguments + R"(,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)" +
         R"("io.modelcontextprotocol/clientCapabilities":{}}}})" + "\n";
}

}  // namespace

TEST_CASE("the example of the library answers in both eras") {
  const auto list = answers(
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},)"
      R"("clientInfo":{"name":"t","version":"1"}}})"
      "\n"
      R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})"
      "\n");
  REQUIRE(list.size() == 2);
  const auto& tool = list[1].at("result").at("tools").at(0);
  CHECK(tool.at("inputSchema") == json::parse(R"({"type":"object","properties":{"amount":{"type":"number"},
            "months":{"type":"integer","minimum":0},"yearly_percent":{"type":"number"}},
            "required":["amount","months"],"additionalProperties":false})"));
  CHECK(tool.at("outputSchema").at("required") == json::parse(R"(["interest","total"])"));
  const auto modern = answers(call(R"({"amount":1000,"months":12})"));
  REQUIRE(modern.size() == 1);
  CHECK(modern[0].at("result").at("structuredContent") == json::parse(R"({"interest":40,"total":1040})"));
}

TEST_CASE("the example's failures are results that a model can act on") {
  const auto list = answers(call(R"({"amount":1000,"months":0})") + call(R"({"amount":1000})") +
                            call(R"({"amount":1,"months":4294967296})"));
  REQUIRE(list.size() == 3);
  for (const auto& each : list) {
    CHECK(each.at("result").at("isError") == true);
    CHECK(each.at("result").at("structuredContent").at("error").at("code") == "invalid_argument");
  }
}

TEST_CASE("the page shows the example as it is") {
  const auto page = content_of("/docs/mcp-library.md"),
             program = content_of("/test/library_example/main.cpp");
  CHECK(page.find("```cpp\n" + program + "```\n") != std::string::npos);
  const auto begin = program.find("// tool: begin\n"), end = program.find("// tool: end\n");
  REQUIRE(end != std::string::npos);
  const auto tool = program.substr(begin, end - begin);
  CHECK(std::count(tool.begin(), tool.end(), '\n') - 1 < 25);  // without the mark itself
}
