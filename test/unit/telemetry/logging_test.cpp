// The writer behind the log: real events through to standard error.
#include "kbroker/telemetry/logging.hpp"

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include <boost/json/parse.hpp>
#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/text.hpp"

using namespace kbroker;

namespace {

/// Standard error goes to a file while this lives.
class CapturedStderr {
 public:
  CapturedStderr() : file_(std::tmpfile()), previous_(::dup(STDERR_FILENO)) {
    std::fflush(stderr);
    ::dup2(::fileno(file_), STDERR_FILENO);
  }
  ~CapturedStderr() {
    restore();
    std::fclose(file_);
  }
  CapturedStderr(const CapturedStderr&) = delete;
  CapturedStderr& operator=(const CapturedStderr&) = delete;

  std::vector<std::string> lines() {
    restore();
    std::string text;
    std::rewind(file_);
    for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) text += static_cast<char>(c);
    std::vector<std::string> result;
    for (const auto line : split(text, '\n'))
      if (!line.empty()) result.emplace_back(line);
    return result;
  }

 private:
  void restore() {
    std::fflush(stderr);
    if (previous_ < 0) return;
    ::dup2(previous_, STDERR_FILENO);
    ::close(previous_);
    previous_ = -1;
  }
  std::FILE* file_;
  int previous_;
};

}  // namespace

TEST_CASE("everything written before the stop is on standard error, in order") {
  CapturedStderr captured;
  telemetry::start_logging(log::Level::info, telemetry::LogFormat::text);
  for (int i = 0; i < 100; ++i) log::info("test.event", "counted", {{"number", i}});
  telemetry::stop_logging();
  const auto lines = captured.lines();
  REQUIRE(lines.size() == 100);
  for (int i = 0; i < 100; ++i)
    CHECK(
        lines[static_cast<std::size_t>(i)].ends_with(" info test.event counted number=" + std::to_string(i)));
}

TEST_CASE("events below the level are not written") {
  CapturedStderr captured;
  telemetry::start_logging(log::Level::warning, telemetry::LogFormat::text);
  log::info("test.quiet", "unseen");
  log::warning("test.loud", "seen");
  telemetry::stop_logging();
  const auto lines = captured.lines();
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].ends_with(" warning test.loud seen"));
}

TEST_CASE("JSON lines from several threads are whole and parse") {
  CapturedStderr captured;
  telemetry::start_logging(log::Level::debug, telemetry::LogFormat::json);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([t] {
      for (int i = 0; i < 50; ++i) log::debug("test.thread", "line\nbreak", {{"thread", t}, {"number", i}});
    });
  for (auto& thread : threads) thread.join();
  telemetry::stop_logging();
  const auto lines = captured.lines();
  REQUIRE(lines.size() == 200);
  for (const auto& line : lines) {
    const auto value = boost::json::parse(line);
    CHECK(value.at("message") == "line\nbreak");
    CHECK(value.at("fields").at("number").is_int64());
  }
}

TEST_CASE("lines that a slow reader made us drop are counted at the stop") {
  // A pipe that nobody reads yet: the writer blocks and the bounded queue overruns.
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::fflush(stderr);
  const int previous = ::dup(STDERR_FILENO);
  ::dup2(ends[1], STDERR_FILENO);
  ::close(ends[1]);
  telemetry::start_logging(log::Level::info, telemetry::LogFormat::json);
  const std::string padding(1000, 'x');
  for (int i = 0; i < 3000; ++i) log::info("test.flood", padding, {{"number", i}});

  std::string text;
  std::thread reader([&] {
    char block[4096];
    for (ssize_t count = 0; (count = ::read(ends[0], block, sizeof block)) > 0;)
      text.append(block, static_cast<std::size_t>(count));
  });
  telemetry::stop_logging();
  std::fflush(stderr);
  ::dup2(previous, STDERR_FILENO);
  ::close(previous);
  reader.join();
  ::close(ends[0]);

  std::size_t written = 0;
  std::int64_t dropped = -1, last = -1;
  for (const auto line : split(text, '\n')) {
    if (line.empty()) continue;
    const auto value = boost::json::parse(line);
    if (value.at("event") == "log.dropped") {
      dropped = value.at("fields").at("lines").to_number<std::int64_t>();
    } else {
      ++written;
      last = value.at("fields").at("number").to_number<std::int64_t>();
    }
  }
  CHECK(dropped > 0);
  CHECK(static_cast<std::int64_t>(written) + dropped == 3000);
  CHECK(last == 2999);  // the oldest go, not the newest
}

TEST_CASE("an event after the stop still reaches standard error") {
  CapturedStderr captured;
  telemetry::start_logging(log::Level::info, telemetry::LogFormat::text);
  telemetry::stop_logging();
  log::error("test.late", "after the end");
  const auto lines = captured.lines();
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].ends_with(" error test.late after the end"));
}
