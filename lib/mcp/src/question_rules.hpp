// Who may be asked what, how a question reads in each revision, and which replies make sense: pure rules
// (mcp.md 2.3.7, 2.4.7, 3.9, 3.10).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "client_features.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/mcp/ask.hpp"
#include "revision.hpp"

namespace kbroker::mcp {

/// "elicitation/create", …
std::string_view method_of(QuestionKind kind) noexcept;
/// True when the revision has the question and the client declared that it takes it.
bool may_ask(QuestionKind kind, Revision revision, ClientFeatures features) noexcept;
/// The failure of asking nevertheless.
Error cannot_ask(QuestionKind kind);
/// The question's params as `revision` has them. `id` names a URL elicitation where the revision wants that.
boost::json::object params_for(const Question& question, Revision revision, std::string_view id);
/// Why a reply makes no sense; nothing when it does. Throws std::invalid_argument for a form whose schema is
/// malformed.
std::optional<std::string> check_reply(const Question& question, const boost::json::object& reply);

}  // namespace kbroker::mcp
