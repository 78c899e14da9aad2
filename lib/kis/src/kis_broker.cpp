// The KIS broker: picks the environment of each call, calls, decodes.
#include "kbroker/kis/kis_broker.hpp"

#include <algorithm>
#include <cctype>

#include "chart.hpp"
#include "endpoint.hpp"
#include "kbroker/base/time_format.hpp"
#include "wire.hpp"

namespace kbroker::kis {

using boost::asio::awaitable;
using broker::Account;
using broker::Answer;
using broker::Basis;
using broker::CalendarDay;
using broker::CallOptions;
using broker::Environment;
using broker::History;
using broker::HistoryRequest;
using broker::Interval;
using broker::Quote;
using broker::Reply;
using broker::StockInfo;

namespace {

/// Six alphanumerics, with Q before it for ETN. Upper case, as KIS wants it.
Result<std::string> checked_code(std::string code) {
  std::ranges::transform(code, code.begin(), [](unsigned char c) { return std::toupper(c); });
  const auto fits = [](unsigned char c) { return c < 128 && std::isalnum(c); };
  if (code.size() < 6 || code.size() > 9 || !std::ranges::all_of(code, fits))
    return Error(Errc::invalid_argument, "A stock code is six letters or digits, for example 005930.",
                 "Look the code up with search_stocks.");
  return code;
}

Fields price_query(const std::string& code, Basis basis) {
  return {{"FID_COND_MRKT_DIV_CODE", market_code(basis)}, {"FID_INPUT_ISCD", code}};
}

Error not_on_paper(const Api& api) {
  return Error(Errc::not_on_paper,
               "KIS offers " + std::string(api.operation) +
                   " only on its real host, and only a paper key is configured.",
               "Add a real app key and secret (KIS_APP_KEY, KIS_APP_SECRET): quotations then go to the real "
               "host while the account stays on paper.");
}

Error not_configured(std::string_view what) {
  return Error(Errc::not_configured, "KIS " + std::string(what) + " is not configured.",
               "Set the app key and app secret of that environment (KIS_APP_KEY and KIS_APP_SECRET, or "
               "KIS_PAPER_APP_KEY and KIS_PAPER_APP_SECRET).");
}

class KisBroker final : public broker::Broker {
 public:
  KisBroker(Config config, std::shared_ptr<net::http::Transport> transport, Clock& clock, Random& random,
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

  broker::BrokerId id() const override { return broker::BrokerId::kis; }

  Reply<Quote> quote(std::string code, Basis basis, CallOptions options) override {
    auto checked = checked_code(std::move(code));
    if (checked.has_error()) co_return checked.error();
    auto endpoint = quotation_endpoint(api::inquire_price);
    if (endpoint.has_error()) co_return endpoint.error();
    auto answer = co_await (*endpoint)->get(api::inquire_price, price_query(*checked, basis), false, options);
    if (answer.has_error()) co_return answer.error();
    auto quote = decode_quote(answer->body, *checked, basis, (*endpoint)->now());
    if (quote.has_error()) co_return quote.error();
    co_return Answer<Quote>(std::move(*quote), (*endpoint)->environment());
  }

  Reply<StockInfo> stock_info(std::string code, CallOptions options) override {
    auto checked = checked_code(std::move(code));
    if (checked.has_error()) co_return checked.error();
    // Without a real key the price and the chart still tell name, sector and market.
    auto endpoint = quotation_endpoint(api::search_stock_info);
    if (endpoint.has_error()) {
      auto price_only = quotation_endpoint(api::inquire_price);
      if (price_only.has_error()) co_return price_only.error();
      co_return co_await info_from_prices(**price_only, *checked, options);
    }
    co_return co_await info_from_register(**endpoint, *checked, options);
  }

  Reply<History> history(HistoryRequest request, CallOptions options) override {
    auto checked = checked_code(request.code);
    if (checked.has_error()) co_return checked.error();
    request.code = *checked;
    request.count = std::max<std::size_t>(request.count, 1);
    if (request.from && request.to && *request.from > *request.to)
      co_return Error(Errc::invalid_argument, "The first day of a chart must not be after its last day.");
    const bool minute = request.interval == Interval::minute;
    auto endpoint = quotation_endpoint(minute ? api::minute_chart : api::daily_chart);
    if (endpoint.has_error()) co_return endpoint.error();
    Endpoint& chosen = **endpoint;
    if (is_past_minute_chart(request, chosen.now()) && !chosen.offers(api::past_minute_chart))
      co_return not_on_paper(api::past_minute_chart);
    // The whole branch holds the await: GCC 12 mishandles it inside a conditional expression.
    if (minute) {
      auto history = co_await read_minute_chart(chosen, std::move(request), max_pages_, options);
      if (history.has_error()) co_return history.error();
      co_return Answer<History>(std::move(*history), chosen.environment());
    }
    auto history = co_await read_period_chart(chosen, std::move(request), max_pages_, options);
    if (history.has_error()) co_return history.error();
    co_return Answer<History>(std::move(*history), chosen.environment());
  }

  Reply<Account> account(CallOptions options) override {
    auto endpoint = account_endpoint();
    if (endpoint.has_error()) co_return endpoint.error();
    Endpoint& chosen = **endpoint;
    Account account;
    std::string filter, key;
    bool more = true;
    for (std::size_t number = 0; more && number < max_pages_; ++number) {
      Fields query{{"CANO", chosen.account()}, {"ACNT_PRDT_CD", chosen.account_product()},
                   {"AFHR_FLPR_YN", "N"},      {"OFL_YN", ""},
                   {"INQR_DVSN", "02"},        {"UNPR_DVSN", "01"},
                   {"FUND_STTL_ICLD_YN", "N"}, {"FNCG_AMT_AUTO_RDPT_YN", "N"},
                   {"PRCS_DVSN", "00"},        {"CTX_AREA_FK100", filter},
                   {"CTX_AREA_NK100", key}};
      auto page = co_await chosen.get(api::inquire_balance, std::move(query), number > 0, options);
      if (page.has_error()) co_return page.error();
      add_holdings(account, page->body);
      auto totals = read_totals(account, page->body);
      if (totals.has_error()) co_return totals.error();
      more = page->more;
      filter = context_area(page->body, "ctx_area_fk100");
      key = context_area(page->body, "ctx_area_nk100");
    }
    // Part of a balance must not pass for the whole.
    if (more)
      co_return Error(Errc::broker_error,
                      "The KIS balance has more than " + std::to_string(max_pages_) + " pages.",
                      "Raise max_pages in the configuration.");
    account.account_no = chosen.account() + chosen.account_product();
    account.time = chosen.now();
    co_return Answer<Account>(std::move(account), chosen.environment());
  }

  Reply<std::vector<CalendarDay>> calendar(Date from, CallOptions options) override {
    auto endpoint = quotation_endpoint(api::chk_holiday);
    if (endpoint.has_error()) co_return endpoint.error();
    Fields query{{"BASS_DT", to_yyyymmdd(from)}, {"CTX_AREA_NK", ""}, {"CTX_AREA_FK", ""}};
    auto page = co_await (*endpoint)->get(api::chk_holiday, std::move(query), false, options);
    if (page.has_error()) co_return page.error();
    auto days = decode_calendar(page->body, from);
    if (days.has_error()) co_return days.error();
    co_return Answer<std::vector<CalendarDay>>(std::move(*days), (*endpoint)->environment());
  }

  awaitable<Result<void>> authenticate(Environment environment, CallOptions options) override {
    Endpoint* endpoint = find(environment);
    if (!endpoint) co_return not_configured(to_string(environment));
    co_return co_await endpoint->authenticate(std::move(options));
  }

  std::vector<broker::ConnectionStatus> status() const override {
    std::vector<broker::ConnectionStatus> all;
    for (const auto* endpoint : {&real_, &paper_, &simulated_})
      if (*endpoint) all.push_back((*endpoint)->status());
    return all;
  }

 private:
  /// The context strings are padded with blanks and go back as they came.
  static std::string context_area(const boost::json::object& body, std::string_view name) {
    const auto* value = body.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
  }

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

  /// The simulator answers everything; otherwise the real host where it is configured, paper where it can.
  Result<Endpoint*> quotation_endpoint(const Api& api) const {
    for (auto* endpoint : {simulated_.get(), real_.get(), paper_.get()})
      if (endpoint && endpoint->offers(api)) return endpoint;
    if (paper_) return not_on_paper(api);
    return not_configured("access");
  }

  /// The environment chosen for accounts when both exist, else the one there is.
  Result<Endpoint*> account_endpoint() const {
    Endpoint* endpoint = simulated_ ? simulated_.get() : find(account_environment_);
    if (!endpoint) endpoint = real_ ? real_.get() : paper_.get();
    if (!endpoint) return not_configured("access");
    if (endpoint->account().empty())
      return Error(
          Errc::not_configured,
          "No KIS account number is configured for " + std::string(to_string(endpoint->environment())) + ".",
          "Set the first eight digits of the account (KIS_ACCT_STOCK or KIS_PAPER_STOCK).");
    return endpoint;
  }

  Reply<StockInfo> info_from_register(Endpoint& endpoint, std::string code, CallOptions options) {
    Fields query{{"PRDT_TYPE_CD", "300"}, {"PDNO", code}};
    auto answer = co_await endpoint.get(api::search_stock_info, std::move(query), false, options);
    if (answer.has_error()) co_return answer.error();
    auto info = decode_stock_info(answer->body, code, endpoint.now());
    if (info.has_error()) co_return info.error();
    // Market value and ratios are only in the price answer; the register is worth showing without them.
    auto price = co_await endpoint.get(api::inquire_price, price_query(code, Basis::krx), false, options);
    if (price.has_value()) std::ignore = add_price_facts(*info, price->body);
    co_return Answer<StockInfo>(std::move(*info), endpoint.environment());
  }

  Reply<StockInfo> info_from_prices(Endpoint& endpoint, std::string code, CallOptions options) {
    auto price = co_await endpoint.get(api::inquire_price, price_query(code, Basis::krx), false, options);
    if (price.has_error()) co_return price.error();
    StockInfo info;
    info.code = code;
    info.time = endpoint.now();
    auto known = add_price_facts(info, price->body);
    if (known.has_error()) co_return known.error();
    const auto today = date_kst(info.time);
    Fields query = price_query(code, Basis::krx);
    query.emplace_back("FID_INPUT_DATE_1", to_yyyymmdd(add_days(today, -7)));
    query.emplace_back("FID_INPUT_DATE_2", to_yyyymmdd(today));
    query.emplace_back("FID_PERIOD_DIV_CODE", "D");
    query.emplace_back("FID_ORG_ADJ_PRC", "0");
    auto chart = co_await endpoint.get(api::daily_chart, std::move(query), false, options);
    if (chart.has_value()) add_chart_facts(info, chart->body);
    co_return Answer<StockInfo>(std::move(info), endpoint.environment());
  }

  Environment account_environment_;
  std::size_t max_pages_;
  std::unique_ptr<Endpoint> real_, paper_, simulated_;
};

}  // namespace

std::shared_ptr<broker::Broker> make_kis_broker(Config config,
                                                std::shared_ptr<net::http::Transport> transport, Clock& clock,
                                                Random& random,
                                                std::shared_ptr<broker::ResilienceObserver> observer) {
  return std::make_shared<KisBroker>(std::move(config), std::move(transport), clock, random,
                                     std::move(observer));
}

}  // namespace kbroker::kis
