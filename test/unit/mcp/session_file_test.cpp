#include <catch2/catch_test_macros.hpp>

#include <sys/stat.h>

#include "mcp_harness.hpp"
#include "session_file.hpp"
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
  options.session_file = folder.path() + "/sessions.json";
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
  REQUIRE(::stat(options.session_file.c_str(), &file) == 0);
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
  options.session_file = folder.path() + "/sessions.json";
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
  CHECK(mcp::read_session_file("/proc/self/mem/none").has_error());
  CHECK(mcp::read_session_file("/nonexistent-folder/none").value().empty());
  CHECK(mcp::write_session_file("/nonexistent-folder/none", "x").has_error());
}
