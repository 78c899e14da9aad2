// Questions in a legacy session: requests to the client, answered while the call waits (mcp.md 2.3.7).
#pragma once

#include "asker.hpp"
#include "kbroker/base/clock.hpp"
#include "session.hpp"

namespace kbroker::mcp {

class SessionAsker final : public Asker {
 public:
  /// `request`: the id of the call's own request. `patience`: how long a reply may take, in real time.
  SessionAsker(LegacySession& session, const boost::json::value& request, Clock& clock,
               std::chrono::milliseconds patience)
      : session_(session), request_(request), clock_(clock), patience_(patience) {}

  bool can_ask(QuestionKind kind) const override;
  boost::asio::awaitable<Result<Replies>> ask(Call& call, std::vector<Question> questions) override;
  Error require_pages(const std::vector<Question>& pages) override;

 private:
  LegacySession& session_;
  const boost::json::value& request_;
  Clock& clock_;
  const std::chrono::milliseconds patience_;
};

}  // namespace kbroker::mcp
