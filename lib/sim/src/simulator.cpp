// Faces, faults and account behind one HTTP server.
#include "kbroker/sim/simulator.hpp"

#include <array>
#include <stop_token>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "control_face.hpp"
#include "kis_face.hpp"
#include "kiwoom_face.hpp"

namespace kbroker::sim {
namespace asio = boost::asio;

namespace {

using net::http::Request;
using net::http::Response;

constexpr std::string_view page_of_maintenance =
    "<html><head><title>시스템 점검중</title></head><body><h1>시스템 점검중입니다</h1></body></html>\n";
constexpr std::string_view page_of_error =
    "<html><head><title>Error</title></head><body><h1>Service Temporarily Unavailable</h1></body></html>\n";
// How long a half-open answer holds out against a caller without a deadline.
constexpr std::chrono::minutes half_open_limit{30};

// The header fields that some face reads.
constexpr std::array<std::string_view, 12> read_headers{
    "authorization", "appkey",   "appsecret",         "tr_id",  "tr_cont",     "custtype", "api-id",
    "cont-yn",       "next-key", "transfer-encoding", "gt_uid", "content-type"};

Call make_call(const Request& request, std::size_t prefix) {
  Call call;
  call.method = request.method();
  call.path = request.path().substr(prefix);
  call.query = request.query();
  call.body = request.body();
  for (const auto name : read_headers)
    if (const auto value = request.header(name)) call.headers.emplace(name, *value);
  return call;
}

// Returns when the caller has gone, the simulator stops or the limit has passed.
asio::awaitable<void> keep_waiting(Request& request, std::stop_token stopping) {
  const auto executor = request.executor();
  const auto timer = std::make_shared<asio::steady_timer>(executor, half_open_limit);
  request.peer().on_gone([timer] { timer->cancel(); });
  const std::stop_callback on_stop(stopping,
                                   [executor, timer] { asio::post(executor, [timer] { timer->cancel(); }); });
  co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace

/// What the route handlers share; they keep it alive.
struct Core {
  Core(const Options& options, std::shared_ptr<const catalog::SymbolMaster> master,
       std::shared_ptr<const catalog::ApiCatalogue> apis, Clock& clock_)
      : clock(clock_),
        kis_directory(std::move(apis)),
        exchange(options.seed, options.speed, std::move(master)),
        account(exchange, Account::demo_cash, Account::demo_holdings()),
        kis_tokens(options.seed, {std::chrono::minutes(1), std::chrono::hours(6), std::chrono::hours(24)}),
        kiwoom_tokens(options.seed + 1, {}),
        kis_desk(options.seed + 2),
        kis_realtime_real(Environment::real, world(kis_tokens), kis_directory, kis_desk, options.realtime),
        kis_realtime_paper(Environment::paper, world(kis_tokens), kis_directory, kis_desk, options.realtime),
        faults(options.seed),
        control(faults, statistics, kis_tokens, kiwoom_tokens, kis_desk) {}

  World world(TokenDesk& tokens) { return {exchange, account, tokens, pacing, clock}; }

  asio::awaitable<Response> serve(Request& request, Face& face, TokenDesk& tokens, std::size_t prefix) {
    const Call call = make_call(request, prefix);
    const std::string path(request.path());
    const std::string operation(face.operation(call));
    Response response = co_await answer(request, call, face, tokens, path, operation);
    statistics.count(path, operation, response.drop_connection ? 0 : response.status);
    co_return response;
  }

  Clock& clock;
  KisDirectory kis_directory;
  Exchange exchange;
  Account account;
  TokenDesk kis_tokens, kiwoom_tokens;
  Pacing pacing;
  KisRealtimeDesk kis_desk;
  KisRealtime kis_realtime_real, kis_realtime_paper;
  Faults faults;
  Statistics statistics;
  ControlFace control;
  KisFace kis_real{Environment::real, world(kis_tokens), kis_directory, kis_realtime_real},
      kis_paper{Environment::paper, world(kis_tokens), kis_directory, kis_realtime_paper};
  KiwoomFace kiwoom_real{Environment::real, world(kiwoom_tokens)},
      kiwoom_paper{Environment::paper, world(kiwoom_tokens)};
  std::stop_source stopping;

 private:
  asio::awaitable<Response> answer(Request& request, const Call& call, Face& face, TokenDesk& tokens,
                                   std::string_view path, std::string_view operation) {
    const auto met = faults.meet(path, operation, face.is_token_issue(call));
    for (const auto& fault : met) {
      switch (fault.kind) {
        case FaultKind::latency_ms:
          co_await clock.sleep(std::chrono::milliseconds(fault.value), stopping.get_token());
          break;
        case FaultKind::status:
          co_return Response(static_cast<unsigned>(fault.value));
        case FaultKind::rate_limit:
          co_return face.rate_limited();
        case FaultKind::html:
          co_return Response(200, "text/html; charset=utf-8", std::string(page_of_error));
        case FaultKind::maintenance:
          co_return Response(503, "text/html; charset=utf-8", std::string(page_of_maintenance));
        case FaultKind::half_open:
          co_await keep_waiting(request, stopping.get_token());
          [[fallthrough]];
        case FaultKind::close: {
          Response nothing;
          nothing.drop_connection = true;
          co_return nothing;
        }
        case FaultKind::token_revoked:
          tokens.revoke_all();
          co_return face.token_invalid();
        case FaultKind::token_refused:
          co_return face.token_refused();
        case FaultKind::truncate:
        case FaultKind::wrong_json:
        case FaultKind::missing_fields:
          break;
      }
    }
    Response response = face.answer(call);
    for (const auto& fault : met) {
      if (fault.kind == FaultKind::truncate) response.body.resize(response.body.size() / 2);
      if (fault.kind == FaultKind::wrong_json) response.body = R"([{"output":17,"return_code":{"a":[]}}])";
      if (fault.kind == FaultKind::missing_fields)
        response.body = without_fields(response.body, fault.fields);
    }
    co_return response;
  }
};

namespace {

std::vector<net::http::Route> make_routes(const std::shared_ptr<Core>& core) {
  std::vector<net::http::Route> routes;
  const auto add = [&](std::string_view prefix, std::string_view path, std::string_view method, Face& face,
                       TokenDesk& tokens) {
    routes.push_back({std::string(method), std::string(prefix) + std::string(path),
                      [core, &face, &tokens, length = prefix.size()](Request& request) {
                        return core->serve(request, face, tokens, length);
                      }});
  };
  for (const auto& [prefix, face] :
       {std::pair<std::string_view, Face*>{"/kis/real", &core->kis_real}, {"/kis/paper", &core->kis_paper}}) {
    for (const auto& [path, method] : core->kis_directory.methods())
      add(prefix, path, method, *face, core->kis_tokens);
    add(prefix, "/tryitout", "GET", *face, core->kis_tokens);
  }
  for (const auto& [prefix, face] : {std::pair<std::string_view, Face*>{"/kiwoom/real", &core->kiwoom_real},
                                     {"/kiwoom/paper", &core->kiwoom_paper}}) {
    for (const auto path : {"/oauth2/token", "/oauth2/revoke"})
      add(prefix, path, "POST", *face, core->kiwoom_tokens);
    for (const auto path : kiwoom_paths()) add(prefix, path, "POST", *face, core->kiwoom_tokens);
  }
  const auto control = [core](Request& request) -> asio::awaitable<Response> {
    co_return core->control.answer(make_call(request, 0));
  };
  for (const auto method : {"GET", "POST", "DELETE"}) routes.push_back({method, "/control/faults", control});
  routes.push_back({"POST", "/control/fills", control});
  routes.push_back({"POST", "/control/tokens/revoke", control});
  routes.push_back({"GET", "/control/stats", control});
  return routes;
}

net::http::ServerConfig server_config(const Options& options) {
  net::http::ServerConfig config;
  config.host = options.host;
  config.port = options.port;
  config.tls = options.tls;
  return config;
}

}  // namespace

struct Simulator::Impl {
  Impl(net::Runtime& runtime, Options options_, std::shared_ptr<const catalog::SymbolMaster> master,
       std::shared_ptr<const catalog::ApiCatalogue> apis, Clock& clock)
      : options(std::move(options_)),
        core(std::make_shared<Core>(options, std::move(master), std::move(apis), clock)),
        server(runtime, server_config(options), make_routes(core)) {}

  Options options;
  std::shared_ptr<Core> core;
  net::http::Server server;
};

Simulator::Simulator(net::Runtime& runtime, Options options,
                     std::shared_ptr<const catalog::SymbolMaster> master,
                     std::shared_ptr<const catalog::ApiCatalogue> apis, Clock& clock)
    : impl_(std::make_shared<Impl>(runtime, std::move(options), std::move(master), std::move(apis), clock)) {}
Simulator::~Simulator() = default;

Result<void> Simulator::start() {
  return impl_->server.start();
}

std::uint16_t Simulator::port() const {
  return impl_->server.port();
}

std::string Simulator::base_url(std::string_view path) const {
  const auto& host = impl_->options.host;
  const bool ipv6 = host.find(':') != std::string::npos;
  return std::string(impl_->options.tls ? "https" : "http") + "://" + (ipv6 ? "[" + host + "]" : host) + ":" +
         std::to_string(port()) + std::string(path);
}

asio::awaitable<void> Simulator::stop() {
  impl_->core->stopping.request_stop();
  return impl_->server.drain(std::chrono::milliseconds(500));
}

}  // namespace kbroker::sim
