#include <catch2/catch_test_macros.hpp>

#include <sys/stat.h>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include "mcp_harness.hpp"
#include "saved_session.hpp"
#include "temporary_directory.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::body_of;
using test::Harness;
using H = test::Harness;

namespace {

void shut_down(Harness& harness) {
  boost::asio::co_spawn(harness.background, harness.server.shutdown(), [](std::exception_ptr) {});
  harness.background.run();
}

unsigned ping(Harness& harness, const std::string& session) {
  return harness.send(harness.post(H::request("ping"), session)).status;
}

}  // namespace

TEST_CASE("sessions survive a restart with what they had agreed on") {
  test::TemporaryDirectory folder;
  mcp::ServerOptions options;
  const auto path = folder.path() + "/sessions.json";
  options.session_storage = mcp::session_file(path);
  std::string session, ended;
  {
    Harness before(options);
    session = before.open("2025-06-18", "/mcp", R"({"elicitation":{}})");
    ended = before.open("2025-06-18");
    before.send(before.post(H::request("resources/subscribe", R"({"uri":"note://one"})"), session));
    auto end = before.make("DELETE", "/mcp");
    end.set("Mcp-Session-Id", ended);
    before.send(std::move(end));
    shut_down(before);
  }
  struct stat file{};
  REQUIRE(::stat(path.c_str(), &file) == 0);
  CHECK((file.st_mode & 0777) == 0600);

  Harness after(options);
  CHECK(after.server.sessions() == 1);
  CHECK(ping(after, session) == 200);
  CHECK(ping(after, ended) == 404);
  // Still its revision, its capabilities and its subscriptions.
  auto get = after.make("GET", "/mcp");
  get.set("Accept", "text/event-stream").set("Mcp-Session-Id", session);
  const auto stream = after.send(std::move(get)).stream;
  after.server.resource_updated("note://one");
  const auto told = test::queued(stream);
  CHECK(told.find("notifications/resources/updated") != std::string::npos);
  CHECK(told.find("id: 0_1") == std::string::npos);  // not what the former process called its events
  const auto call = after.start(after.post(H::call("interview"), session));
  const auto question = test::events(call->response.value().stream).at(0);
  CHECK(question.at("method") == "elicitation/create");
  CHECK_FALSE(question.at("params").as_object().contains("mode"));
  stream->close();
  auto end = after.make("DELETE", "/mcp");
  end.set("Mcp-Session-Id", session);
  after.start(std::move(end));
  after.poll();
}

TEST_CASE("a session that has been idle too long, or a damaged file, is not brought back") {
  test::TemporaryDirectory folder;
  mcp::ServerOptions options;
  options.session_idle = 600s;
  const auto path = folder.path() + "/sessions.json";
  options.session_storage = mcp::session_file(path);
  std::string session;
  {
    Harness before(options);
    session = before.open();
    before.clock.advance(599s);
    shut_down(before);
  }
  {
    Harness after(options);
    CHECK(ping(after, session) == 200);
  }
  folder.write("sessions.json", "{\"sessions\":7}");
  {
    Harness after(options);
    CHECK(after.server.sessions() == 0);
    session = after.open();
    shut_down(after);
  }
  Harness again(options);
  CHECK(ping(again, session) == 200);
}

TEST_CASE("what a session file says is read back, and nonsense is left out") {
  mcp::SavedSession session;
  session.id = std::string(32, 'a');
  session.principal = "kim";
  session.revision = mcp::Revision::v2025_03_26;
  session.features.add(mcp::ClientFeature::sampling);
  session.log_level = mcp::LogLevel::error;
  session.subscriptions = {"note://one"};
  session.idle = 60s;
  const auto read = mcp::parse_sessions(mcp::to_text({session}));
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 1);
  CHECK(mcp::to_text(*read) == mcp::to_text({session}));
  for (const auto* text : {"", "[]", "{", R"({"sessions":{}})"}) CHECK(mcp::parse_sessions(text).has_error());
  CHECK(mcp::parse_sessions(R"({"sessions":[1,{},{"id":"short"}]})")->empty());
}

TEST_CASE("a session file that is not there is empty, one that cannot be used is an error") {
  boost::asio::io_context context;
  const auto run = [&](auto waiting) {
    auto result = boost::asio::co_spawn(context, std::move(waiting), boost::asio::use_future);
    context.restart();
    context.run();
    return result.get();
  };
  const auto never = Deadline::never();
  CHECK(run(mcp::session_file("/proc/self/mem/none")->load(never)).has_error());
  const auto nowhere = mcp::session_file("/nonexistent-folder/none");
  CHECK(run(nowhere->load(never)).value().empty());
  CHECK(run(nowhere->save("x", never)).has_error());
}

namespace {

/// Sessions on another machine: every answer takes a turn of the loop, and there may be none.
class DistantStorage final : public mcp::SessionStorage {
 public:
  boost::asio::awaitable<Result<std::string>> load(Deadline) override {
    co_await boost::asio::post(boost::asio::use_awaitable);
    if (!reachable) co_return Error(Errc::internal, "nobody answers");
    co_return kept;
  }
  boost::asio::awaitable<Result<void>> save(std::string text, Deadline) override {
    co_await boost::asio::post(boost::asio::use_awaitable);
    if (!reachable) co_return Error(Errc::internal, "nobody answers");
    kept = std::move(text);
    co_return Result<void>();
  }
  std::string kept;
  bool reachable = true;
};

}  // namespace

TEST_CASE("sessions can be kept anywhere, and service goes on where they cannot") {
  const auto storage = std::make_shared<DistantStorage>();
  mcp::ServerOptions options;
  options.session_storage = storage;
  std::string session;
  {
    Harness before(options);
    session = before.open();
    shut_down(before);
  }
  CHECK(storage->kept.find(session) != std::string::npos);
  {
    Harness after(options);
    CHECK(ping(after, session) == 200);
    storage->reachable = false;
    shut_down(after);
  }
  Harness alone(options);
  CHECK(ping(alone, session) == 404);
  CHECK(ping(alone, alone.open()) == 200);
}
