#include <fcntl.h>
#include <sys/resource.h>

#include <catch2/catch_test_macros.hpp>

#include "descriptors.hpp"
#include "raw_client.hpp"
#include "test_server.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace kbroker::net::http;
using namespace std::chrono_literals;
using test::RawClient;
namespace asio = boost::asio;

namespace {

asio::awaitable<Response> hello(Request&) {
  co_return Response::text(200, "hello");
}

asio::awaitable<Response> endless(Request&) {
  Response response;
  response.stream = SseStream::create();
  co_return response;
}

/// While it lives this process can open `more` further descriptors.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t more) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int lowest_free = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(lowest_free);
    rlimit limit = before_;
    limit.rlim_cur = static_cast<rlim_t>(lowest_free) + more;
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
  ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("the accept loop survives the want of descriptors") {
  test::TestServer server({{"GET", "/", hello}});
  std::optional<RawClient> visitor;
  {
    DescriptorLimit limit(1);
    visitor.emplace(server.port());  // takes the last one; the kernel shakes hands without the server
    visitor->get("/");
    // Long enough for the server to have met the limit: nothing else can be waited for.
    CHECK_FALSE(test::wait_for([&] { return server.server().connections() > 0; }, 50ms));
  }
  CHECK(visitor->read_response().body == "hello");
}

TEST_CASE("a server that has gone leaves no descriptor open") {
  const auto before = test::open_descriptors();
  {
    test::TestServer server({{"GET", "/", hello}, {"GET", "/events", endless}});
    RawClient idle(server.port());
    idle.get("/");
    CHECK(idle.read_response().status == 200);
    RawClient reader(server.port());
    reader.get("/events");
    CHECK(reader.read_head().status == 200);
    RawClient half(server.port());
    half.send("GET / HT");
    RawClient silent(server.port());
    REQUIRE(test::wait_for([&] { return server.server().connections() == 4; }));
  }
  CHECK(test::open_descriptors() == before);
}
