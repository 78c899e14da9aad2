// The Kiwoom broker: picks the environment of each call, calls, decodes.
#include "kbroker/kiwoom/kiwoom_broker.hpp"

#include <algorithm>
#include <cctype>
#include <mutex>

#include "chart.hpp"
#include "endpoint.hpp"
#include "kbroker/base/text.hpp"
#include "wire.hpp"

namespace kbroker::kiwoom {

using boost::asio::awaitable;
using broker::Account;
using broker::Answer;
using broker::Basis;
using broker::CalendarDay;
using broker::CallOptions;
using broker::Environment;
using broker::History;
using broker::HistoryRequest;
using broker::Quote;
using broker::Reply;
using broker::StockInfo;

namespace {

/// Six alphanumerics, upper case; the suffix comes from the basis.
Result<std::string> checked_code(std::string code) {
  std::ranges::transform(code, code.begin(), [](unsigned char c) { return std::toupper(c); });
  const auto fits = [](unsigned char c) { return c < 128 && std::isalnum(c); };
  if (code.size() < 6 || code.size() > 9 || !std::ranges::all_of(code, fits))
    return Error(Errc::invalid_argument, "A stock code is six letters or digits, for example 005930.",
                 "Look the code up with search_stocks.");
  return code;
}

boost::json::object code_only(std::string_view code) {
  boost::json::object parameters;
  parameters["stk_cd"] = code;
  return parameters;
}

Error not_configured(std::string_view what) {
  return Error(Errc::not_configured, "Kiwoom " + std::string(what) + " is not configured.",
               "Set the app key and secret key of that environment in the configuration.");
}

class KiwoomBroker final : public broker::Broker {
 public:
  KiwoomBroker(Config config, std::shared_ptr<net::http::Transport> transport, Clock& clock, Random& random,
               std::shared_ptr<broker::ResilienceObserver> observer)
      : account_environment_(config.account_environment),
        max_pages_(std::max<std::size_t>(config.max_pages, 1)) {
    const auto open = [&](std::optional<EndpointConfig>& wanted, Environment environment) {
      if (!wanted) return std::unique_ptr<Endpoint>();
      wanted->environment = environment;
      return std::make_unique<Endpoint>(std::move(*wanted), config, transport, clock, random, observer);
    };
    real_ = open(config.real, Environment::real);
    paper_ = open(config.paper, Environment::paper);
    simulated_ = open(config.simulated, Environment::simulated);
  }

  broker::BrokerId id() const override { return broker::BrokerId::kiwoom; }

  Reply<Quote> quote(std::string code, Basis basis, CallOptions options) override {
    auto checked = checked_code(std::move(code));
    if (checked.has_error()) co_return checked.error();
    Endpoint* endpoint = quotation_endpoint();
    if (!endpoint) co_return not_configured("access");
    auto page = co_await endpoint->call(api::price_and_basics, code_only(code_for(*checked, basis)),
                                        std::nullopt, options);
    if (page.has_error()) co_return page.error();
    auto quote = decode_quote(page->body, *checked, basis, endpoint->now());
    if (quote.has_error()) co_return quote.error();
    co_return Answer<Quote>(std::move(*quote), endpoint->environment());
  }

  Reply<StockInfo> stock_info(std::string code, CallOptions options) override {
    auto checked = checked_code(std::move(code));
    if (checked.has_error()) co_return checked.error();
    Endpoint* endpoint = quotation_endpoint();
    if (!endpoint) co_return not_configured("access");
    auto page = co_await endpoint->call(api::instrument, code_only(*checked), std::nullopt, options);
    if (page.has_error()) co_return page.error();
    auto info = decode_stock_info(page->body, *checked, endpoint->now());
    if (info.has_error()) co_return info.error();
    // Market value and ratios come from another call; the register is worth showing without them.
    auto basics = co_await endpoint->call(api::price_and_basics, code_only(*checked), std::nullopt, options);
    if (basics.has_value()) add_price_facts(*info, basics->body);
    co_return Answer<StockInfo>(std::move(*info), endpoint->environment());
  }

  Reply<History> history(HistoryRequest request, CallOptions options) override {
    auto checked = checked_code(request.code);
    if (checked.has_error()) co_return checked.error();
    request.code = *checked;
    request.count = std::max<std::size_t>(request.count, 1);
    if (request.from && request.to && *request.from > *request.to)
      co_return Error(Errc::invalid_argument, "The first day of a chart must not be after its last day.");
    Endpoint* endpoint = quotation_endpoint();
    if (!endpoint) co_return not_configured("access");
    auto history = co_await read_chart(*endpoint, std::move(request), max_pages_, options);
    if (history.has_error()) co_return history.error();
    co_return Answer<History>(std::move(*history), endpoint->environment());
  }

  Reply<Account> account(CallOptions options) override {
    Endpoint* endpoint = account_endpoint();
    if (!endpoint) co_return not_configured("access");
    Account account;
    boost::json::object parameters;
    parameters["qry_tp"] = "1";
    parameters["dmst_stex_tp"] = "KRX";
    std::optional<std::string> key;
    for (std::size_t number = 0; number == 0 || key; ++number) {
      // Part of a balance must not pass for the whole.
      if (number == max_pages_)
        co_return Error(Errc::broker_error,
                        "The Kiwoom balance has more than " + std::to_string(max_pages_) + " pages.",
                        "Raise max_pages in the configuration.");
      auto page = co_await endpoint->call(api::balance, parameters, key, options);
      if (page.has_error()) co_return page.error();
      add_holdings(account, page->body);
      if (auto totals = read_totals(account, page->body); totals.has_error()) co_return totals.error();
      key = page->next_key;
    }
    boost::json::object estimate;
    estimate["qry_tp"] = "3";
    auto deposit = co_await endpoint->call(api::deposit, std::move(estimate), std::nullopt, options);
    if (deposit.has_error()) co_return deposit.error();
    if (auto cash = read_deposit(account, deposit->body); cash.has_error()) co_return cash.error();
    account.account_no = co_await account_number(*endpoint, options);
    account.time = endpoint->now();
    co_return Answer<Account>(std::move(account), endpoint->environment());
  }

  Reply<std::vector<CalendarDay>> calendar(Date, CallOptions) override {
    co_return Error(Errc::not_configured, "Kiwoom offers no exchange calendar.",
                    "Configure KIS with a real key: its calendar tells the holidays.");
  }

  awaitable<Result<void>> authenticate(Environment environment, CallOptions options) override {
    Endpoint* endpoint = find(environment);
    if (!endpoint) co_return not_configured(to_string(environment));
    co_return co_await endpoint->authenticate(std::move(options));
  }

  std::vector<broker::ConnectionStatus> status() const override {
    std::vector<broker::ConnectionStatus> all;
    for (const auto* endpoint : {&real_, &paper_, &simulated_}) {
      if (!*endpoint) continue;
      auto status = (*endpoint)->status();
      if (status.account_masked.empty()) {
        const std::scoped_lock lock(mutex_);
        if (endpoint->get() == asked_endpoint_) status.account_masked = mask(asked_account_);
      }
      all.push_back(std::move(status));
    }
    return all;
  }

 private:
  Endpoint* find(Environment environment) const {
    switch (environment) {
      case Environment::real:
        return real_.get();
      case Environment::paper:
        return paper_.get();
      case Environment::simulated:
        return simulated_.get();
    }
    return nullptr;
  }

  Endpoint* quotation_endpoint() const {
    for (auto* endpoint : {simulated_.get(), real_.get()})
      if (endpoint) return endpoint;
    return paper_.get();
  }

  /// The environment chosen for accounts when both exist, else the one there is.
  Endpoint* account_endpoint() const {
    if (simulated_) return simulated_.get();
    if (Endpoint* chosen = find(account_environment_)) return chosen;
    return real_ ? real_.get() : paper_.get();
  }

  /// The key belongs to one account; which one is only for showing, so that a failure here leaves it empty.
  awaitable<std::string> account_number(Endpoint& endpoint, CallOptions options) {
    if (!endpoint.account().empty()) co_return endpoint.account();
    {
      const std::scoped_lock lock(mutex_);
      if (asked_endpoint_ == &endpoint) co_return asked_account_;
    }
    boost::json::object nothing;
    auto page = co_await endpoint.call(api::account_number, std::move(nothing), std::nullopt, options);
    if (page.has_error()) co_return std::string();
    auto number = decode_account_number(page->body);
    if (!number.empty()) {
      const std::scoped_lock lock(mutex_);
      asked_endpoint_ = &endpoint;
      asked_account_ = number;
    }
    co_return number;
  }

  Environment account_environment_;
  std::size_t max_pages_;
  std::unique_ptr<Endpoint> real_, paper_, simulated_;
  mutable std::mutex mutex_;
  const Endpoint* asked_endpoint_ = nullptr;
  std::string asked_account_;
};

}  // namespace

std::shared_ptr<broker::Broker> make_kiwoom_broker(Config config,
                                                   std::shared_ptr<net::http::Transport> transport,
                                                   Clock& clock, Random& random,
                                                   std::shared_ptr<broker::ResilienceObserver> observer) {
  return std::make_shared<KiwoomBroker>(std::move(config), std::move(transport), clock, random,
                                        std::move(observer));
}

}  // namespace kbroker::kiwoom
