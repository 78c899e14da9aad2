// Where the way to a server is blocked.
#include <catch2/catch_test_macros.hpp>

#include "certificates.hpp"
#include "client_loop.hpp"
#include "kbroker/net/probe.hpp"
#include "raw_server.hpp"
#include "temporary_directory.hpp"
#include "test_server.hpp"

using namespace kbroker;
using namespace kbroker::net::http;
using namespace std::chrono_literals;
using test::ClientLoop;
using test::RawServer;

namespace {

boost::asio::awaitable<Response> refuse(Request&) {
  co_return Response::text(503, "maintenance");
}

}  // namespace

TEST_CASE("any answer is an answer, and tells the server's time") {
  test::TestServer server({{"*", "/", refuse}});
  ClientLoop loop;
  const auto before = std::chrono::system_clock::now() - 2s;
  const auto seen = loop.run(probe(server.url("/base/path"), 5s));
  INFO(seen.error.message);
  CHECK_FALSE(seen.blocked);
  REQUIRE(seen.server_time);
  CHECK(*seen.server_time > before);
  CHECK(*seen.server_time < std::chrono::system_clock::now() + 2s);
}

TEST_CASE("the failing step has a name") {
  ClientLoop loop;
  CHECK(loop.run(probe("ftp://nowhere", 5s)).blocked == ProbeStage::url);

  const auto unknown = loop.run(probe("http://nothing.invalid", 5s));
  CHECK(unknown.blocked == ProbeStage::name);
  CHECK(unknown.error.message.find("nothing.invalid") != std::string::npos);

  RawServer closed;
  const auto url = closed.url();
  closed.close();
  const auto refused = loop.run(probe(url, 5s));
  CHECK(refused.blocked == ProbeStage::connection);
  CHECK(refused.error.message.find("refused") != std::string::npos);

  RawServer silent;
  const auto waiting = loop.run(probe(silent.url(), 50ms));
  CHECK(waiting.blocked == ProbeStage::answer);
  CHECK(waiting.error.code == Errc::timeout);

  RawServer plain;
  auto outcome = loop.start(probe("https://127.0.0.1:" + std::to_string(plain.port()), 5s));
  auto peer = plain.accept();
  peer.send("this is not TLS\r\n");
  CHECK(outcome.get().blocked == ProbeStage::tls);
}

TEST_CASE("a certificate that nobody vouches for stops at TLS") {
  test::TemporaryDirectory directory;
  test::CertificateAuthority authority;
  ServerConfig config;
  config.tls = TlsFiles{directory.file("cert.pem"), directory.file("key.pem")};
  authority.issue(config.tls->certificate_chain, config.tls->private_key, "IP:127.0.0.1", 1);
  test::TestServer server({{"*", "/", refuse}}, config);
  ClientLoop loop;
  const auto seen = loop.run(probe("https://127.0.0.1:" + std::to_string(server.port()), 5s));
  CHECK(seen.blocked == ProbeStage::tls);
  CHECK(seen.error.message.find("not trusted") != std::string::npos);
}
