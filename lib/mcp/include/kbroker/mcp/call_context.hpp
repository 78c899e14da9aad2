// What a running call may do besides returning a result.
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/mcp/ask.hpp"
#include "kbroker/mcp/task.hpp"

namespace kbroker::mcp {

enum class LogLevel { debug, info, notice, warning, error, critical, alert, emergency };

/// Thrown by tools, resources and prompts to answer with a JSON-RPC error instead of a result. For what the
/// protocol calls an error; a failure the model can act on is a result, see error_result().
class ProtocolError : public std::runtime_error {
 public:
  /// `code` is outside -32768..-32000 unless the protocol defines it.
  ProtocolError(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
  int code() const noexcept { return code_; }

 private:
  int code_;
};

/// Valid for the duration of the call; use on the call's executor.
class CallContext {
 public:
  virtual ~CallContext() = default;
  /// Requested when the client cancelled or, in the modern era, went away.
  virtual std::stop_token stop() const = 0;
  virtual Deadline deadline() const = 0;
  /// Reports progress when the client asked for it; `progress` must increase.
  virtual void progress(double progress, std::optional<double> total = std::nullopt,
                        std::string_view message = {}) = 0;
  /// Sends a log message to the client when it asked for this level.
  virtual void log(LogLevel level, std::string_view logger, boost::json::value data) = 0;
  /// The negotiated or declared protocol revision, for example "2025-11-25".
  virtual std::string_view protocol_version() const = 0;
  /// Identifies the request in our logs.
  virtual std::uint64_t request_id() const = 0;
  /// The caller's trace (W3C Trace Context), for log lines beside request_id(); empty: none.
  virtual std::string_view trace_id() const { return {}; }

  /// False when the client did not declare that it takes such questions.
  virtual bool can_ask(QuestionKind kind) const;
  /// Puts questions to the client, all at once, and waits for the replies, in the same order. A reply is the
  /// result the protocol defines for the question, checked; see read_elicited().
  ///
  /// A legacy client is asked while the call waits. A modern one gets the questions as the result, and begins
  /// the call again with its replies: then the function runs from its start, and ask() returns at once for
  /// the keys that have a reply. So do nothing irreversible before the last question, and name the same
  /// question by the same key each time. ask() ends such a run by an exception that is not derived from
  /// std::exception: let it pass.
  ///
  /// Errors: not_configured when the client cannot be asked, timeout, cancelled, invalid_argument when the
  /// reply makes no sense.
  virtual boost::asio::awaitable<Result<std::vector<boost::json::object>>> ask_all(
      std::vector<Question> questions);
  /// One question; see ask_all().
  boost::asio::awaitable<Result<boost::json::object>> ask(Question question);

  /// Ends the call, because the user has to visit pages first (elicit_url()) and the client shall call again
  /// then: error -32042 in a session of 2025-11-25, the questions as the result in the modern era. Like
  /// ask_all() it ends the run by an exception that is not derived from std::exception. Returns only when the
  /// client cannot send its user anywhere: not_configured.
  virtual Error require_pages(std::vector<Question> pages);

  /// The client may close its connection and fetch the result later: its connection is closed now, the call
  /// goes on. For long calls in sessions of 2025-11-25; nothing happens elsewhere.
  virtual void release_connection(std::chrono::milliseconds retry);
  /// From here on the call goes on as a task: the client gets the task at once and fetches the result when it
  /// likes; the client's going away no longer stops the call. Needs Tool::may_become_task. False when the
  /// client does not know tasks, or too many are open: then the call goes on as it is.
  virtual bool continue_as_task(TaskOptions options = {});
};

}  // namespace kbroker::mcp
