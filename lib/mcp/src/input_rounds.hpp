// Questions in the modern era: the call ends with them and begins again with the replies (mcp.md 2.4.7).
#pragma once

#include <optional>

#include "asker.hpp"
#include "client_features.hpp"
#include "jsonrpc.hpp"
#include "server_parts.hpp"

namespace kbroker::mcp {

/// For one run of one request. Reads nothing before the first question.
class InputRounds final : public Asker {
 public:
  /// Everything passed must outlive it.
  InputRounds(const ServerParts& parts, const Caller& caller, const Message& message)
      : parts_(parts), caller_(caller), message_(message) {}

  bool can_ask(QuestionKind kind) const override;
  /// Throws EarlyAnswer: the questions without a usable reply, or -32602 for a state that does not open.
  boost::asio::awaitable<Result<Replies>> ask(Call& call, std::vector<Question> questions) override;
  Error require_pages(const std::vector<Question>& pages) override;

 private:
  void read_replies();
  [[noreturn]] void end_with(const std::vector<const Question*>& open) const;
  /// Null when there is none that makes sense. A usable one is kept for the next round.
  const boost::json::object* reply_to(const Question& question);

  const ServerParts& parts_;
  const Caller& caller_;
  const Message& message_;
  /// By key: from earlier rounds, and those of this round that have been used.
  std::optional<boost::json::object> replies_;
};

}  // namespace kbroker::mcp
