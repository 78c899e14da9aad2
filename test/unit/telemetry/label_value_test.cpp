// Label values from outside.
#include "label_value.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace kbroker::telemetry;

TEST_CASE("a name stays, and what is no name becomes other") {
  CHECK(clean_label_value("tools/call") == "tools/call");
  CHECK(clean_label_value("현재가") == "현재가");
  CHECK(clean_label_value("a\nb") == "other");
  CHECK(clean_label_value("\xff\xfe") == "other");
  CHECK(shorten_label_value(std::string(65, 'x')) == "other");
}

TEST_CASE("an unknown HTTP method becomes other") {
  CHECK(http_method_label("POST") == "POST");
  CHECK(http_method_label("post") == "other");
  CHECK(http_method_label("BREW") == "other");
}
