// A request without a socket, for tests of route handlers.
#pragma once

#include <cctype>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "kbroker/net/http_message.hpp"

namespace kbroker::test {

/// The test says when the other side goes.
class FakePeer final : public net::http::PeerWatch {
 public:
  bool gone() const override { return gone_; }
  void on_gone(std::function<void()> action) override {
    if (gone_)
      action();
    else
      actions_.push_back(std::move(action));
  }
  /// The answer has been handed over.
  void forget() { actions_.clear(); }
  void go() {
    gone_ = true;
    for (auto& action : std::exchange(actions_, {})) action();
  }

 private:
  bool gone_ = false;
  std::vector<std::function<void()>> actions_;
};

class FakeRequest final : public net::http::Request {
 public:
  FakeRequest(boost::asio::any_io_executor executor, std::string method, std::string target,
              std::string body = {})
      : executor_(std::move(executor)),
        method_(std::move(method)),
        target_(std::move(target)),
        body_(std::move(body)) {
    set("Host", "localhost:8030");
  }

  /// Replaces a field of that name.
  FakeRequest& set(std::string name, std::string value) {
    remove(name);
    fields_.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  FakeRequest& remove(std::string_view name) {
    std::erase_if(fields_, [&](const auto& field) { return same(field.first, name); });
    return *this;
  }

  std::string_view method() const override { return method_; }
  std::string_view target() const override { return target_; }
  std::string_view path() const override { return target().substr(0, target().find('?')); }
  std::string_view query() const override {
    const auto mark = target_.find('?');
    return mark == std::string::npos ? std::string_view() : target().substr(mark + 1);
  }
  std::optional<std::string_view> header(std::string_view name) const override {
    for (const auto& [key, value] : fields_)
      if (same(key, name)) return value;
    return std::nullopt;
  }
  std::string_view body() const override { return body_; }
  std::string remote_address() const override { return "127.0.0.1"; }
  bool is_tls() const override { return false; }
  std::uint64_t id() const override { return 7; }
  boost::asio::any_io_executor executor() const override { return executor_; }
  FakePeer& peer() override { return peer_; }

 private:
  static bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
  }

  boost::asio::any_io_executor executor_;
  std::string method_, target_, body_;
  std::vector<std::pair<std::string, std::string>> fields_;
  FakePeer peer_;
};

}  // namespace kbroker::test
