// The Kiwoom broker: picks the environment of each call, calls, decodes.
#include "kbroker/kiwoom/kiwoom_broker.hpp"

#include "account_reads.hpp"
#include "chart.hpp"
#include "kbroker/broker/api_caller.hpp"
#include "kbroker/broker/checked_request.hpp"
#include "kbroker/broker/endpoints.hpp"
#include "market_reads.hpp"
#include "protocol.hpp"
#include "wire.hpp"

namespace kbroker::kiwoom {

using boost::asio::awaitable;
using broker::Account;
using broker::Answer;
using broker::ApiAnswer;
using broker::ApiRequest;
using broker::Basis;
using broker::CalendarDay;
using broker::CallOptions;
using broker::Endpoint;
using broker::Environment;
using broker::History;
using broker::HistoryRequest;
using broker::Quote;
using broker::Reply;
using broker::StockInfo;

namespace {

/// Pages of one chart or balance.
constexpr std::size_t usual_max_pages = 20;

boost::json::object code_only(std::string_view code) {
  boost::json::object parameters;
  parameters["stk_cd"] = code;
  return parameters;
}

class KiwoomBroker final : public broker::Broker {
 public:
  KiwoomBroker(broker::BrokerConfig config, std::shared_ptr<net::http::Transport> transport, Clock& clock,
               Random& random, std::shared_ptr<broker::ResilienceObserver> observer)
      : max_pages_(config.max_pages > 0 ? config.max_pages : usual_max_pages),
        endpoints_(protocol(), std::move(config), std::move(transport), clock, random, std::move(observer)),
        market_(endpoints_),
        account_reads_(endpoints_, max_pages_) {}

  broker::BrokerId id() const override { return broker::BrokerId::kiwoom; }
  broker::MarketReads& market() override { return market_; }
  broker::AccountReads& account_reads() override { return account_reads_; }

  Reply<Quote> quote(std::string code, Basis basis, CallOptions options) override {
    auto checked = broker::checked_code(code);
    if (checked.has_error()) co_return checked.error();
    Endpoint* endpoint = endpoints_.for_quotations();
    if (!endpoint) co_return endpoints_.not_configured("access");
    const auto parameters = code_only(code_for(*checked, basis));
    auto page = co_await ask(*endpoint, api::price_and_basics, parameters, options);
    if (page.has_error()) co_return page.error();
    auto quote = decode_quote(page->body, *checked, basis, endpoint->now());
    if (quote.has_error()) co_return quote.error();
    co_return Answer<Quote>(std::move(*quote), endpoint->environment());
  }

  Reply<StockInfo> stock_info(std::string code, CallOptions options) override {
    auto checked = broker::checked_code(code);
    if (checked.has_error()) co_return checked.error();
    Endpoint* endpoint = endpoints_.for_quotations();
    if (!endpoint) co_return endpoints_.not_configured("access");
    const auto parameters = code_only(*checked);
    auto page = co_await ask(*endpoint, api::instrument, parameters, options);
    if (page.has_error()) co_return page.error();
    auto info = decode_stock_info(page->body, *checked, endpoint->now());
    if (info.has_error()) co_return info.error();
    // Market value and ratios come from another call; the register is worth showing without them.
    auto basics = co_await ask(*endpoint, api::price_and_basics, parameters, options);
    if (basics.has_value()) add_price_facts(*info, basics->body);
    co_return Answer<StockInfo>(std::move(*info), endpoint->environment());
  }

  Reply<History> history(HistoryRequest request, CallOptions options) override {
    auto checked = broker::checked_history(std::move(request));
    if (checked.has_error()) co_return checked.error();
    Endpoint* endpoint = endpoints_.for_quotations();
    if (!endpoint) co_return endpoints_.not_configured("access");
    auto history = co_await read_chart(*endpoint, std::move(*checked), max_pages_, options);
    if (history.has_error()) co_return history.error();
    co_return Answer<History>(std::move(*history), endpoint->environment());
  }

  Reply<Account> account(CallOptions options) override {
    Endpoint* endpoint = endpoints_.for_accounts();
    if (!endpoint) co_return endpoints_.not_configured("access");
    Account account;
    boost::json::object parameters;
    parameters["qry_tp"] = "1";
    parameters["dmst_stex_tp"] = "KRX";
    net::http::Headers next;
    for (std::size_t number = 0; number == 0 || !next.empty(); ++number) {
      // Part of a balance must not pass for the whole.
      if (number == max_pages_)
        co_return Error(Errc::broker_error,
                        "The Kiwoom balance has more than " + std::to_string(max_pages_) + " pages.",
                        "Raise max_pages in the configuration.");
      auto page = co_await ask(*endpoint, api::balance, parameters, options, next);
      if (page.has_error()) co_return page.error();
      add_holdings(account, page->body);
      if (auto totals = read_totals(account, page->body); totals.has_error()) co_return totals.error();
      next = page->next;
    }
    boost::json::object estimate;
    estimate["qry_tp"] = "3";
    auto deposit = co_await ask(*endpoint, api::deposit, estimate, options);
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

  Reply<ApiAnswer> call_api(ApiRequest request, CallOptions options) override {
    request.lane = request.transaction_real;  // each api-id has a pace of its own
    return broker::call_api(endpoints_, protocol(), std::move(request), std::move(options));
  }

  awaitable<Result<void>> authenticate(Environment environment, CallOptions options) override {
    return endpoints_.authenticate(environment, std::move(options));
  }

  std::vector<broker::ConnectionStatus> status() const override { return endpoints_.status(); }

 private:
  /// The key belongs to one account; which one is only for showing, so that a failure here leaves it empty.
  awaitable<std::string> account_number(Endpoint& endpoint, CallOptions options) {
    auto number = endpoint.account();
    if (!number.empty()) co_return number;
    const boost::json::object nothing;
    auto page = co_await ask(endpoint, api::account_number, nothing, options);
    if (page.has_error()) co_return number;
    number = decode_account_number(page->body);
    endpoint.set_account(number);
    co_return number;
  }

  const std::size_t max_pages_;
  const broker::Endpoints endpoints_;
  KiwoomMarketReads market_;
  KiwoomAccountReads account_reads_;
};

}  // namespace

std::shared_ptr<broker::Broker> make_kiwoom_broker(broker::BrokerConfig config,
                                                   std::shared_ptr<net::http::Transport> transport,
                                                   Clock& clock, Random& random,
                                                   std::shared_ptr<broker::ResilienceObserver> observer) {
  return std::make_shared<KiwoomBroker>(std::move(config), std::move(transport), clock, random,
                                        std::move(observer));
}

}  // namespace kbroker::kiwoom
