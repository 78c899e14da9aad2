// Tasks: calls that outlive their request (mcp.md 3.11, extension of 2026-07-28).
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/mcp/task.hpp"
#include "reply_wait.hpp"

namespace kbroker::mcp {

enum class TaskStatus { working, input_required, completed, failed, cancelled };

/// Any thread may call every function.
class Task {
 public:
  Task(std::string id, std::string principal, TaskOptions options, const Clock& clock, std::stop_source stop,
       std::function<void(const Task&)> changed);

  const std::string& id() const { return id_; }
  const std::string& principal() const { return principal_; }
  SteadyTime expires() const { return expires_; }

  /// Appends members as tasks/get shows them, without braces: `"taskId":…,"status":…`. `whole` adds what the
  /// status brings: questions, result or error.
  void append_fields(std::string& out, bool whole) const;
  /// The call's answer, a whole JSON-RPC response; nothing: it was cancelled.
  void finish(const std::optional<std::string>& answer);
  /// Stops the call. Nothing happens when the task has ended.
  void cancel();

  /// Opens questions and returns; `waiting` gets the replies.
  void ask(std::vector<Question> questions, std::shared_ptr<ReplyWait> waiting);
  /// Replies by key. What nobody asked, and what makes no sense, is ignored.
  void reply(const boost::json::object& replies);
  /// Nobody waits for replies any more.
  void stop_asking();

 private:
  struct Open {
    Question question;
    std::size_t position = 0;
  };

  bool ended() const { return status_ >= TaskStatus::completed; }
  void set(TaskStatus status);

  const std::string id_, principal_;
  const TaskOptions options_;
  const Clock& clock_;
  const WallTime created_;
  const SteadyTime expires_;
  const std::function<void(const Task&)> changed_;

  mutable std::mutex mutex_;
  std::stop_source stop_;
  TaskStatus status_ = TaskStatus::working;
  WallTime updated_;
  std::string outcome_;  ///< JSON text of `result` or `error`
  std::map<std::string, Open> open_;
  std::shared_ptr<ReplyWait> waiting_;
};

/// Any thread may call every function.
class TaskStore {
 public:
  TaskStore(Clock& clock, Random& random, std::size_t limit)
      : clock_(clock), random_(random), limit_(limit) {}

  /// Told about every change; set before the first task.
  void on_change(std::function<void(const Task&)> changed) { changed_ = std::move(changed); }
  /// Null when too many are open.
  std::shared_ptr<Task> create(std::string principal, TaskOptions options, std::stop_source stop);
  /// Null when unknown, too old or of another principal: nobody learns which.
  std::shared_ptr<Task> find(std::string_view id, std::string_view principal) const;
  /// Stops and forgets tasks whose time is over.
  void expire();
  std::size_t size() const;

 private:
  Clock& clock_;
  Random& random_;
  const std::size_t limit_;
  std::function<void(const Task&)> changed_;
  mutable std::mutex mutex_;
  std::atomic<SteadyTime> expired_{SteadyTime()};  ///< when expire() ran
  std::unordered_map<std::string, std::shared_ptr<Task>> tasks_;
};

/// Questions of a call that has become a task: the client sees them in the task and answers by tasks/update.
class TaskAsker final : public Asker {
 public:
  TaskAsker(std::shared_ptr<Task> task, const Asker& before, std::chrono::milliseconds patience)
      : task_(std::move(task)), before_(before), patience_(patience) {}

  bool can_ask(QuestionKind kind) const override { return before_.can_ask(kind); }
  boost::asio::awaitable<Result<Replies>> ask(Call& call, std::vector<Question> questions) override;
  Error require_pages(const std::vector<Question>&) override {
    return Error(Errc::not_configured, "A call that has become a task cannot be ended by pages to visit.",
                 "Ask with ask() and elicit_url().");
  }

 private:
  const std::shared_ptr<Task> task_;
  const Asker& before_;
  const std::chrono::milliseconds patience_;
};

}  // namespace kbroker::mcp
