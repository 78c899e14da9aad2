#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "certificates.hpp"
#include "client_loop.hpp"
#include "kbroker/net/http_client.hpp"
#include "raw_server.hpp"
#include "temporary_directory.hpp"
#include "test_server.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace kbroker::net::http;
using namespace std::chrono_literals;
using test::ClientLoop;
namespace asio = boost::asio;

namespace {

Deadline soon() {
  return Deadline(std::chrono::steady_clock::now() + 10s);
}

asio::awaitable<Response> echo(Request& request) {
  co_return Response::text(200, (request.is_tls() ? "tls " : "plain ") + std::string(request.body()));
}

asio::awaitable<Response> two_events(Request&) {
  Response response;
  response.stream = SseStream::create();
  response.stream->send("one");
  response.stream->send("two");
  response.stream->close();
  co_return response;
}

struct TlsFixture {
  test::TemporaryDirectory directory;
  test::CertificateAuthority authority;
  const std::string ca = directory.file("ca.pem");
  const TlsFiles files{directory.file("cert.pem"), directory.file("key.pem")};

  TlsFixture() { authority.write_certificate(ca); }
  void issue(const std::string& names, long serial = 1) const {
    authority.issue(files.certificate_chain, files.private_key, names, serial);
  }
  ServerConfig server_config() const {
    ServerConfig config;
    config.tls = files;
    return config;
  }
  ClientPoolConfig client_config() const {
    ClientPoolConfig config;
    config.ca_file = ca;
    return config;
  }
  static std::vector<Route> routes() { return {{"*", "/echo", echo}, {"GET", "/events", two_events}}; }
};

std::string https(std::uint16_t port, std::string_view path = "/echo", std::string_view host = "127.0.0.1") {
  return "https://" + std::string(host) + ":" + std::to_string(port) + std::string(path);
}

}  // namespace

TEST_CASE("requests, large bodies and streams travel over TLS") {
  TlsFixture tls;
  tls.issue("DNS:localhost,IP:127.0.0.1");
  test::TestServer server(TlsFixture::routes(), tls.server_config());
  ClientLoop loop;
  ClientPool pool(tls.client_config());
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const auto small = loop.run(pool.send(ClientRequest("GET", https(server.port(), "/echo", host)), soon()));
    REQUIRE(small.has_value());
    CHECK(small->body == "tls ");
  }
  const std::string body(1'000'000, 'x');
  const auto large = loop.run(pool.send(ClientRequest("POST", https(server.port()), {}, body), soon()));
  REQUIRE(large.has_value());
  CHECK(large->body == "tls " + body);
  const auto events = loop.run(pool.send(ClientRequest("GET", https(server.port(), "/events")), soon()));
  REQUIRE(events.has_value());
  CHECK(events->body == "data: one\n\ndata: two\n\n");
  // One connection a name.
  CHECK(server.server().connections() == 2);
}

TEST_CASE("a name is told in the handshake, an address in numbers is not") {
  test::RawServer server;
  ClientLoop loop;
  ClientPool pool;
  for (const std::string host : {"localhost", "127.0.0.1"}) {
    auto answer = loop.start(pool.send(ClientRequest("GET", https(server.port(), "/", host)), soon()));
    auto connection = server.accept();
    connection.shut_down_sending();
    const auto hello = connection.read_to_end();  // not encrypted yet
    CHECK_FALSE(hello.empty());
    CHECK((hello.find(host) != std::string::npos) == (host == "localhost"));
    CHECK(answer.get().has_error());
  }
}

TEST_CASE("a certificate that does not fit is refused for good") {
  TlsFixture tls;
  ClientLoop loop;
  SECTION("for another name") {
    tls.issue("DNS:other.example,IP:192.0.2.1");
    test::TestServer server(TlsFixture::routes(), tls.server_config());
    ClientPool pool(tls.client_config());
    for (const char* host : {"127.0.0.1", "localhost"}) {
      const auto result =
          loop.run(pool.send(ClientRequest("GET", https(server.port(), "/echo", host)), soon()));
      REQUIRE(result.has_error());
      CHECK(result.error().code == Errc::broker_unavailable);
      CHECK(result.error().message == "the certificate of " + std::string(host) + ":" +
                                          std::to_string(server.port()) + " is for another name");
      CHECK_FALSE(result.error().retryable);
    }
  }
  SECTION("by an authority nobody knows") {
    tls.issue("IP:127.0.0.1");
    test::TestServer server(TlsFixture::routes(), tls.server_config());
    ClientPool pool;
    const auto result = loop.run(pool.send(ClientRequest("GET", https(server.port())), soon()));
    REQUIRE(result.has_error());
    CHECK(result.error().message.find("the certificate of 127.0.0.1:" + std::to_string(server.port()) +
                                      " is not trusted: ") == 0);
    CHECK_FALSE(result.error().retryable);
  }
}

TEST_CASE("certificates are reloaded for new connections, and a bad file changes nothing") {
  TlsFixture tls;
  tls.issue("DNS:old.example");
  test::TestServer server(TlsFixture::routes(), tls.server_config());
  ClientLoop loop;
  ClientPool pool(tls.client_config());
  const auto status = [&] {
    return loop.run(pool.send(ClientRequest("GET", https(server.port())), soon())).has_value();
  };
  CHECK_FALSE(status());
  tls.issue("IP:127.0.0.1", 2);
  CHECK_FALSE(status());
  REQUIRE(server.server().reload_tls().has_value());
  CHECK(status());

  std::ofstream(tls.files.private_key) << "not a key\n";
  const auto failed = server.server().reload_tls();
  REQUIRE(failed.has_error());
  CHECK(failed.error().message.find("cannot use the private key file " + tls.files.private_key) == 0);
  pool.close_idle();
  CHECK(status());

  test::CertificateAuthority other;
  other.issue(tls.directory.file("unrelated.pem"), tls.files.private_key, "IP:127.0.0.1", 3);
  CHECK(server.server().reload_tls().error().message.find("does not belong to the certificate") !=
        std::string::npos);
  std::filesystem::remove(tls.files.certificate_chain);
  CHECK(server.server().reload_tls().error().message ==
        "cannot use the certificate file " + tls.files.certificate_chain + ": No such file or directory");
  pool.close_idle();
  CHECK(status());
}

TEST_CASE("a handshake that does not go on meets its deadline") {
  TlsFixture tls;
  tls.issue("IP:127.0.0.1");
  auto config = tls.server_config();
  config.header_deadline = 50ms;
  test::TestServer server(TlsFixture::routes(), config);
  test::RawClient silent(server.port());
  CHECK(silent.at_end());
  test::RawClient plain(server.port());
  plain.get("/echo");
  CHECK(plain.read_to_end().find("HTTP") == std::string::npos);
}

TEST_CASE("a server that speaks no TLS is reported as such, within the connect deadline") {
  test::RawServer server;
  ClientLoop loop;
  ClientPoolConfig config;
  SECTION("because it answers something else") {
    ClientPool pool(config);
    auto sent = loop.start(pool.send(ClientRequest("GET", https(server.port())), soon()));
    auto peer = server.accept();
    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    CHECK(sent.get().error().message.find("the TLS handshake with 127.0.0.1:") == 0);
  }
  SECTION("because it closes") {
    ClientPool pool(config);
    auto sent = loop.start(pool.send(ClientRequest("GET", https(server.port())), soon()));
    server.accept().close();
    CHECK(sent.get().error().code == Errc::broker_unavailable);
  }
  SECTION("because it says nothing") {
    config.connect_deadline = 50ms;
    ClientPool pool(config);
    auto sent = loop.start(pool.send(ClientRequest("GET", https(server.port())), soon()));
    const auto peer = server.accept();
    const auto result = sent.get();
    REQUIRE(result.has_error());
    CHECK(result.error().code == Errc::timeout);
    CHECK(result.error().message.find("(connecting)") != std::string::npos);
  }
}

TEST_CASE("a certificate authority file that cannot be used is found at once") {
  ClientPoolConfig config;
  config.ca_file = "/nowhere/ca.pem";
  CHECK_THROWS_AS(ClientPool(config), std::runtime_error);
}
