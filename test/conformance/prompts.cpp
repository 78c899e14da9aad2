// Prompts with text, arguments, a resource and an image.
#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;

namespace {

using Answer = asio::awaitable<Result<std::vector<PromptMessage>>>;

std::string text_of(const json::object& arguments, std::string_view name) {
  return std::string(arguments.at(name).as_string());
}

void say(std::vector<PromptMessage>& messages, Content content) {
  messages.emplace_back();
  messages.back().role = "user";
  messages.back().content = std::move(content);
}

Answer simple(CallContext&, const json::object&) {
  std::vector<PromptMessage> messages;
  say(messages, text_content("This is a simple prompt for testing."));
  co_return messages;
}

Answer with_arguments(CallContext&, const json::object& arguments) {
  std::vector<PromptMessage> messages;
  say(messages, text_content("Prompt with arguments: arg1='" + text_of(arguments, "arg1") + "', arg2='" +
                             text_of(arguments, "arg2") + "'"));
  co_return messages;
}

Answer with_resource(CallContext&, const json::object& arguments) {
  std::vector<PromptMessage> messages;
  say(messages, embedded_text(text_of(arguments, "resourceUri"), "text/plain",
                              "Embedded resource content for testing."));
  say(messages, text_content("Please process the embedded resource above."));
  co_return messages;
}

Answer with_image(CallContext&, const json::object&) {
  std::vector<PromptMessage> messages;
  say(messages, image_content(std::string(png), "image/png"));
  say(messages, text_content("Please analyze the image above."));
  co_return messages;
}

Prompt make_prompt(std::string name, std::initializer_list<std::string_view> arguments,
                   decltype(Prompt::get) get) {
  Prompt prompt;
  prompt.name = std::move(name);
  prompt.description = "For the conformance suite.";
  for (const auto argument : arguments) {
    PromptArgument made;
    made.name = argument;
    made.description = "Any text.";
    made.required = true;
    prompt.arguments.push_back(std::move(made));
  }
  prompt.get = std::move(get);
  return prompt;
}

}  // namespace

void add_prompts(Registry& registry) {
  registry.add(make_prompt("test_simple_prompt", {}, simple));
  auto completed = make_prompt("test_prompt_with_arguments", {"arg1", "arg2"}, with_arguments);
  completed.complete = [](std::string_view, std::string_view typed) {
    return std::vector<std::string>{std::string(typed) + "Value"};
  };
  registry.add(std::move(completed));
  registry.add(make_prompt("test_prompt_with_embedded_resource", {"resourceUri"}, with_resource));
  registry.add(make_prompt("test_prompt_with_image", {}, with_image));
}

}  // namespace kbroker::conformance
