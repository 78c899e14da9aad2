// Asks a broker and says how it went.
#include "check_connection.hpp"

#include <cstdlib>

#include <boost/asio/co_spawn.hpp>

#include "kbroker/base/text.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/daemon/daemon.hpp"
#include "kbroker/net/runtime.hpp"
#include "kbroker/net/url.hpp"

namespace kbroker::cli {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using broker::BrokerId;
using broker::Environment;

namespace {

constexpr auto patience = 10s, step_of_the_way = 5s;
/// More than a slow answer explains.
constexpr auto clock_tolerance = 2min;

/// The brokers' hosts (KIS Developers and Kiwoom REST API, state of 2026-11).
struct Host {
  std::string_view name;
  Environment environment;
};
constexpr Host hosts[] = {{"openapi.koreainvestment.com", Environment::real},
                          {"openapivts.koreainvestment.com", Environment::paper},
                          {"api.kiwoom.com", Environment::real},
                          {"mockapi.kiwoom.com", Environment::paper}};

Words shown(Environment environment) {
  switch (environment) {
    case Environment::real:
      return {"real", "실전"};
    case Environment::paper:
      return {"paper trading", "모의투자"};
    case Environment::simulated:
      return {"built-in simulator", "내장 시뮬레이터"};
  }
  return {};
}

class ConnectionCheck {
 public:
  ConnectionCheck(broker::Gateway& gateway, broker::ConnectionStatus connection, CheckReport& report)
      : gateway_(gateway), connection_(std::move(connection)), report_(report) {}

  asio::awaitable<void> run() {
    report_.section(std::string(to_string(connection_.broker)) + "/" +
                    std::string(to_string(connection_.environment)));
    if (!check_server()) co_return skip_from(StepName::network);
    const bool reached = co_await check_network();
    if (!reached) co_return skip_from(StepName::token);
    const bool has_token = co_await check_token();
    if (!has_token) co_return skip_from(StepName::quote);
    co_await check_quote();
    co_await check_balance();
  }

 private:
  std::string_view say(Words words) const { return words.in(report_.language()); }
  void skip_from(StepName first) {
    for (const auto step : {StepName::network, StepName::token, StepName::quote, StepName::balance})
      if (step >= first) report_.skipped(step, say({"a step before it failed", "앞 단계가 실패함"}));
  }

  void failed(StepName step, const Error& error) {
    report_.failed(step, error.message, diagnose(error, connection_.broker), error.broker_code);
  }

  broker::CallOptions soon() { return {Deadline::after(clock_, patience)}; }

  bool check_server() {
    const auto url = net::parse_url(connection_.base_url);
    const auto kind = std::string(say(shown(connection_.environment)));
    if (url.has_value())
      for (const auto& host : hosts)
        if (host.name == url->host && host.environment != connection_.environment) {
          report_.failed(StepName::server, kind + ", " + connection_.base_url, diagnosis::other_server, {},
                         exit_usage);
          return false;
        }
    report_.ok(StepName::server, kind + ", " + connection_.base_url);
    return true;
  }

  asio::awaitable<bool> check_network() {
    const auto probe = co_await net::http::probe(connection_.base_url, step_of_the_way);
    if (probe.blocked == net::http::ProbeStage::answer) {
      report_.warning(StepName::network, probe.error.message, diagnose(*probe.blocked));
      co_return true;
    }
    if (probe.blocked) {
      report_.failed(StepName::network, probe.error.message, diagnose(*probe.blocked));
      co_return false;
    }
    report_.ok(StepName::network,
               connection_.base_url.starts_with("https:")
                   ? say({"name found, connected, certificate verified", "이름 확인, 접속, 인증서 확인"})
                   : say({"name found, connected", "이름 확인, 접속"}));
    if (probe.server_time) check_clock(*probe.server_time);
    co_return true;
  }

  void check_clock(WallTime server_time) {
    const auto off = std::chrono::duration_cast<std::chrono::seconds>(clock_.wall() - server_time);
    const auto seconds = std::to_string(std::abs(off.count()));
    if (std::chrono::abs(off) <= clock_tolerance)
      return report_.ok(StepName::clock, say({"agrees with the server's", "서버 시계와 맞음"}));
    const Words fast{" s ahead of the server's", "초 빠름"}, slow{" s behind the server's", "초 느림"};
    report_.failed(StepName::clock, seconds + std::string(say(off > 0s ? fast : slow)), diagnosis::clock_off);
  }

  asio::awaitable<bool> check_token() {
    const auto token = co_await gateway_.authenticate(connection_.broker, connection_.environment, soon());
    if (token.has_error()) {
      failed(StepName::token, token.error());
      co_return false;
    }
    // The token itself never comes here.
    std::string message(say({"obtained, ********** (never shown)", "발급됨, ********** (표시하지 않음)"}));
    for (const auto& now : gateway_.status())
      if (now.broker == connection_.broker && now.environment == connection_.environment && now.token_expires)
        message += std::string(say({", valid until ", ", 유효기간 "})) + to_rfc3339_kst(*now.token_expires);
    report_.ok(StepName::token, message);
    co_return true;
  }

  asio::awaitable<void> check_quote() {
    const auto quote = co_await gateway_.quote(connection_.broker, "005930", broker::Basis::krx, soon());
    if (quote.has_error()) co_return failed(StepName::quote, quote.error());
    report_.ok(StepName::quote, "삼성전자(005930) " + with_thousands(quote->value().price) +
                                    std::string(say({" won", "원"})) + " (" +
                                    std::string(to_string(quote->provenance.source)) + ")");
  }

  asio::awaitable<void> check_balance() {
    // A Kiwoom key belongs to its account; KIS has to be told.
    if (connection_.broker == BrokerId::kis && connection_.account_masked.empty()) {
      report_.skipped(StepName::balance, say({"no account number is given", "계좌번호가 없음"}));
      co_return;
    }
    const auto account = co_await gateway_.account(connection_.broker, soon());
    if (account.has_error()) co_return failed(StepName::balance, account.error());
    // No amounts: people paste this output into reports.
    const auto& value = account->value();
    const auto number = mask(value.account_no), count = std::to_string(value.holdings.size());
    report_.ok(StepName::balance, report_.language() == Language::korean
                                      ? "계좌 " + number + ", 보유 " + count + "종목"
                                      : "account " + number + ", " + count + " holdings");
  }

  broker::Gateway& gateway_;
  const broker::ConnectionStatus connection_;
  CheckReport& report_;
  SystemClock clock_;
};

asio::awaitable<void> check_and_stop(daemon::Daemon& service, net::Runtime& runtime, CheckReport& report) {
  for (auto& connection : service.gateway().status()) {
    ConnectionCheck check(service.gateway(), std::move(connection), report);
    co_await check.run();
  }
  co_await service.stop();
  runtime.stop();
}

}  // namespace

Result<void> check_connections(const config::Settings& settings, CheckReport& report) {
  net::Runtime runtime;
  daemon::Daemon service(runtime, settings, KBROKER_VERSION);
  if (auto started = service.start(false); started.has_error()) return started.error();
  std::exception_ptr failure;
  asio::co_spawn(runtime.main(), check_and_stop(service, runtime, report), [&](std::exception_ptr e) {
    failure = e;
    if (e) runtime.stop();
  });
  runtime.run();
  if (failure) std::rethrow_exception(failure);
  return {};
}

}  // namespace kbroker::cli
