// Name, connection, TLS, answer: each step on its own, so that the failing one has a name.
#include "kbroker/net/probe.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>

#include "client_connection.hpp"
#include "kbroker/net/http_date.hpp"

namespace kbroker::net::http {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;

namespace {

constexpr std::size_t most_bytes = 64 * 1024;

Probe blocked_at(ProbeStage stage, Error error) {
  Probe probe;
  probe.blocked = stage;
  probe.error = std::move(error);
  return probe;
}

Error late(const Url& url, ProbeStage stage) {
  return {
      Errc::timeout,
      to_authority(url.host, url.port) + " did not answer in time (" + std::string(to_string(stage)) + ")",
      {},
      true};
}

/// `step`, or a time-out when it takes longer than `limit`.
asio::awaitable<Result<void>> within(asio::awaitable<Result<void>> step, Duration limit, const Url& url,
                                     ProbeStage stage) {
  SystemClock clock;
  auto outcome = co_await (std::move(step) || clock.sleep(limit));
  if (outcome.index() == 1) co_return late(url, stage);
  co_return std::get<0>(std::move(outcome));
}

asio::awaitable<Result<void>> ask(ClientConnection& connection, const Url& url, Probe& probe) {
  const ClientRequest request("HEAD", {});
  auto exchange = co_await connection.exchange(request, url, most_bytes);
  if (!exchange.response) co_return std::move(exchange.error);
  if (const auto date = exchange.response->header("Date")) probe.server_time = parse_http_date(*date);
  co_return Result<void>();
}

}  // namespace

std::string_view to_string(ProbeStage stage) noexcept {
  switch (stage) {
    case ProbeStage::url:
      return "url";
    case ProbeStage::name:
      return "name";
    case ProbeStage::connection:
      return "connection";
    case ProbeStage::tls:
      return "tls";
    case ProbeStage::answer:
      return "answer";
  }
  return "answer";
}

asio::awaitable<Probe> probe(std::string text, Duration limit) {
  auto url = parse_url(text);
  if (url.has_error()) co_return blocked_at(ProbeStage::url, url.error());
  url->target = "/";
  Resolver resolver;
  auto endpoints = co_await resolver.resolve(url->host, url->port, limit);
  if (endpoints.has_error()) co_return blocked_at(ProbeStage::name, endpoints.error());

  ClientConnection connection(co_await asio::this_coro::executor, *url);
  auto connected =
      co_await within(connection.connect(std::move(*endpoints)), limit, *url, ProbeStage::connection);
  if (connected.has_error()) co_return blocked_at(ProbeStage::connection, connected.error());
  if (url->tls) {
    auto context = make_client_tls({});
    if (context.has_error()) co_return blocked_at(ProbeStage::tls, context.error());
    auto secured = co_await within(connection.secure(std::move(*context)), limit, *url, ProbeStage::tls);
    if (secured.has_error()) co_return blocked_at(ProbeStage::tls, secured.error());
  }
  Probe result;
  auto answered = co_await within(ask(connection, *url, result), limit, *url, ProbeStage::answer);
  if (answered.has_error()) co_return blocked_at(ProbeStage::answer, answered.error());
  co_return result;
}

}  // namespace kbroker::net::http
