// Every kind of content, and a tool that fails.
#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;

namespace {

using Answer = asio::awaitable<ToolResult>;

Content image() {
  return image_content(std::string(png), "image/png");
}

Answer simple_text(CallContext&, const json::object&) {
  co_return ToolResult::text("This is a simple text response for testing.");
}

Answer image_only(CallContext&, const json::object&) {
  ToolResult result;
  result.content.push_back(image());
  co_return result;
}

Answer audio_only(CallContext&, const json::object&) {
  ToolResult result;
  result.content.push_back(audio_content(std::string(wav), "audio/wav"));
  co_return result;
}

Answer embedded_resource(CallContext&, const json::object&) {
  ToolResult result;
  result.content.push_back(
      embedded_text("test://embedded-resource", "text/plain", "This is an embedded resource content."));
  co_return result;
}

Answer mixed(CallContext&, const json::object&) {
  auto result = ToolResult::text("Multiple content types test:");
  result.content.push_back(image());
  result.content.push_back(
      embedded_text("test://mixed-content-resource", "application/json", R"({"test":"data","value":123})"));
  co_return result;
}

Answer failing(CallContext&, const json::object&) {
  co_return ToolResult::text("This tool intentionally returns an error for testing", true);
}

}  // namespace

void add_content_tools(Registry& registry) {
  registry.add(make_tool("test_simple_text", "Answers with a text.", simple_text));
  registry.add(make_tool("test_image_content", "Answers with an image.", image_only));
  registry.add(make_tool("test_audio_content", "Answers with a sound.", audio_only));
  registry.add(make_tool("test_embedded_resource", "Answers with a resource.", embedded_resource));
  registry.add(make_tool("test_multiple_content_types", "Answers with text, image and resource.", mixed));
  registry.add(make_tool("test_error_handling", "Always fails.", failing));
}

}  // namespace kbroker::conformance
