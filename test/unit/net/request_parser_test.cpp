// Requests whose head repeats the last one of their connection.
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "request_parser.hpp"

using namespace kbroker::net::http;
using Progress = RequestParser::Progress;

namespace {

struct Parsed {
  Progress progress = Progress::more;
  std::size_t consumed = 0;
  bool keep = false;
  bool http_1_0 = false;
};

/// One request of a connection whose parts live in `data`; the buffer keeps what is left over.
Parsed parse(RequestData& data, std::string_view bytes, std::size_t step = std::string_view::npos) {
  RequestParser parser(data, RequestLimits{});
  Parsed parsed;
  std::string buffer;
  while (parsed.progress == Progress::more && !bytes.empty()) {
    buffer += bytes.substr(0, step);
    bytes.remove_prefix(std::min(step, bytes.size()));
    std::size_t consumed = 0;
    parsed.progress = parser.feed(buffer, consumed);
    parsed.consumed += consumed;
    buffer.erase(0, consumed);
  }
  parsed.keep = parser.keep_connection();
  parsed.http_1_0 = parser.http_1_0();
  return parsed;
}

const std::string head = "POST /echo?a=1 HTTP/1.1\r\nHost: x\r\nX-Tag: one\r\nContent-Length: 4\r\n\r\n";

}  // namespace

TEST_CASE("a repeated head keeps its meaning and takes the new body") {
  RequestData data;
  REQUIRE(parse(data, head + "1111").progress == Progress::done);
  const std::string second = head + "2222";
  const auto parsed = parse(data, second + "GET /next");
  CHECK(parsed.progress == Progress::done);
  CHECK(parsed.consumed == second.size());
  CHECK(parsed.keep);
  CHECK_FALSE(parsed.http_1_0);
  CHECK(data.method() == "POST");
  CHECK(data.path() == "/echo");
  CHECK(data.query() == "a=1");
  CHECK(data.header("x-tag") == "one");
  CHECK(data.body() == "2222");
}

TEST_CASE("the body of a repeated head may arrive in pieces") {
  RequestData data;
  REQUIRE(parse(data, head + "1111").progress == Progress::done);
  const auto parsed = parse(data, head + "2222", head.size() + 1);
  CHECK(parsed.progress == Progress::done);
  CHECK(data.body() == "2222");
  CHECK(parse(data, head + "22").progress == Progress::more);
}

TEST_CASE("a repeated head that arrives in pieces is read as a new one") {
  RequestData data;
  REQUIRE(parse(data, head + "1111").progress == Progress::done);
  CHECK(parse(data, head + "2222", 5).progress == Progress::done);
  CHECK(data.body() == "2222");
  CHECK(data.header("X-Tag") == "one");
}

TEST_CASE("a head that differs in one byte is read as a new one") {
  RequestData data;
  REQUIRE(parse(data, head + "1111").progress == Progress::done);
  std::string other = head;
  other.replace(other.find("one"), 3, "two");
  REQUIRE(parse(data, other + "3333").progress == Progress::done);
  CHECK(data.header("X-Tag") == "two");
  REQUIRE(parse(data, head + "4444").progress == Progress::done);
  CHECK(data.header("X-Tag") == "one");
  CHECK(data.body() == "4444");
}

TEST_CASE("requests whose end is not plain from their head are parsed each time") {
  const std::string chunked =
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n1111\r\n0\r\n\r\n";
  const std::string closing = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  const std::string old = "GET /hello HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n";
  for (const auto& request : {chunked, closing, old}) {
    RequestData data;
    const auto first = parse(data, request);
    const auto second = parse(data, request);
    CHECK(first.progress == Progress::done);
    CHECK(second.progress == Progress::done);
    CHECK(second.consumed == request.size());
    CHECK(first.keep == second.keep);
    CHECK(first.http_1_0 == second.http_1_0);
  }
}

TEST_CASE("a refused request leaves nothing to be repeated") {
  RequestData data;
  REQUIRE(parse(data, head + "1111").progress == Progress::done);
  const std::string bad = "GET /hello HTTP/1.1\r\n\r\n";
  CHECK(parse(data, bad).progress == Progress::failed);
  CHECK(parse(data, bad).progress == Progress::failed);
  REQUIRE(parse(data, head + "5555").progress == Progress::done);
  CHECK(data.body() == "5555");
}
