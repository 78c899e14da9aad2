// A transport that answers from a script and remembers what it was asked.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "kbroker/net/http_client.hpp"

namespace kbroker::test {

/// Answers requests in the order of the script; a request beyond its end fails as `internal`.
/// One thread only.
class ScriptedTransport final : public net::http::Transport {
 public:
  using Answer = std::function<Result<net::http::ClientResponse>(const net::http::ClientRequest&)>;

  void reply(unsigned status, std::string body, net::http::Headers headers = {}) {
    net::http::ClientResponse response;
    response.status = status;
    response.body = std::move(body);
    response.headers = std::move(headers);
    then([response](const net::http::ClientRequest&) { return Result<net::http::ClientResponse>(response); });
  }
  void fail(Error error) {
    then([error](const net::http::ClientRequest&) { return Result<net::http::ClientResponse>(error); });
  }
  void then(Answer answer) { script_.push_back(std::move(answer)); }

  const std::vector<net::http::ClientRequest>& requests() const { return requests_; }
  const std::vector<Deadline>& deadlines() const { return deadlines_; }
  std::size_t unanswered() const { return script_.size(); }
  /// How many requests went to URLs that contain `part`.
  std::size_t count(std::string_view part) const {
    std::size_t found = 0;
    for (const auto& request : requests_)
      if (request.url.find(part) != std::string::npos) ++found;
    return found;
  }

  boost::asio::awaitable<Result<net::http::ClientResponse>> send(net::http::ClientRequest request,
                                                                 Deadline deadline,
                                                                 std::stop_token) override {
    requests_.push_back(std::move(request));
    deadlines_.push_back(deadline);
    if (script_.empty())
      co_return Error(Errc::internal, "The script has no answer for " + requests_.back().url + ".");
    const auto answer = std::move(script_.front());
    script_.pop_front();
    co_return answer(requests_.back());
  }

 private:
  std::deque<Answer> script_;
  std::vector<net::http::ClientRequest> requests_;
  std::vector<Deadline> deadlines_;
};

/// The value of a request header; empty when it was not sent.
inline std::string header_of(const net::http::ClientRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers)
    if (key == name) return value;
  return {};
}

}  // namespace kbroker::test
