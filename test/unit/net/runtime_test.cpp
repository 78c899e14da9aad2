#include <atomic>
#include <stdexcept>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "kbroker/net/runtime.hpp"

using namespace kbroker::net;
namespace asio = boost::asio;

TEST_CASE("a runtime with one loop ends when there is no work") {
  Runtime runtime(1);
  int ran = 0;
  asio::post(runtime.main(), [&] { ++ran; });
  asio::post(runtime.next(), [&] { ++ran; });
  runtime.run();
  CHECK(ran == 2);
  CHECK(runtime.threads() == 1);
}

TEST_CASE("executors are serial and all threads take part until stop") {
  const auto layout = GENERATE(Layout::per_core, Layout::shared);
  constexpr int executors = 4;
  constexpr int tasks = 2'000;
  Runtime runtime(2, layout);
  std::atomic<int> done{0};
  std::array<int, executors> plain{};  // not atomic: a race here fails under ThreadSanitizer
  std::vector<asio::any_io_executor> serial;
  for (int i = 0; i < executors; ++i) serial.push_back(runtime.next());
  const auto work = asio::make_work_guard(serial.front());
  std::thread producer([&] {
    for (int t = 0; t < tasks; ++t)
      for (std::size_t i = 0; i < executors; ++i)
        asio::post(serial[i], [&, i] {
          ++plain[i];
          if (++done == executors * tasks) runtime.stop();
        });
  });
  runtime.run();
  producer.join();
  for (const int count : plain) CHECK(count == tasks);
}

TEST_CASE("an exception that leaves a handler ends run and is passed on") {
  Runtime runtime(2);
  runtime.next();
  asio::post(runtime.next(), [] { throw std::runtime_error("on purpose"); });
  CHECK_THROWS_AS(runtime.run(), std::runtime_error);
}
