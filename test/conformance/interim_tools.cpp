// Tools that say something before their result: log messages and progress.
#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;
using namespace std::chrono_literals;

namespace {

using Answer = asio::awaitable<ToolResult>;

Answer with_logging(Clock& clock, CallContext& context) {
  context.log(LogLevel::info, "conformance", "Tool execution started");
  co_await clock.sleep(50ms, context.stop());
  context.log(LogLevel::info, "conformance", "Tool processing data");
  co_await clock.sleep(50ms, context.stop());
  context.log(LogLevel::info, "conformance", "Tool execution completed");
  co_return ToolResult::text("Logged three messages.");
}

Answer with_progress(Clock& clock, CallContext& context) {
  context.progress(0, 100);
  co_await clock.sleep(50ms, context.stop());
  context.progress(50, 100);
  co_await clock.sleep(50ms, context.stop());
  context.progress(100, 100);
  co_return ToolResult::text("Reported progress three times.");
}

Answer log_once(CallContext& context, const json::object&) {
  context.log(LogLevel::info, "conformance", "Logged once");
  co_return ToolResult::text("Logged once, if that was asked for.");
}

}  // namespace

void add_interim_tools(Registry& registry, Clock& clock) {
  registry.add(make_tool(
      "test_tool_with_logging", "Logs three times while it runs.",
      [&clock](CallContext& context, const json::object&) { return with_logging(clock, context); }));
  registry.add(make_tool(
      "test_tool_with_progress", "Reports progress while it runs.",
      [&clock](CallContext& context, const json::object&) { return with_progress(clock, context); }));
  registry.add(make_tool("test_logging_tool", "Logs once.", log_once));
}

}  // namespace kbroker::conformance
