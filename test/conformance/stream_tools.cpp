// Tools about streams: lists that change, a connection that is closed before the result.
#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;
using namespace std::chrono_literals;

namespace {

using Answer = asio::awaitable<ToolResult>;

Answer change(const ListChanged& list_changed, ListKind kind) {
  list_changed(kind);
  co_return ToolResult::text("Told everybody.");
}

Answer reconnection(Clock& clock, CallContext& context) {
  context.release_connection(500ms);
  co_await clock.sleep(150ms, context.stop());
  co_return ToolResult::text("The result came after the connection had been closed.");
}

}  // namespace

void add_stream_tools(Registry& registry, Clock& clock, ListChanged list_changed) {
  registry.add(make_tool(
      "test_trigger_tool_change", "Says that the tools have changed.",
      [list_changed](CallContext&, const json::object&) { return change(list_changed, ListKind::tools); }));
  registry.add(make_tool(
      "test_trigger_prompt_change", "Says that the prompts have changed.",
      [list_changed](CallContext&, const json::object&) { return change(list_changed, ListKind::prompts); }));
  registry.add(make_tool(
      "test_reconnection", "Closes the connection before it has a result.",
      [&clock](CallContext& context, const json::object&) { return reconnection(clock, context); }));
}

}  // namespace kbroker::conformance
