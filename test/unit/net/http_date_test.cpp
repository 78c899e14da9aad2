#include <catch2/catch_test_macros.hpp>

#include "kbroker/net/http_date.hpp"

using kbroker::WallTime;
using kbroker::net::http::parse_http_date;

TEST_CASE("the date of an HTTP answer is read") {
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == WallTime(std::chrono::seconds(784111777)));
  CHECK(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT") == WallTime());
  CHECK(parse_http_date("Sat, 29 Feb 2020 23:59:60 GMT"));
}

TEST_CASE("anything else is no date") {
  for (const char* text :
       {"", "Sun, 06 Nov 1994 08:49:37 UTC", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun, 30 Feb 2020 00:00:00 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ", "Fri, 31 Dec 9999 23:59:59 GMT",
        "Sun, 06 Nov 0000 08:49:37 GMT"}) {
    INFO(text);
    CHECK_FALSE(parse_http_date(text));
  }
}
