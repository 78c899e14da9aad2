// The other reads of market and account: how each is named, kept and asked.
#include <algorithm>

#include "gateway_impl.hpp"
#include "kbroker/broker/checked_request.hpp"
#include "kbroker/broker/sample_data.hpp"
#include "request_text.hpp"

namespace kbroker::broker {

namespace {

/// How one kind of read is handled.
struct Terms {
  std::string_view operation;
  std::string parameters;  ///< what makes one request differ from another
  Duration time_to_live{};
  bool may_be_stale = true;

  Terms(std::string_view operation_, std::string parameters_, Duration time_to_live_, bool may_be_stale_)
      : operation(operation_),
        parameters(std::move(parameters_)),
        time_to_live(time_to_live_),
        may_be_stale(may_be_stale_) {}
};

template <class T>
using Ask = std::function<Reply<T>(Broker&, CallOptions)>;
template <class T>
using Sample = std::function<T(WallTime)>;

/// Fresh cache, else the broker, else what the terms allow.
template <class T, class Impl>
SourcedReply<T> read(std::shared_ptr<Impl> impl, std::optional<BrokerId> wanted, Terms terms, Ask<T> ask,
                     CallOptions options, Sample<T> sample = {}) {
  const auto chosen = impl->choose(wanted);
  if (!chosen) co_return no_broker_error(wanted);
  auto text =
      request_text(terms.operation, {{"broker", to_string(chosen->id())}, {"request", terms.parameters}});
  if (auto hit = impl->template fresh<T>(*chosen, terms.operation, text)) co_return std::move(*hit);
  Read<T> read(chosen, terms.operation, std::move(text));
  read.ask = [chosen, ask](CallOptions upstream) { return ask(*chosen, std::move(upstream)); };
  read.time_to_live = [ttl = terms.time_to_live](WallTime) { return ttl; };
  read.may_be_stale = terms.may_be_stale;
  read.sample = std::move(sample);
  co_return co_await impl->fetch(std::move(read), std::move(options));
}

template <class T>
SourcedReply<T> refused(Error error) {
  co_return error;
}

}  // namespace

SourcedReply<QuoteList> Gateway::quotes(std::optional<BrokerId> broker, std::vector<std::string> codes,
                                        Basis basis, CallOptions options) {
  std::string text(to_string(basis));
  for (const auto& code : codes) {
    if (auto wrong = check_code(code)) return refused<QuoteList>(std::move(*wrong));
    text += "," + code;
  }
  const auto ask = [codes, basis](Broker& chosen, CallOptions upstream) {
    return chosen.market().quotes(codes, basis, std::move(upstream));
  };
  const auto sample = [codes, basis](WallTime now) {
    QuoteList list;
    list.time = now;
    for (const auto& code : codes) list.quotes.push_back(sample_quote(code, basis, now));
    return list;
  };
  return read<QuoteList>(impl_, broker, Terms("quotes", text, impl_->config.ttl.quote, true), ask,
                         std::move(options), sample);
}

SourcedReply<OrderBook> Gateway::order_book(std::optional<BrokerId> broker, std::string code, Basis basis,
                                            CallOptions options) {
  if (auto wrong = check_code(code)) return refused<OrderBook>(std::move(*wrong));
  Terms terms("order_book", std::string(to_string(basis)) + "," + code, impl_->config.ttl.quote, true);
  const auto ask = [code, basis](Broker& chosen, CallOptions upstream) {
    return chosen.market().order_book(code, basis, std::move(upstream));
  };
  return read<OrderBook>(impl_, broker, std::move(terms), ask, std::move(options));
}

SourcedReply<MarketIndex> Gateway::index(std::optional<BrokerId> broker, std::string code,
                                         CallOptions options) {
  if (auto wrong = check_code(code)) return refused<MarketIndex>(std::move(*wrong));
  const auto ask = [code](Broker& chosen, CallOptions upstream) {
    return chosen.market().index(code, std::move(upstream));
  };
  return read<MarketIndex>(impl_, broker, Terms("index", code, impl_->config.ttl.index, true), ask,
                           std::move(options));
}

SourcedReply<InvestorFlow> Gateway::investor_flow(std::optional<BrokerId> broker, std::string code,
                                                  CallOptions options) {
  if (auto wrong = check_code(code)) return refused<InvestorFlow>(std::move(*wrong));
  const auto ask = [code](Broker& chosen, CallOptions upstream) {
    return chosen.market().investor_flow(code, std::move(upstream));
  };
  return read<InvestorFlow>(impl_, broker,
                            Terms("investor_flow", code, impl_->config.ttl.investor_flow, true), ask,
                            std::move(options));
}

SourcedReply<Ranking> Gateway::ranking(std::optional<BrokerId> broker, RankingKind kind, Board board,
                                       CallOptions options) {
  Terms terms("ranking", std::string(to_string(kind)) + "," + std::string(to_string(board)),
              impl_->config.ttl.ranking, true);
  const auto ask = [kind, board](Broker& chosen, CallOptions upstream) {
    return chosen.market().ranking(kind, board, std::move(upstream));
  };
  return read<Ranking>(impl_, broker, std::move(terms), ask, std::move(options));
}

SourcedReply<Positions> Gateway::positions(std::optional<BrokerId> broker, Section section,
                                           CallOptions options) {
  Terms terms("positions", std::string(to_string(section)), impl_->config.ttl.account, false);
  const auto ask = [section](Broker& chosen, CallOptions upstream) {
    return chosen.account_reads().positions(section, std::move(upstream));
  };
  return read<Positions>(impl_, broker, std::move(terms), ask, std::move(options));
}

SourcedReply<OrderList> Gateway::orders(std::optional<BrokerId> broker, OrdersRequest request,
                                        CallOptions options) {
  Terms terms("orders",
              std::string(to_string(request.section)) + "," + to_yyyymmdd(request.from) + "," +
                  to_yyyymmdd(request.to) + (request.filled ? ",filled" : ""),
              impl_->config.ttl.account, false);
  const auto ask = [request](Broker& chosen, CallOptions upstream) {
    return chosen.account_reads().orders(request, std::move(upstream));
  };
  return read<OrderList>(impl_, broker, std::move(terms), ask, std::move(options));
}

SourcedReply<BuyingPower> Gateway::buying_power(std::optional<BrokerId> broker, BuyingPowerRequest request,
                                                CallOptions options) {
  if (!request.code.empty()) {
    if (auto wrong = check_code(request.code)) return refused<BuyingPower>(std::move(*wrong));
    if (auto wrong = refuse_buying_power(request.code)) return refused<BuyingPower>(std::move(*wrong));
  }
  Terms terms("buying_power", request.code + "," + (request.price ? request.price->to_string() : ""),
              impl_->config.ttl.account, false);
  const auto ask = [request](Broker& chosen, CallOptions upstream) {
    return chosen.account_reads().buying_power(request, std::move(upstream));
  };
  return read<BuyingPower>(impl_, broker, std::move(terms), ask, std::move(options));
}

SourcedReply<RealizedProfit> Gateway::realized_profit(std::optional<BrokerId> broker, Section section,
                                                      Date from, Date to, CallOptions options) {
  Terms terms("realized_profit",
              std::string(to_string(section)) + "," + to_yyyymmdd(from) + "," + to_yyyymmdd(to),
              impl_->config.ttl.account, false);
  const auto ask = [section, from, to](Broker& chosen, CallOptions upstream) {
    return chosen.account_reads().realized_profit(section, from, to, std::move(upstream));
  };
  return read<RealizedProfit>(impl_, broker, std::move(terms), ask, std::move(options));
}

}  // namespace kbroker::broker
