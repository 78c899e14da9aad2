// Tells the eras apart on one endpoint: pure rules over one message (mcp.md 1.5).
#pragma once

#include <optional>
#include <string_view>

#include <boost/json/array.hpp>

#include "jsonrpc.hpp"

namespace kbroker::mcp {

namespace meta_key {
inline constexpr std::string_view protocol_version = "io.modelcontextprotocol/protocolVersion";
inline constexpr std::string_view client_capabilities = "io.modelcontextprotocol/clientCapabilities";
inline constexpr std::string_view client_info = "io.modelcontextprotocol/clientInfo";
inline constexpr std::string_view log_level = "io.modelcontextprotocol/logLevel";
inline constexpr std::string_view server_info = "io.modelcontextprotocol/serverInfo";
inline constexpr std::string_view subscription_id = "io.modelcontextprotocol/subscriptionId";
inline constexpr std::string_view progress_token = "progressToken";
}  // namespace meta_key

/// What the transport says besides the body; blanks around values already removed.
struct EraHints {
  std::optional<std::string_view> version_header;  ///< MCP-Protocol-Version
  bool has_session_id = false;                     ///< Mcp-Session-Id
};

namespace era {

enum class Era {
  modern,            ///< through the modern gate
  modern_drop,       ///< a modern notification: 202 and nothing else
  handshake,         ///< `initialize` of the legacy era; a session id with it is ignored
  legacy,            ///< by the session
  malformed_modern,  ///< `initialize` under a modern header without metadata: 400, -32020
  invalid,           ///< not a JSON-RPC message: 400, -32600
};

/// For one message that is not part of a batch.
Era classify(const Message& message, const EraHints& hints);
/// True when an element of a batch claims the modern era, which has no batches.
bool has_modern_claim(const boost::json::array& batch);

}  // namespace era

}  // namespace kbroker::mcp
