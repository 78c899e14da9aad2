// get_connection_status: which brokers are connected and how they are.
#include <algorithm>

#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/time_format.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

json::object describe(const broker::ConnectionStatus& status) {
  json::object row;
  row.emplace("broker", broker::to_string(status.broker));
  row.emplace("environment", broker::to_string(status.environment));
  row.emplace("configured", status.configured);
  row.emplace("base_url", status.base_url);
  if (!status.account_masked.empty()) row.emplace("account", status.account_masked);
  row.emplace("token", status.token_state);
  if (status.token_expires) row.emplace("token_expires", to_rfc3339_kst(*status.token_expires));
  row.emplace("breaker", status.breaker_state);
  row.emplace("rate_per_second", status.rate_per_second);
  row.emplace("calls", status.calls);
  row.emplace("failures", status.failures);
  row.emplace("retries", status.retries);
  if (status.last_success) row.emplace("last_success", to_rfc3339_kst(*status.last_success));
  if (!status.last_error.empty()) row.emplace("last_error", status.last_error);
  return row;
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext&, const json::object& arguments) {
  const auto wanted = broker_of(arguments);
  json::array connections;
  std::size_t healthy = 0;
  for (const auto& status : services.gateway.status()) {
    if (wanted && status.broker != *wanted) continue;
    if (status.usable()) ++healthy;
    connections.push_back(describe(status));
  }
  const auto cache = services.gateway.cache_stats();
  const auto master = services.master.status();
  json::object data;
  data.emplace("server_version", services.version);
  data.emplace("mode", mode_of(services.gateway, services.demo));
  data.emplace("default_broker", broker::to_string(services.default_broker));
  std::string message =
      std::to_string(connections.size()) + "개 연결 중 " + std::to_string(healthy) + "개 정상";
  if (services.demo) message += " (데모: 내장 시뮬레이터)";
  if (connections.empty())
    message = "설정된 증권사가 없습니다. `kbroker check`를 실행하세요 / no broker configured";
  data.emplace("connections", std::move(connections));
  json::object cached;
  cached.emplace("entries", cache.entries);
  cached.emplace("hits", cache.hits);
  cached.emplace("misses", cache.misses);
  data.emplace("cache", std::move(cached));
  json::object symbols;
  symbols.emplace("origin", master.origin);
  symbols.emplace("symbols", master.symbols);
  symbols.emplace("others", master.others);
  if (master.updated) symbols.emplace("updated", to_rfc3339_kst(*master.updated));
  if (!master.last_error.empty()) symbols.emplace("last_error", master.last_error);
  data.emplace("master", std::move(symbols));
  const auto now = services.clock.wall();
  data.emplace("timestamp", to_rfc3339_kst(now));
  co_return success(std::move(data), std::move(message), own_provenance(services, wanted, now));
}

}  // namespace

std::string_view mode_of(const broker::Gateway& gateway, bool demo) {
  if (demo) return "demo";
  const auto connections = gateway.status();
  const bool real = std::ranges::any_of(connections, [](const broker::ConnectionStatus& connection) {
    return connection.environment == broker::Environment::real;
  });
  return real ? "real" : "paper";
}

mcp::Tool make_get_connection_status(Services& services) {
  mcp::Tool tool;
  tool.name = "get_connection_status";
  tool.title = "연결 상태 / Connection status";
  tool.description =
      "State of the brokers: environments, token, circuit breaker, last error. Use when another tool failed "
      "or "
      "to tell whether data is real.";
  tool.toolset = "server";
  tool.annotations = reads_broker();
  tool.annotations.open_world = false;
  tool.input_schema = schema(R"json({"type": "object", "properties": {}})json");
  add_broker_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "mode": {"type": "string", "enum": ["demo", "paper", "real"]},
    "connections": {"type": "array", "description": "broker, environment, configured, token, breaker, rate_per_second, last_error"}},
    "required": ["connections"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
