#include "kbroker/base/task_group.hpp"

#include <chrono>
#include <exception>
#include <list>
#include <mutex>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "kbroker/base/log.hpp"

namespace kbroker {

namespace asio = boost::asio;

struct TaskGroup::State {
  struct Task {
    asio::any_io_executor executor;
    std::string name;
    asio::cancellation_signal signal;
    bool ended = false;
    std::list<std::shared_ptr<Task>>::iterator position;
  };

  explicit State(asio::any_io_executor executor_) : executor(std::move(executor_)) {}

  asio::any_io_executor executor;
  mutable std::mutex mutex;
  std::list<std::shared_ptr<Task>> tasks;
  std::vector<std::shared_ptr<asio::steady_timer>> waiters;
  bool stopping = false;

  /// Nothing when the group has been stopped.
  std::shared_ptr<Task> add(asio::any_io_executor on, std::string name) {
    auto task = std::make_shared<Task>();
    task->executor = std::move(on);
    task->name = std::move(name);
    std::lock_guard lock(mutex);
    if (stopping) return nullptr;
    task->position = tasks.insert(tasks.end(), task);
    return task;
  }

  /// Call on the task's own executor, because its cancellation slot may only be used there.
  static void start(std::shared_ptr<State> state, std::shared_ptr<Task> entry, asio::awaitable<void> task) {
    auto slot = entry->signal.slot();
    auto executor = entry->executor;
    asio::co_spawn(executor, std::move(task),
                   asio::bind_cancellation_slot(
                       slot, [state = std::move(state), entry = std::move(entry)](
                                 std::exception_ptr failure) { state->ended(entry, failure); }));
  }

  void ended(const std::shared_ptr<Task>& task, std::exception_ptr failure) {
    if (failure) {
      try {
        std::rethrow_exception(failure);
      } catch (const boost::system::system_error& e) {
        if (e.code() != asio::error::operation_aborted)
          log::error("task.failed", "a background task failed", {{"task", task->name}, {"error", e.what()}});
      } catch (const std::exception& e) {
        log::error("task.failed", "a background task failed", {{"task", task->name}, {"error", e.what()}});
      }
    }
    // Posted under the lock, which join() takes before it returns: its event loop may end right after that.
    std::lock_guard lock(mutex);
    task->ended = true;
    tasks.erase(task->position);
    if (!tasks.empty()) return;
    for (auto& timer : waiters) {
      const auto loop = timer->get_executor();
      asio::post(loop, [timer = std::move(timer)] { timer->cancel(); });
    }
    waiters.clear();
  }
};

TaskGroup::TaskGroup(asio::any_io_executor executor) : state_(std::make_shared<State>(std::move(executor))) {}

TaskGroup::~TaskGroup() {
  stop();
}

void TaskGroup::spawn(std::string name, asio::awaitable<void> task) {
  spawn_on(state_->executor, std::move(name), std::move(task));
}

void TaskGroup::spawn_on(asio::any_io_executor executor, std::string name, asio::awaitable<void> task) {
  auto entry = state_->add(executor, std::move(name));
  if (!entry) return;
  asio::post(executor, [state = state_, entry = std::move(entry), task = std::move(task)]() mutable {
    State::start(std::move(state), std::move(entry), std::move(task));
  });
}

bool TaskGroup::start_here(asio::any_io_executor executor, std::string name, asio::awaitable<void> task) {
  auto entry = state_->add(std::move(executor), std::move(name));
  if (!entry) return false;
  State::start(state_, std::move(entry), std::move(task));
  return true;
}

void TaskGroup::stop() {
  std::list<std::shared_ptr<State::Task>> tasks;
  {
    std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    tasks = state_->tasks;
  }
  for (auto& task : tasks)
    asio::post(task->executor, [task] {
      if (!task->ended) task->signal.emit(asio::cancellation_type::terminal);
    });
}

asio::awaitable<void> TaskGroup::join() {
  auto timer = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor,
                                                    std::chrono::steady_clock::time_point::max());
  for (;;) {
    {
      std::lock_guard lock(state_->mutex);
      if (state_->tasks.empty()) co_return;
      state_->waiters.push_back(timer);
    }
    boost::system::error_code ignored;
    co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

std::size_t TaskGroup::size() const {
  std::lock_guard lock(state_->mutex);
  return state_->tasks.size();
}

}  // namespace kbroker
