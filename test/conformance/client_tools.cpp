// Tools that the suite does not need, for the clients of test/interop: a long call that can be watched, cut
// off and cancelled, and how many such calls were stopped.
#include <atomic>
#include <memory>

#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;
using namespace std::chrono_literals;

namespace {

using Answer = asio::awaitable<ToolResult>;
using Counter = std::shared_ptr<std::atomic<int>>;

Answer count_slowly(Clock& clock, const Counter& stopped, CallContext& context,
                    const json::object& arguments) {
  const auto steps = arguments.at("steps").to_number<int>();
  for (int step = 1; step <= steps; ++step) {
    context.progress(step, steps);
    // After the last step too: the TypeScript clients drop progress that arrives together with the result.
    if (!co_await clock.sleep(100ms, context.stop())) {
      ++*stopped;
      co_return error_result(Error(Errc::cancelled, "The count was stopped."));
    }
  }
  co_return ToolResult::text("Counted to " + std::to_string(steps) + ".");
}

Answer stopped_counts(const Counter& stopped) {
  co_return ToolResult::text(std::to_string(*stopped));
}

}  // namespace

void add_client_tools(Registry& registry, Clock& clock) {
  const auto stopped = std::make_shared<std::atomic<int>>();
  registry.add(make_tool("count_slowly", "Counts ten steps a second and reports each as progress.",
                         [&clock, stopped](CallContext& context, const json::object& arguments) {
                           return count_slowly(clock, stopped, context, arguments);
                         },
                         R"({"steps":{"type":"integer","minimum":1,"maximum":200}})", {"steps"}));
  registry.add(make_tool("stopped_counts", "How many calls of count_slowly were stopped before their end.",
                         [stopped](CallContext&, const json::object&) { return stopped_counts(stopped); }));
}

}  // namespace kbroker::conformance
