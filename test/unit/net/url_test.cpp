#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "kbroker/net/url.hpp"

using namespace kbroker;
using namespace kbroker::net;

TEST_CASE("a URL is taken apart") {
  struct Case {
    std::string_view text;
    bool tls;
    std::string_view host;
    std::uint16_t port;
    std::string_view target;
  };
  const auto c = GENERATE(
      Case{"http://localhost", false, "localhost", 80, "/"},
      Case{"HTTPS://api.example.com:9443/a/b?c=d&e=%20", true, "api.example.com", 9443, "/a/b?c=d&e=%20"},
      Case{"https://[::1]?q=1#part", true, "::1", 443, "/?q=1"},
      Case{"http://127.0.0.1:8030/#x", false, "127.0.0.1", 8030, "/"});
  CAPTURE(c.text);
  const auto url = parse_url(c.text);
  REQUIRE(url.has_value());
  CHECK(url->tls == c.tls);
  CHECK(url->host == c.host);
  CHECK(url->port == c.port);
  CHECK(url->target == c.target);
}

TEST_CASE("a wrong URL is refused without repeating its path or query") {
  const std::string_view text =
      GENERATE("", "localhost/secret", "ftp://host/secret", "http:///secret", "http://host:0/secret",
               "http://host:65536/secret", "http://host:x/secret", "http://user:secret@host/",
               "http://ho st/secret", "http://[::1/secret", "http://[nonsense]/secret", "http://::1/secret",
               "http://host/secret\r\nX: y", "http://host/비밀secret");
  CAPTURE(text);
  const auto url = parse_url(text);
  REQUIRE(url.has_error());
  CHECK(url.error().code == Errc::invalid_argument);
  CHECK_FALSE(url.error().message.empty());
  CHECK(url.error().message.find("secret") == std::string::npos);
}

TEST_CASE("host and port are read together") {
  const auto plain = parse_host_port("127.0.0.1:8030");
  REQUIRE(plain.has_value());
  CHECK(plain->host == "127.0.0.1");
  CHECK(plain->port == 8030);
  const auto ipv6 = parse_host_port("[::1]:0");
  REQUIRE(ipv6.has_value());
  CHECK(ipv6->host == "::1");
  CHECK(ipv6->port == 0);
  const std::string_view wrong =
      GENERATE("", "localhost", ":80", "host:", "host:-1", "::1:80", "[::1]80", "[::1]");
  CAPTURE(wrong);
  CHECK(parse_host_port(wrong).has_error());
}

TEST_CASE("loopback hosts are known by name and number") {
  const std::string_view near =
      GENERATE("localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1");
  CHECK(is_loopback_host(near));
  const std::string_view far =
      GENERATE("0.0.0.0", "::", "10.0.0.1", "localhost.example.com", "", "127.0.0.1.example");
  CHECK_FALSE(is_loopback_host(far));
}

TEST_CASE("an authority has brackets around IPv6 only") {
  CHECK(to_authority("::1", 80) == "[::1]:80");
  CHECK(to_authority("host", 8030) == "host:8030");
}
