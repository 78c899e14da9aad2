// Log lines: what they look like, and that nobody can forge one.
#include "log_format.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace kbroker;
using namespace kbroker::telemetry;

namespace {

const WallTime moment{std::chrono::milliseconds{1'795'137'330'042}};

std::string text_line(std::string_view message, std::initializer_list<log::Field> fields = {}) {
  return to_text_line({log::Level::info, "http.request", message, fields}, moment);
}

boost::json::object json_line(std::string_view message, std::initializer_list<log::Field> fields = {}) {
  const auto line = to_json_line({log::Level::warning, "http.request", message, fields}, moment);
  REQUIRE(line.find('\n') == std::string::npos);
  return boost::json::parse(line).as_object();
}

}  // namespace

TEST_CASE("the time of a line is RFC 3339 in UTC with milliseconds") {
  CHECK(to_log_time(WallTime{}) == "1970-01-01T00:00:00.000Z");
  CHECK(to_log_time(moment) == "2026-11-20T01:15:30.042Z");
}

TEST_CASE("a text line has time, level, event, message and fields") {
  CHECK(text_line("answered", {{"status", 200}, {"route", "/mcp"}, {"cached", true}, {"ms", 0.25}}) ==
        "2026-11-20T01:15:30.042Z info http.request answered status=200 route=/mcp cached=true ms=0.25");
  CHECK(text_line("삼성전자 97,200원") == "2026-11-20T01:15:30.042Z info http.request 삼성전자 97,200원");
}

TEST_CASE("a text value with blanks, quotes or nothing in it is quoted") {
  CHECK(text_line("m", {{"a", "two words"}, {"b", ""}, {"c", "say \"x\""}}) ==
        R"(2026-11-20T01:15:30.042Z info http.request m a="two words" b="" c="say \"x\"")");
  CHECK(text_line("m", {{"a", "\\\" forged=1"}}) ==
        R"(2026-11-20T01:15:30.042Z info http.request m a="\\\" forged=1")");
}

TEST_CASE("a forged line or terminal command is escaped in text") {
  const std::string_view attack =
      GENERATE(as<std::string_view>{}, "x\n2026-11-20T00:00:00.000Z info server.started fake", "x\r\nfake",
               "\x1b[2Jgone", "x\x7f",
               "\xC2\x9B"
               "31m",
               "x\xE2\x80\xA8"
               "fake",
               "x\xE2\x80\xA9"
               "fake",
               "\xff\x0a");
  const auto line = text_line(attack, {{"value", attack}});
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; };
  CHECK(std::none_of(line.begin(), line.end(), is_control));
  CHECK(line.find("\xC2\x9B") == std::string::npos);
  CHECK(line.find("\xE2\x80") == std::string::npos);
  CHECK(line.find("\xff") == std::string::npos);
  CHECK(line.find('\\') != std::string::npos);
}

TEST_CASE("an escaped newline can be read as what it was") {
  CHECK(text_line("a\nb\tc\x01").ends_with(R"(a\nb\tc\x01)"));
}

TEST_CASE("a JSON line parses and has the same content") {
  const auto line = json_line("a \"quoted\"\nmessage", {{"status", 503}, {"path", "/x\n"}, {"ok", false}});
  CHECK(line.at("ts") == "2026-11-20T01:15:30.042Z");
  CHECK(line.at("level") == "warning");
  CHECK(line.at("event") == "http.request");
  CHECK(line.at("message") == "a \"quoted\"\nmessage");
  CHECK(line.at("fields").at("status") == 503);
  CHECK(line.at("fields").at("path") == "/x\n");
  CHECK(line.at("fields").at("ok") == false);
}

TEST_CASE("a JSON line without fields has no fields member") {
  CHECK_FALSE(json_line("m").contains("fields"));
}

TEST_CASE("a field cannot replace what the line itself says") {
  const auto line = json_line("m", {{"level", "error"}, {"ts", "never"}});
  CHECK(line.at("level") == "warning");
  CHECK(line.at("fields").at("level") == "error");
}

TEST_CASE("bytes that are not UTF-8 still make a valid JSON line") {
  const auto line = json_line("bad \xff", {{"value", "\xB0\xA1"}});
  CHECK(line.at("message") == "bad \\xff");
  CHECK(line.at("fields").at("value") == "\\xb0\\xa1");
}
