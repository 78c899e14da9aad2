// Owns coroutines: nothing runs detached without somebody who stops and joins it.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace kbroker {

/// Any thread may call every function. The group must outlive its tasks: join() before destruction.
class TaskGroup {
 public:
  explicit TaskGroup(boost::asio::any_io_executor executor);
  ~TaskGroup();
  TaskGroup(const TaskGroup&) = delete;
  TaskGroup& operator=(const TaskGroup&) = delete;

  /// Starts a task on the group's executor. After stop() the task is dropped unstarted.
  /// An exception that leaves the task is logged under `name`.
  void spawn(std::string name, boost::asio::awaitable<void> task);
  /// The same on another executor (each task's cancellation is delivered on its own executor).
  void spawn_on(boost::asio::any_io_executor executor, std::string name, boost::asio::awaitable<void> task);
  /// The same on `executor`, which the caller must be running on: the task runs at once, inside this call, up
  /// to its first suspension. False when the group has been stopped and the task was dropped.
  bool start_here(boost::asio::any_io_executor executor, std::string name, boost::asio::awaitable<void> task);
  /// Asks every task to end (Asio terminal cancellation) and refuses new ones.
  void stop();
  /// Returns when the last task has ended. Call after stop(), or when the tasks end by themselves.
  boost::asio::awaitable<void> join();
  std::size_t size() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace kbroker
