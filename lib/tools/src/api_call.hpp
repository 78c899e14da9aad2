// One call of any REST API that reads: from a caller's parameters to the broker's answer.
#pragma once

#include <cstddef>
#include <optional>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/catalog/api.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// Pages that are followed when the caller does not say.
inline constexpr std::int64_t usual_pages = 3;

/// Why no tool calls this API: a stream, an order, keys. Nothing for one that may be called.
std::optional<Error> refusal(const catalog::Api& api);

/// `params` by any of the names the catalogue knows, instruments by code or name. The arguments live until
/// the answer is there. `unknown_symbol` for an answer of nothing but zeros and blanks.
broker::SourcedReply<broker::ApiAnswer> ask_api(Services& services, mcp::CallContext& context,
                                                const catalog::Api& api, const boost::json::object& params,
                                                std::optional<broker::Environment> environment,
                                                std::size_t max_pages);

}  // namespace kbroker::tools
