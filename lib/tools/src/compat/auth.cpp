// `auth` of the Trading MCP. Prompts call it first to have a token; here the server has one and keeps it.
#include <optional>

#include "answer.hpp"
#include "api_call.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/time_format.hpp"
#include "sample_params.hpp"
#include "tool_list.hpp"
#include "tool_makers.hpp"

namespace kbroker::tools::compat {

namespace json = boost::json;
namespace asio = boost::asio;
using broker::BrokerId;
using broker::Environment;

namespace {

constexpr std::string_view tool_name = "auth";

/// KIS's connections of that environment; the simulator's stands for both.
std::vector<broker::ConnectionStatus> connections(const Services& services,
                                                  std::optional<Environment> asked) {
  auto all = services.gateway.status();
  std::erase_if(all, [&](const broker::ConnectionStatus& one) {
    const bool fits = !asked || one.environment == *asked || one.environment == Environment::simulated;
    return one.broker != BrokerId::kis || !fits;
  });
  return all;
}

json::array describe(const std::vector<broker::ConnectionStatus>& connections) {
  json::array rows;
  for (const auto& one : connections) {
    json::object row{{"environment", broker::to_string(one.environment)}, {"token", one.token_state}};
    if (one.token_expires) row["access_token_token_expired"] = to_rfc3339_kst(*one.token_expires);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Makes sure that there is a token, and tells its state. Keys in the arguments are not looked at.
asio::awaitable<mcp::ToolResult> tell_token(Services& services, mcp::CallContext& context,
                                            std::optional<Environment> asked) {
  const auto wanted = connections(services, asked);
  if (wanted.empty())
    co_return rejected(context, tool_name,
                       Error(Errc::not_configured, "No KIS key is configured for this environment.",
                             "Set it in the server's configuration; `kbroker check` says what is missing."));
  for (const auto& one : wanted) {
    const auto ready =
        co_await services.gateway.authenticate(BrokerId::kis, one.environment, options_of(context));
    if (ready.has_error()) co_return rejected(context, tool_name, ready.error());
  }
  const std::string message =
      "토큰은 서버가 보관하고 갱신하며 보여주지 않음 / the server keeps the token and never shows it";
  json::object data{{"success", true},
                    {"api_type", "auth_token"},
                    {"message", message},
                    {"data", describe(connections(services, asked))}};
  co_return accepted(std::move(data), message,
                     own_provenance(services, BrokerId::kis, services.clock.wall()));
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto api_type = text(arguments, "api_type").value_or("");
  const auto api = find_api_type(services.apis->catalogue(), tool_name, api_type);
  if (api.has_error()) co_return rejected(context, tool_name, api.error());
  if (api_type_of(*api) != "auth_token") co_return rejected(context, tool_name, *refusal(*api));
  static const json::object none;
  const auto* params = arguments.if_contains("params");
  const auto read = read_sample_params(*api, params ? params->get_object() : none);
  if (read.has_error()) co_return rejected(context, tool_name, read.error());
  co_return co_await tell_token(services, context, read->environment);
}

}  // namespace

mcp::Tool make_auth(Services& services) {
  mcp::Tool tool;
  tool.name = tool_name;
  tool.title = "인증 (KIS Trading MCP)";
  tool.description =
      "For prompts written for KIS's Trading MCP, which call it first: makes sure that the server has an "
      "access token and tells its state, never the token. No other tool needs it: they obtain tokens by "
      "themselves.";
  tool.toolset = kis_compat_toolset;
  tool.annotations = reads_broker();
  tool.input_schema =
      trading_schema("auth_token; others are refused, keys never pass through a tool", "auth_token");
  tool.output_schema = trading_answer_schema();
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools::compat
