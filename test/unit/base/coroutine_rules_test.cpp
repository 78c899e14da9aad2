// Keeps the house rule about coroutines true: what crosses a co_await has a constructor or a name.
#include <catch2/catch_test_macros.hpp>

#include <boost/asio/post.hpp>

#include "kbroker/base/error.hpp"
#include "run.hpp"

using namespace kbroker;
namespace asio = boost::asio;

namespace {

struct Payload {
  std::string text;
  explicit Payload(std::string t) : text(std::move(t)) {}
};

asio::awaitable<std::string> take(Payload payload) {
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  co_return payload.text;
}

asio::awaitable<Result<std::string>> failing(bool fail) {
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  if (fail)
    co_return Error(Errc::timeout, std::string(100, 'x'), "try again later, when the weather is better");
  co_return std::string(100, 'y');
}

asio::awaitable<std::size_t> all() {
  // Classes with constructors are safe as temporaries, in arguments and in co_return.
  const auto text = co_await take(Payload(std::string(100, 'z')));
  const auto bad = co_await failing(true);
  const auto good = co_await failing(false);
  co_return text.size() + bad.error().message.size() + good->size();
}

}  // namespace

TEST_CASE("temporaries with constructors survive co_await") {
  CHECK(test::run(all()) == 300);
}
