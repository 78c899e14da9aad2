// The KIS broker: picks the environment of each call, calls, decodes.
#include "kbroker/kis/kis_broker.hpp"

#include "access.hpp"
#include "account_reads.hpp"
#include "bonds.hpp"
#include "chart.hpp"
#include "derivatives.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/api_caller.hpp"
#include "kbroker/broker/checked_request.hpp"
#include "kbroker/broker/instrument.hpp"
#include "kbroker/broker/overseas.hpp"
#include "market_reads.hpp"
#include "overseas.hpp"
#include "pages.hpp"
#include "price_query.hpp"
#include "protocol.hpp"
#include "wire.hpp"

namespace kbroker::kis {

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
using broker::InstrumentKind;
using broker::Interval;
using broker::Quote;
using broker::Reply;
using broker::StockInfo;

namespace {

/// Pages of one chart or balance.
constexpr std::size_t usual_max_pages = 10;

class KisBroker final : public broker::Broker {
 public:
  KisBroker(broker::BrokerConfig config, std::shared_ptr<net::http::Transport> transport, Clock& clock,
            Random& random, std::shared_ptr<broker::ResilienceObserver> observer)
      : access_(open(std::move(config), std::move(transport), clock, random, std::move(observer))),
        market_(access_),
        account_reads_(access_) {}

  broker::BrokerId id() const override { return broker::BrokerId::kis; }
  broker::MarketReads& market() override { return market_; }
  broker::AccountReads& account_reads() override { return account_reads_; }

  Reply<Quote> quote(std::string code, Basis basis, CallOptions options) override {
    switch (broker::kind_of_code(code)) {
      case InstrumentKind::overseas:
        co_return co_await overseas_quote(access_, std::move(code), std::move(options));
      case InstrumentKind::bond:
        co_return co_await bond_quote(access_, std::move(code), std::move(options));
      case InstrumentKind::future:
      case InstrumentKind::option:
        co_return co_await derivative_quote(access_, std::move(code), std::move(options));
      case InstrumentKind::elw:
        co_return co_await elw_quote(access_, std::move(code), std::move(options));
      case InstrumentKind::share:
        break;
    }
    auto checked = broker::checked_code(code);
    if (checked.has_error()) co_return checked.error();
    auto endpoint = access_.for_quotations(api::inquire_price);
    if (endpoint.has_error()) co_return endpoint.error();
    const Query query = price_query(*checked, basis);
    auto answer = co_await get(**endpoint, api::inquire_price, query, options);
    if (answer.has_error()) co_return answer.error();
    auto quote = decode_quote(answer->body, *checked, basis, (*endpoint)->now());
    if (quote.has_error()) co_return quote.error();
    co_return Answer<Quote>(std::move(*quote), (*endpoint)->environment());
  }

  Reply<StockInfo> stock_info(std::string code, CallOptions options) override {
    if (broker::is_overseas(code))
      co_return co_await overseas_info(access_, std::move(code), std::move(options));
    if (broker::kind_of_code(code) == InstrumentKind::bond)
      co_return co_await bond_info(access_, std::move(code), std::move(options));
    if (broker::section_of(code) == broker::Section::derivatives)
      co_return co_await derivative_info(access_, std::move(code), std::move(options));
    if (broker::kind_of_code(code) == InstrumentKind::elw)
      co_return co_await elw_info(access_, std::move(code), std::move(options));
    auto checked = broker::checked_code(code);
    if (checked.has_error()) co_return checked.error();
    // Without a real key the price and the chart still tell name, sector and market.
    auto endpoint = access_.for_quotations(api::search_stock_info);
    if (endpoint.has_error()) {
      auto price_only = access_.for_quotations(api::inquire_price);
      if (price_only.has_error()) co_return price_only.error();
      co_return co_await info_from_prices(**price_only, *checked, options);
    }
    co_return co_await info_from_register(**endpoint, *checked, options);
  }

  Reply<History> history(HistoryRequest request, CallOptions options) override {
    if (broker::is_overseas(request.code))
      co_return co_await overseas_history(access_, std::move(request), std::move(options));
    const auto section = broker::section_of(request.code);
    if (section == broker::Section::bonds)
      co_return co_await bond_history(access_, std::move(request), std::move(options));
    if (section == broker::Section::derivatives)
      co_return co_await derivative_history(access_, std::move(request), std::move(options));
    auto checked = broker::checked_history(std::move(request));
    if (checked.has_error()) co_return checked.error();
    request = std::move(*checked);
    const bool minute = request.interval == Interval::minute;
    if (minute && broker::kind_of_code(request.code) == InstrumentKind::elw)
      co_return Error(Errc::invalid_argument, "Charts of ELW come by day, week, month and year.",
                      "Ask with another interval.");
    auto endpoint = access_.for_quotations(minute ? api::minute_chart : api::daily_chart);
    if (endpoint.has_error()) co_return endpoint.error();
    Endpoint& chosen = **endpoint;
    if (is_past_minute_chart(request, chosen.now()) && !offers(chosen, api::past_minute_chart))
      co_return not_on_paper(api::past_minute_chart);
    // The whole branch holds the await: GCC 12 mishandles it inside a conditional expression.
    if (minute) {
      auto history = co_await read_minute_chart(chosen, std::move(request), access_.max_pages, options);
      if (history.has_error()) co_return history.error();
      co_return Answer<History>(std::move(*history), chosen.environment());
    }
    const auto chart = share_chart(request.code, request.basis);
    auto history = co_await read_period_chart(chosen, chart, std::move(request), access_.max_pages, options);
    if (history.has_error()) co_return history.error();
    co_return Answer<History>(std::move(*history), chosen.environment());
  }

  Reply<Account> account(CallOptions options) override {
    auto endpoint = access_.for_account(api::inquire_balance);
    if (endpoint.has_error()) co_return endpoint.error();
    Endpoint& chosen = **endpoint;
    Query query{{"CANO", chosen.account()}, {"ACNT_PRDT_CD", chosen.account_product()},
                {"AFHR_FLPR_YN", "N"},      {"OFL_YN", ""},
                {"INQR_DVSN", "02"},        {"UNPR_DVSN", "01"},
                {"FUND_STTL_ICLD_YN", "N"}, {"FNCG_AMT_AUTO_RDPT_YN", "N"},
                {"PRCS_DVSN", "00"}};
    Account account;
    const auto add = [&account](const boost::json::object& body) {
      add_holdings(account, body);
      return read_totals(account, body);
    };
    auto more = co_await read_pages(chosen, api::inquire_balance, std::move(query), "100", access_.max_pages,
                                    options, add);
    if (more.has_error()) co_return more.error();
    if (*more) co_return too_many_pages("The KIS balance", access_.max_pages);
    account.account_no = chosen.account_text();
    account.time = chosen.now();
    co_return Answer<Account>(std::move(account), chosen.environment());
  }

  Reply<std::vector<CalendarDay>> calendar(Date from, CallOptions options) override {
    auto endpoint = access_.for_quotations(api::chk_holiday);
    if (endpoint.has_error()) co_return endpoint.error();
    Query query{{"BASS_DT", to_yyyymmdd(from)}, {"CTX_AREA_NK", ""}, {"CTX_AREA_FK", ""}};
    auto page = co_await get(**endpoint, api::chk_holiday, query, options);
    if (page.has_error()) co_return page.error();
    auto days = decode_calendar(page->body, from);
    if (days.has_error()) co_return days.error();
    co_return Answer<std::vector<CalendarDay>>(std::move(*days), (*endpoint)->environment());
  }

  Reply<ApiAnswer> call_api(ApiRequest request, CallOptions options) override {
    use_derivatives_account(request);
    const auto asked = request;
    auto answer =
        co_await broker::call_api(access_.endpoints, protocol(), std::move(request), std::move(options));
    if (answer.has_value() || !says_nothing_found(asked, answer.error())) co_return answer;
    // The endpoint is there: it has just answered.
    auto endpoint = broker::endpoint_for(access_.endpoints, protocol(), asked);
    if (endpoint.has_error()) co_return endpoint.error();
    ApiAnswer empty;
    empty.pages.emplace_back();
    co_return Answer<ApiAnswer>(std::move(empty), (*endpoint)->environment());
  }

  awaitable<Result<void>> authenticate(Environment environment, CallOptions options) override {
    return access_.endpoints.authenticate(environment, std::move(options));
  }

  std::vector<broker::ConnectionStatus> status() const override { return access_.endpoints.status(); }

 private:
  /// Futures and options have an account and products of their own.
  static void use_derivatives_account(ApiRequest& request) {
    std::string_view product;
    if (request.path.starts_with("/uapi/domestic-futureoption/")) product = "03";
    if (request.path.starts_with("/uapi/overseas-futureoption/")) product = "08";
    request.derivatives = !product.empty();
    for (auto& parameter : request.parameters)
      if (parameter.source == broker::ParameterSource::account_product && parameter.value.empty())
        parameter.value = product;
  }

  /// Errors that mean an empty list: no data, and a search condition without matches.
  static bool says_nothing_found(const ApiRequest& request, const Error& error) {
    return error.broker_code == "KIER2620" ||
           (error.broker_code == "MCA05918" && request.path.ends_with("/psearch-result"));
  }

  Reply<StockInfo> info_from_register(Endpoint& endpoint, std::string code, CallOptions options) {
    Query query{{"PRDT_TYPE_CD", "300"}, {"PDNO", code}};
    auto answer = co_await get(endpoint, api::search_stock_info, query, options);
    if (answer.has_error()) co_return answer.error();
    auto info = decode_stock_info(answer->body, code, endpoint.now());
    if (info.has_error()) co_return info.error();
    // Market value and ratios are only in the price answer; the register is worth showing without them.
    const Query price_only = price_query(code, Basis::krx);
    auto price = co_await get(endpoint, api::inquire_price, price_only, options);
    if (price.has_value()) std::ignore = add_price_facts(*info, price->body);
    if (info->kind == "etf" || info->kind == "etn") {
      auto fund = co_await get(endpoint, api::etf_price, price_only, options);
      if (fund.has_value()) add_fund_facts(*info, fund->body);
    }
    if (info->kind == "etf" && info->fund) {
      auto screen = price_only;
      screen.emplace_back("FID_COND_SCR_DIV_CODE", "11216");
      auto held = co_await get(endpoint, api::etf_components, screen, options);
      if (held.has_value()) add_fund_components(*info->fund, held->body);
    }
    co_return Answer<StockInfo>(std::move(*info), endpoint.environment());
  }

  Reply<StockInfo> info_from_prices(Endpoint& endpoint, std::string code, CallOptions options) {
    Query query = price_query(code, Basis::krx);
    auto price = co_await get(endpoint, api::inquire_price, query, options);
    if (price.has_error()) co_return price.error();
    StockInfo info;
    info.code = code;
    info.time = endpoint.now();
    auto known = add_price_facts(info, price->body);
    if (known.has_error()) co_return known.error();
    const auto today = date_kst(info.time);
    query.emplace_back("FID_INPUT_DATE_1", to_yyyymmdd(add_days(today, -7)));
    query.emplace_back("FID_INPUT_DATE_2", to_yyyymmdd(today));
    query.emplace_back("FID_PERIOD_DIV_CODE", "D");
    query.emplace_back("FID_ORG_ADJ_PRC", "0");
    auto chart = co_await get(endpoint, api::daily_chart, query, options);
    if (chart.has_value()) add_chart_facts(info, chart->body);
    co_return Answer<StockInfo>(std::move(info), endpoint.environment());
  }

  static Access open(broker::BrokerConfig config, std::shared_ptr<net::http::Transport> transport,
                     Clock& clock, Random& random, std::shared_ptr<broker::ResilienceObserver> observer) {
    const auto max_pages = config.max_pages > 0 ? config.max_pages : usual_max_pages;
    return {broker::Endpoints(protocol(), std::move(config), std::move(transport), clock, random,
                              std::move(observer)),
            max_pages};
  }

  const Access access_;
  KisMarketReads market_;
  KisAccountReads account_reads_;
};

}  // namespace

std::shared_ptr<broker::Broker> make_kis_broker(broker::BrokerConfig config,
                                                std::shared_ptr<net::http::Transport> transport, Clock& clock,
                                                Random& random,
                                                std::shared_ptr<broker::ResilienceObserver> observer) {
  return std::make_shared<KisBroker>(std::move(config), std::move(transport), clock, random,
                                     std::move(observer));
}

}  // namespace kbroker::kis
