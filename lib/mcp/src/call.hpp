// One running request: what the user's code sees of it, and who may stop it.
#pragma once

#include <atomic>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include <boost/json/value.hpp>

#include "asker.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "revision.hpp"
#include "trace_id.hpp"

namespace kbroker::mcp {

/// What the caller asked for besides the result, and the trace it belongs to.
struct CallWishes {
  const boost::json::value* progress_token = nullptr;
  std::optional<LogLevel> log_level;  ///< least level; nothing: no log messages
  TraceId trace_id;

  bool any() const { return progress_token || log_level; }
};

/// What a call can do that outlives its request.
class CallHost {
 public:
  /// Takes a whole JSON-RPC message for the client.
  virtual void say(const std::string& message) = 0;
  virtual void release(std::chrono::milliseconds retry) = 0;
  virtual bool become_task(TaskOptions options) = 0;

 protected:
  ~CallHost() = default;
};

class Call final : public CallContext {
 public:
  /// `host` may be null: then nothing but the result reaches the client.
  Call(Revision revision, std::uint64_t request_id, Deadline deadline, const CallWishes& wishes,
       CallHost* host);

  std::stop_token stop() const override { return stop_.get_token(); }
  Deadline deadline() const override { return deadline_; }
  bool can_ask(QuestionKind kind) const override { return asker_ && asker_->can_ask(kind); }
  boost::asio::awaitable<Result<Replies>> ask_all(std::vector<Question> questions) override;
  void progress(double progress, std::optional<double> total, std::string_view message) override;
  void log(LogLevel level, std::string_view logger, boost::json::value data) override;
  std::string_view protocol_version() const override { return to_string(revision_); }
  std::uint64_t request_id() const override { return request_id_; }
  std::string_view trace_id() const override { return trace_id_.text(); }
  Error require_pages(std::vector<Question> pages) override;

  void release_connection(std::chrono::milliseconds retry) override;
  bool continue_as_task(TaskOptions options) override { return host_ && host_->become_task(options); }
  /// Must outlive the call.
  void ask_through(Asker& asker) { asker_ = &asker; }
  Asker* asker() const { return asker_; }
  /// A whole JSON-RPC message to the client, on the call's own stream. False when it has none.
  bool send(const std::string& message);
  void set_deadline(Deadline deadline) { deadline_ = deadline; }
  std::stop_source stop_source() const { return stop_; }
  Revision revision() const { return revision_; }
  /// Any thread. The call outlived its deadline and is about to be stopped.
  void mark_late() { late_ = true; }
  bool late() const { return late_; }

 private:
  std::stop_source stop_;
  Revision revision_;
  std::uint64_t request_id_;
  std::atomic<Deadline> deadline_;
  boost::json::value progress_token_;  ///< null: none
  std::optional<LogLevel> log_level_;
  TraceId trace_id_;
  CallHost* host_;
  Asker* asker_ = nullptr;
  std::optional<double> last_progress_;
  std::atomic<bool> late_ = false;
};

/// Every running call of a server. Any thread may call every function.
class RunningCalls {
 public:
  /// Listed as long as this lives.
  class Entry {
   public:
    Entry(RunningCalls& owner, Call& call);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

   private:
    RunningCalls& owner_;
    std::list<Call*>::iterator position_;
  };

  /// Stops calls whose deadline has passed by more than a second: honest ones have ended by themselves.
  void stop_late(SteadyTime now);
  void stop_all();
  std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::list<Call*> calls_;
};

}  // namespace kbroker::mcp
