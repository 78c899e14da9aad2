// Questions in a legacy session: requests to the client, answered while the call waits (mcp.md 2.3.7).
#pragma once

#include "asker.hpp"
#include "kbroker/base/clock.hpp"
#include "session.hpp"

namespace kbroker::mcp {

class SessionAsker final : public Asker {
 public:
  /// `patience`: how long a reply may take, in real time.
  SessionAsker(LegacySession& session, Clock& clock, std::chrono::milliseconds patience)
      : session_(session), clock_(clock), patience_(patience) {}

  bool can_ask(QuestionKind kind) const override;
  boost::asio::awaitable<Result<Replies>> ask(Call& call, std::vector<Question> questions) override;

 private:
  LegacySession& session_;
  Clock& clock_;
  const std::chrono::milliseconds patience_;
};

}  // namespace kbroker::mcp
