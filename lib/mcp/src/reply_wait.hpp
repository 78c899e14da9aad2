// Replies to several questions: brought from any thread, awaited on the call's executor.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "asker.hpp"

namespace kbroker::mcp {

/// Belongs to the call's executor, except for bring().
class ReplyWait : public std::enable_shared_from_this<ReplyWait> {
 public:
  ReplyWait(const boost::asio::any_io_executor& executor, std::size_t questions)
      : timer_(executor), replies_(questions), missing_(questions) {}

  /// Any thread; once for each question.
  void bring(std::size_t position, Result<boost::json::object> reply);

  enum class Outcome { complete, stopped, late };
  /// Until everything is there, `stop` is requested, or `patience` has passed, in real time. `self` keeps it
  /// alive.
  static boost::asio::awaitable<Outcome> wait(std::shared_ptr<ReplyWait> self, std::stop_token stop,
                                              std::chrono::milliseconds patience);
  /// After Outcome::complete: the replies, or the first failure among them.
  Result<Replies> take();

 private:
  boost::asio::steady_timer timer_;
  std::vector<std::optional<Result<boost::json::object>>> replies_;
  std::size_t missing_;
  bool stopped_ = false;
};

}  // namespace kbroker::mcp
