// Tools for tests.
#include "sample_registry.hpp"

#include <stdexcept>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>

#include "kbroker/base/clock.hpp"

namespace kbroker::test {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;

namespace {

asio::awaitable<ToolResult> echo(CallContext& context, const json::object& arguments) {
  json::object data;
  data.emplace("text", arguments.at("text"));
  data.emplace("revision", context.protocol_version());
  co_return ToolResult::json(std::move(data));
}

asio::awaitable<ToolResult> fail(CallContext&, const json::object&) {
  Error error(Errc::rate_limited, "Too many requests.", "Wait a second.", true);
  error.broker_code = "EGW00201";
  error.retry_after = std::chrono::milliseconds(1000);
  co_return error_result(error);
}

asio::awaitable<ToolResult> boom(CallContext&, const json::object&) {
  throw std::runtime_error("secret detail");
  co_return ToolResult();
}

asio::awaitable<ToolResult> steps(CallContext& context, const json::object&) {
  context.progress(0, 100, "begun");
  context.log(LogLevel::info, "steps", "working");
  context.log(LogLevel::debug, "steps", "details");
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  context.progress(50, 100);
  context.progress(50, 100);  // not more: not sent
  context.progress(100, 100);
  co_return ToolResult::text("done");
}

asio::awaitable<ToolResult> wait(CallContext& context, const json::object&) {
  SystemClock clock;
  const bool slept = co_await clock.sleep(std::chrono::seconds(60), context.stop());
  if (slept) co_return ToolResult::text("slept");
  co_return error_result(Error(Errc::cancelled, "Stopped."));
}

asio::awaitable<ToolResult> place(CallContext&, const json::object&) {
  co_return ToolResult::text("placed");
}

/// Asks one thing, then another.
asio::awaitable<ToolResult> interview(CallContext& context, const json::object&) {
  const auto form =
      json::parse(R"({"type":"object","properties":{"name":{"type":"string"}},"required":["name"]})");
  auto name = co_await context.ask(elicit("name", "Your name?", form.as_object()));
  if (!name) co_return error_result(name.error());
  const auto who = read_elicited(*name);
  if (!who.accepted()) co_return ToolResult::text("nobody");
  auto idea = co_await context.ask(sample("idea", "An idea?", 10));
  if (!idea) co_return error_result(idea.error());
  co_return ToolResult::text(std::string(who.content.at("name").as_string()) + ": " +
                             std::string(idea->at("content").at("text").as_string()));
}

asio::awaitable<ToolResult> sleep(CallContext& context, const json::object& arguments) {
  SystemClock clock;
  co_await clock.sleep(std::chrono::milliseconds(arguments.at("ms").as_int64()), context.stop());
  co_return ToolResult::text("slept");
}

asio::awaitable<ToolResult> fetch_later(CallContext& context, const json::object&) {
  context.release_connection(std::chrono::milliseconds(20));
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  co_return ToolResult::text("later");
}

TaskOptions task_options() {
  TaskOptions options;
  options.ttl = std::chrono::minutes(1);
  options.poll_interval = std::chrono::milliseconds(100);
  return options;
}

std::string name_in(const json::object& reply) {
  const auto elicited = read_elicited(reply);
  const auto* name = elicited.content.if_contains("name");
  return name ? std::string(name->as_string()) : "nobody";
}

/// Asks two things at once, as a task where that is possible.
asio::awaitable<ToolResult> long_job(CallContext& context, const json::object&) {
  context.continue_as_task(task_options());
  const auto form = json::parse(R"({"type":"object","properties":{"name":{"type":"string"}}})").as_object();
  std::vector<Question> questions;
  questions.push_back(elicit("name", "Your name?", form));
  questions.push_back(elicit("again", "Another one?", form));
  const auto replies = co_await context.ask_all(std::move(questions));
  if (!replies) co_return error_result(replies.error());
  co_return ToolResult::text(name_in(replies->at(0)) + " and " + name_in(replies->at(1)));
}

asio::awaitable<ToolResult> failing_protocol(CallContext& context, const json::object&) {
  context.continue_as_task(task_options());
  throw ProtocolError(4711, "refused");
  co_return ToolResult();
}

asio::awaitable<Result<std::vector<ResourceContents>>> read_page(CallContext&, const std::string& uri) {
  std::vector<ResourceContents> contents(1);
  contents[0].uri = uri;
  contents[0].mime_type = ui_mime_type;
  contents[0].text = "<!doctype html><title>Job</title>";
  contents[0].meta = json::parse(R"({"ui":{"prefersBorder":true}})").as_object();
  co_return contents;
}

asio::awaitable<ToolResult> media(CallContext&, const json::object&) {
  ToolResult result;
  result.content.push_back(audio_content("AAAA", "audio/wav"));
  result.content.push_back(resource_link("quote://KRX/005930", "quote"));
  result.content.push_back(image_content("AAAA", "image/png"));
  co_return result;
}

asio::awaitable<Result<std::vector<ResourceContents>>> read_note(CallContext&, const std::string& uri) {
  std::vector<ResourceContents> contents(1);
  contents[0].uri = uri;
  contents[0].mime_type = "text/plain";
  contents[0].text = "one";
  co_return contents;
}

asio::awaitable<Result<std::vector<ResourceContents>>> read_quote(CallContext&, const std::string& uri,
                                                                  const json::object& variables) {
  const std::string code(variables.at("code").as_string());
  if (code == "000000") co_return Error(Errc::unknown_symbol, "No such stock.");
  if (code == "999999") co_return Error(Errc::broker_unavailable, "The broker is away.", "Later.", true);
  std::vector<ResourceContents> contents(1);
  contents[0].uri = uri;
  contents[0].text = code;
  co_return contents;
}

asio::awaitable<Result<std::vector<PromptMessage>>> greet(CallContext&, const json::object& arguments) {
  std::vector<PromptMessage> messages(1);
  messages[0].role = "user";
  messages[0].content = text_content("Hello " + std::string(arguments.at("name").as_string()));
  co_return messages;
}

Tool tool(std::string name, std::string toolset, std::string_view schema, decltype(Tool::call) call,
          bool read_only = true) {
  Tool made;
  made.name = std::move(name);
  made.title = "Title of " + made.name;
  made.description = "For tests.";
  made.input_schema = json::parse(schema).as_object();
  made.annotations.read_only = read_only;
  made.toolset = std::move(toolset);
  made.call = std::move(call);
  return made;
}

}  // namespace

std::shared_ptr<Registry> sample_registry() {
  const auto nothing = R"({"type":"object","additionalProperties":false})";
  auto registry = std::make_shared<Registry>();
  auto first = tool("echo", "market",
                    R"({"type":"object","properties":{
      "text":{"type":"string","description":"What to say","minLength":1,"maxLength":20},
      "limit":{"type":"integer","minimum":1,"maximum":50},
      "market":{"type":"string","enum":["KRX","NXT"]}},
      "required":["text"],"additionalProperties":false})",
                    echo);
  first.output_schema =
      json::parse(R"({"type":"object","properties":{"text":{"type":"string"}}})").as_object();
  registry->add(std::move(first));
  registry->add(tool("fail", "market", nothing, fail));
  registry->add(tool("boom", "market", nothing, boom));
  registry->add(tool("steps", "market", nothing, steps));
  registry->add(tool("wait", "", nothing, wait));
  registry->add(tool("place", "orders", nothing, place, false));
  registry->add(tool("media", "market", nothing, media));
  registry->add(tool("interview", "market", R"({"type":"object"})", interview));
  registry->add(
      tool("sleep", "waiting", R"({"type":"object","properties":{"ms":{"type":"integer"}}})", sleep));
  registry->add(tool("fetch_later", "waiting", nothing, fetch_later));
  auto job = tool("long_job", "waiting", nothing, long_job);
  job.may_become_task = true;
  job.ui.emplace();
  job.ui->resource_uri = "ui://job.html";
  job.ui->for_model = false;
  registry->add(std::move(job));
  auto failing = tool("failing_protocol", "waiting", nothing, failing_protocol);
  failing.may_become_task = true;
  registry->add(std::move(failing));
  registry->add(tool("route_by_region", "market",
                     R"({"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"},
      "count":{"type":"integer","x-mcp-header":"Count"}}})",
                     place));
  auto demanding = tool("needs_sampling", "market", nothing, place);
  demanding.required_capabilities = json::parse(R"({"sampling":{}})").as_object();
  registry->add(std::move(demanding));

  Resource note;
  note.uri = "note://one";
  note.name = "one";
  note.title = "Note";
  note.mime_type = "text/plain";
  note.read = read_note;
  registry->add(std::move(note));
  Resource page;
  page.uri = "ui://job.html";
  page.name = "job page";
  page.mime_type = ui_mime_type;
  page.read = read_page;
  registry->add(std::move(page));
  ResourceTemplate quote;
  quote.uri_template = "quote://KRX/{code}";
  quote.name = "quote";
  quote.read = read_quote;
  quote.complete = [](std::string_view, std::string_view typed) {
    return std::vector<std::string>(150, std::string(typed) + "0");
  };
  registry->add(std::move(quote));
  Prompt prompt;
  prompt.name = "greet";
  prompt.title = "Greet";
  prompt.description = "Says hello";
  prompt.arguments.resize(1);
  prompt.arguments[0].name = "name";
  prompt.arguments[0].required = true;
  prompt.get = greet;
  prompt.complete = [](std::string_view, std::string_view typed) {
    return std::vector<std::string>{std::string(typed) + "im"};
  };
  registry->add(std::move(prompt));
  return registry;
}

}  // namespace kbroker::test
