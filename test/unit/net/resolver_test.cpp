#include <netdb.h>

#include <future>

#include <catch2/catch_test_macros.hpp>

#include "resolver.hpp"
#include "run.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace kbroker::net;
using namespace std::chrono_literals;

TEST_CASE("numbers need no look-up and localhost resolves") {
  Resolver numbers(
      [](const std::string&, std::uint16_t, Endpoints&) -> int { throw std::logic_error("asked"); });
  const auto ipv6 = test::run(numbers.resolve("::1", 80, 1s));
  REQUIRE(ipv6.has_value());
  CHECK(ipv6->at(0).port() == 80);

  Resolver resolver;
  const auto local = test::run(resolver.resolve("localhost", 8030, 5s));
  REQUIRE(local.has_value());
  for (const auto& endpoint : *local) {
    CHECK(endpoint.address().is_loopback());
    CHECK(endpoint.port() == 8030);
  }
}

TEST_CASE("an unknown name is an error that can pass") {
  Resolver resolver([](const std::string&, std::uint16_t, Endpoints&) { return EAI_NONAME; });
  const auto result = test::run(resolver.resolve("nothing.invalid", 80, 1s));
  REQUIRE(result.has_error());
  CHECK(result.error().code == Errc::broker_unavailable);
  CHECK(result.error().message == "the name nothing.invalid was not resolved: Name or service not known");
  CHECK(result.error().retryable);
}

TEST_CASE("a look-up that hangs holds up neither its caller nor the event loop's end") {
  std::promise<void> release;
  const auto released = release.get_future().share();
  const auto threads_left = std::make_shared<std::atomic<int>>(0);
  {
    Resolver resolver([released, threads_left](const std::string&, std::uint16_t, Endpoints&) {
      released.wait();
      ++*threads_left;
      return EAI_AGAIN;
    });
    const auto result = test::run(resolver.resolve("slow.invalid", 80, 20ms));
    REQUIRE(result.has_error());
    CHECK(result.error().code == Errc::timeout);
    CHECK(result.error().message == "the name slow.invalid was not resolved in time");

    // Destroyed in the middle of a wait.
    boost::asio::io_context context;
    boost::asio::co_spawn(context, resolver.resolve("slow.invalid", 80, 1h), boost::asio::detached);
    context.poll();
  }
  release.set_value();
  CHECK(test::wait_for([&] { return *threads_left == 2; }));
}
