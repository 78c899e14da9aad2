// Asks a running daemon for its health.
#include "health.hpp"

#include <iostream>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "kbroker/net/http_client.hpp"
#include "kbroker/net/url.hpp"

namespace kbroker {

namespace asio = boost::asio;
using namespace std::chrono_literals;

bool healthy(const config::Settings& settings) {
  const auto address = net::parse_host_port(settings.server.listen);
  if (address.has_error()) {
    std::cerr << "kbrokerd: " << address.error().message << '\n';
    return false;
  }
  // A daemon that listens on every address answers on loopback too.
  const bool any = address->host == "0.0.0.0" || address->host == "::";
  const std::string host = any                                            ? "127.0.0.1"
                           : address->host.find(':') != std::string::npos ? "[" + address->host + "]"
                                                                          : address->host;
  net::http::ClientPoolConfig pool_config;
  pool_config.ca_file = settings.server.tls_certificate;  // its own certificate vouches for it
  net::http::ClientPool pool(pool_config);
  SystemClock clock;
  asio::io_context context;
  net::http::ClientRequest request("GET", (settings.server.tls_certificate.empty() ? "http://" : "https://") +
                                              host + ":" + std::to_string(address->port) + "/healthz");
  std::optional<Result<net::http::ClientResponse>> answer;
  asio::co_spawn(context, pool.send(std::move(request), Deadline::after(clock, 2s)),
                 [&](std::exception_ptr failed, Result<net::http::ClientResponse> response) {
                   if (!failed) answer.emplace(std::move(response));
                   context.stop();
                 });
  context.run();
  if (answer && !answer->has_error() && (*answer)->status == 200) return true;
  std::cerr << "kbrokerd: not healthy: "
            << (answer && answer->has_error() ? answer->error().message
                : answer                      ? "HTTP " + std::to_string((*answer)->status)
                                              : std::string("no answer"))
            << '\n';
  return false;
}

}  // namespace kbroker
