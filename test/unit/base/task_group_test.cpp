#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/task_group.hpp"
#include "run.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

asio::awaitable<void> wait_long(int& ended) {
  struct Guard {
    int& count;
    explicit Guard(int& c) : count(c) {}
    ~Guard() { ++count; }
  } guard(ended);
  asio::steady_timer timer(co_await asio::this_coro::executor, 1h);
  co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> stop_and_join(TaskGroup& group) {
  group.stop();
  co_await group.join();
}

asio::awaitable<void> fail() {
  throw std::runtime_error("on purpose");
  co_return;
}

}  // namespace

TEST_CASE("stop ends waiting tasks and join waits for all of them") {
  asio::io_context context;
  TaskGroup group(context.get_executor());
  int ended = 0;
  for (int i = 0; i < 3; ++i) group.spawn("wait", wait_long(ended));
  CHECK(group.size() == 3);
  test::run(context, stop_and_join(group));
  CHECK(ended == 3);
  CHECK(group.size() == 0);
}

TEST_CASE("a failing task does not take the group down, and a stopped group starts nothing") {
  asio::io_context context;
  TaskGroup group(context.get_executor());
  group.spawn("fail", fail());
  test::run(context, group.join());
  CHECK(group.size() == 0);
  group.stop();
  int ended = 0;
  group.spawn("late", wait_long(ended));
  CHECK(group.size() == 0);
}

namespace {

asio::awaitable<void> set(bool& flag) {
  flag = true;
  co_return;
}

asio::awaitable<bool> start_and_look(TaskGroup& group) {
  bool flag = false;
  const bool started = group.start_here(co_await asio::this_coro::executor, "set", set(flag));
  co_return started&& flag;
}

}  // namespace

TEST_CASE("a task started here has run to its first suspension when the call returns") {
  asio::io_context context;
  TaskGroup group(context.get_executor());
  CHECK(test::run(context, start_and_look(group)));
  test::run(context, group.join());
  group.stop();
  CHECK_FALSE(test::run(context, start_and_look(group)));
}
