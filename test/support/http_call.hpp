// Blocking HTTP calls for tests that look at a server from outside.
#pragma once

#include <optional>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/net/http_client.hpp"
#include "run.hpp"

namespace kbroker::test {

/// One pool and event loop; for one thread.
class HttpCaller {
 public:
  net::http::ClientResponse send(std::string method, std::string url, net::http::Headers headers = {},
                                 std::string body = {}) {
    net::http::ClientRequest request(std::move(method), std::move(url), std::move(headers), std::move(body));
    auto result =
        run(context_, pool_.send(std::move(request), Deadline::after(clock_, std::chrono::seconds(40))));
    pool_.close_idle();
    if (result.has_error()) throw std::runtime_error(result.error().message);
    return std::move(*result);
  }
  net::http::ClientResponse get(std::string url) { return send("GET", std::move(url)); }

 private:
  boost::asio::io_context context_;
  SystemClock clock_;
  net::http::ClientPool pool_;
};

inline boost::json::value json_of(const net::http::ClientResponse& response) {
  return boost::json::parse(response.body);
}

}  // namespace kbroker::test
