// A realtime session of KIS on the simulator, over real sockets.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "client_loop.hpp"
#include "fast_clock.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/kis/realtime_session.hpp"
#include "kbroker/net/websocket.hpp"
#include "simulator_fixture.hpp"
#include "test_server.hpp"
#include "wait_for.hpp"

namespace kbroker::test {

/// Keeps what a session tells. Any thread may read.
class RecordingListener final : public kis::RealtimeListener {
 public:
  struct Row {
    std::string tr_id;
    std::vector<std::string> fields;
  };

  void row(std::string_view tr_id, std::span<const std::string_view> fields) override {
    const std::scoped_lock lock(mutex_);
    rows_.push_back({std::string(tr_id), {fields.begin(), fields.end()}});
  }
  void registered(const kis::Registration& what) override {
    const std::scoped_lock lock(mutex_);
    registered_.push_back(what.tr_id + " " + what.tr_key);
  }
  void refused(const kis::Registration&, const Error& why) override { keep(refusals_, why); }
  void interrupted(const Error& why, Duration pause) override {
    keep(interruptions_, why);
    const std::scoped_lock lock(mutex_);
    pauses_.push_back(pause);
  }
  void unreadable(const Error& why) override { keep(unreadable_, why); }

  std::vector<Row> rows() const { return copy(rows_); }
  std::vector<std::string> registered() const { return copy(registered_); }
  std::vector<Error> refusals() const { return copy(refusals_); }
  std::vector<Error> interruptions() const { return copy(interruptions_); }
  std::vector<Duration> pauses() const { return copy(pauses_); }
  std::vector<Error> unreadable() const { return copy(unreadable_); }

 private:
  void keep(std::vector<Error>& list, const Error& why) {
    const std::scoped_lock lock(mutex_);
    list.push_back(why);
  }
  template <class T>
  std::vector<T> copy(const std::vector<T>& list) const {
    const std::scoped_lock lock(mutex_);
    return list;
  }

  mutable std::mutex mutex_;
  std::vector<Row> rows_;
  std::vector<std::string> registered_;
  std::vector<Error> refusals_, interruptions_, unreadable_;
  std::vector<Duration> pauses_;
};

/// A session on a loop of its own. Stopped when destroyed.
class RunningSession {
 public:
  RunningSession(kis::RealtimeConfig config, Clock& clock) { loop_.run(make(std::move(config), clock)); }
  ~RunningSession() { loop_.run(end()); }

  Result<void> add(std::string tr_id, std::string tr_key, std::size_t fields = 46) {
    return loop_.run(do_add(kis::Registration(std::move(tr_id), std::move(tr_key), fields)));
  }
  void remove(std::string tr_id, std::string tr_key) {
    loop_.run(do_remove(std::move(tr_id), std::move(tr_key)));
  }

  RecordingListener told;

 private:
  boost::asio::awaitable<void> make(kis::RealtimeConfig config, Clock& clock) {
    session_ = std::make_unique<kis::RealtimeSession>(
        co_await boost::asio::this_coro::executor, std::move(config),
        std::make_shared<net::http::ClientPool>(), clock, random_, told);
    session_->start();
  }
  boost::asio::awaitable<Result<void>> do_add(kis::Registration registration) {
    co_return session_->add(std::move(registration));
  }
  boost::asio::awaitable<void> do_remove(std::string tr_id, std::string tr_key) {
    session_->remove(tr_id, tr_key);
    co_return;
  }
  boost::asio::awaitable<void> end() {
    co_await session_->stop();
    session_ = nullptr;
  }

  SeededRandom random_{7};
  ClientLoop loop_;
  std::unique_ptr<kis::RealtimeSession> session_;
};

/// The simulated market is open and forty times as fast.
struct SimulatedStream {
  /// Usually nobody need answer PINGPONG: a slow machine must not be hung up on.
  explicit SimulatedStream(Duration ping = std::chrono::hours(1)) : simulator(options(ping), clock) {}

  std::shared_ptr<Clock> clock = std::make_shared<FastClock>(*parse_kst("20261120", "101530"), 40);
  RunningSimulator simulator;

  kis::RealtimeConfig config(broker::Environment environment = broker::Environment::real) const {
    const std::string path = environment == broker::Environment::paper ? "/kis/paper" : "/kis/real";
    kis::RealtimeConfig made;
    made.endpoint.environment = environment;
    made.endpoint.base_url = simulator.base_url(path);
    made.endpoint.app_key = Secret(std::string(sim::demo_app_key));
    made.endpoint.app_secret = Secret(std::string(sim::demo_app_secret));
    made.websocket_url = socket_url(path);
    made.reply_deadline = std::chrono::minutes(10);  // of this clock
    return made;
  }
  std::string socket_url(std::string_view path) const {
    return "ws" + simulator.base_url(path).substr(4) + "/tryitout";
  }
  /// A fill of the account's order.
  void fill() {
    HttpCaller caller;
    caller.send("POST", simulator.base_url("/control/fills"), {},
                R"({"stock_code":"005930","side":"buy","quantity":10,"price":97200})");
  }
  /// How many requests of a path have been answered.
  std::uint64_t requests_of(std::string_view path) const {
    HttpCaller caller;
    const auto report = json_of(caller.get(simulator.base_url("/control/stats")));
    std::uint64_t count = 0;
    for (const auto& row : report.at("requests").as_array())
      if (row.at("path").as_string() == path) count += row.at("requests").to_number<std::uint64_t>();
    return count;
  }

 private:
  static sim::Options options(Duration ping) {
    sim::Options made;
    made.realtime.ping = ping;
    return made;
  }
};

/// A stand-in for KIS that does what a test wants: `serve` answers each connection.
class ScriptedStream {
 public:
  using Serve = std::function<boost::asio::awaitable<void>(ScriptedStream&, net::WebSocket&)>;
  struct Message {
    std::string text;
    std::chrono::steady_clock::time_point at;
  };

  explicit ScriptedStream(Serve serve) : serve_(std::move(serve)), server_(routes()) {}

  kis::RealtimeConfig config() const {
    kis::RealtimeConfig made;
    made.endpoint.base_url = server_.url("");
    made.endpoint.app_key = Secret(std::string(sim::demo_app_key));
    made.endpoint.app_secret = Secret(std::string(sim::demo_app_secret));
    made.websocket_url = "ws" + server_.url("/tryitout").substr(4);
    made.first_pause = std::chrono::milliseconds(1);
    return made;
  }
  std::vector<Message> messages() const {
    const std::scoped_lock lock(mutex_);
    return messages_;
  }

  /// The next registration; nothing at the end of the connection.
  boost::asio::awaitable<std::optional<kis::Registration>> next(net::WebSocket& socket) {
    const auto text = co_await socket.receive(std::chrono::seconds(10));
    if (text.has_error()) co_return std::nullopt;
    {
      const std::scoped_lock lock(mutex_);
      messages_.push_back({*text, std::chrono::steady_clock::now()});
    }
    const auto message = boost::json::parse(*text);
    const auto& input = message.at("body").at("input");
    co_return kis::Registration(std::string(input.at("tr_id").as_string()),
                                std::string(input.at("tr_key").as_string()), 0);
  }
  static std::string reply(const kis::Registration& to, std::string_view code, std::string_view rt_cd = "0") {
    return R"({"header":{"tr_id":")" + to.tr_id + R"(","tr_key":")" + to.tr_key +
           R"(","encrypt":"N"},"body":{"rt_cd":")" + std::string(rt_cd) + R"(","msg_cd":")" +
           std::string(code) + R"(","msg1":"as scripted"}})";
  }

 private:
  std::vector<net::http::Route> routes() {
    return {{"POST", "/oauth2/Approval",
             [](net::http::Request&) -> boost::asio::awaitable<net::http::Response> {
               co_return net::http::Response::json(200, R"({"approval_key":"scripted-key"})");
             }},
            {"GET", "/tryitout", [this](net::http::Request&) -> boost::asio::awaitable<net::http::Response> {
               net::http::Response response;
               response.websocket = [this](net::WebSocket& socket) { return serve_(*this, socket); };
               co_return response;
             }}};
  }

  mutable std::mutex mutex_;
  std::vector<Message> messages_;
  const Serve serve_;
  TestServer server_;
};

/// A client that says exactly what a test wants to say.
class PlainClient {
 public:
  explicit PlainClient(const SimulatedStream& kis, std::string_view path = "/kis/real") {
    auto made = loop_.run(net::connect_websocket(kis.socket_url(path)));
    if (made.has_error()) throw std::runtime_error(made.error().message);
    socket_ = std::move(*made);
    HttpCaller caller;
    const auto answer =
        caller.send("POST", kis.simulator.base_url(path) + "/oauth2/Approval", {},
                    R"({"grant_type":"client_credentials","appkey":")" + std::string(sim::demo_app_key) +
                        R"(","secretkey":")" + std::string(sim::demo_app_secret) + "\"}");
    approval_key = json_of(answer).at("approval_key").as_string();
  }
  ~PlainClient() { loop_.run(end()); }

  void say(std::string text) { loop_.run(socket_->send(std::move(text))).value(); }
  void pong(std::string text) { loop_.run(socket_->pong(std::move(text))).value(); }
  Result<std::string> hear() { return loop_.run(socket_->receive(std::chrono::seconds(10))); }
  /// The next text that contains `mark`; an error when the connection ends before.
  Result<std::string> hear(std::string_view mark) {
    for (;;) {
      auto text = hear();
      if (text.has_error() || text->find(mark) != std::string::npos) return text;
    }
  }
  void ask(std::string_view tr_id, std::string_view tr_key, std::string_view tr_type = "1") {
    say(R"({"header":{"approval_key":")" + approval_key + R"(","custtype":"P","tr_type":")" +
        std::string(tr_type) + R"(","content-type":"utf-8"},"body":{"input":{"tr_id":")" +
        std::string(tr_id) + R"(","tr_key":")" + std::string(tr_key) + "\"}}}");
  }
  /// The code of the answer to `ask`.
  std::string code(std::string_view tr_id, std::string_view tr_key, std::string_view tr_type = "1") {
    ask(tr_id, tr_key, tr_type);
    const auto answer = hear("msg_cd");
    return std::string(boost::json::parse(answer.value()).at("body").at("msg_cd").as_string());
  }

  std::string approval_key;

 private:
  boost::asio::awaitable<void> end() {
    socket_ = nullptr;
    co_return;
  }
  ClientLoop loop_;
  std::unique_ptr<net::WebSocket> socket_;
};

}  // namespace kbroker::test
