// What a broker says that offers no more than the core.
#include "kbroker/broker/broker.hpp"

namespace kbroker::broker {

Error not_offered(std::string_view what) {
  return Error(Errc::not_configured, "This broker's " + std::string(what) + " are not offered here.",
               "Ask the other broker with broker=kis, which needs keys of KIS.");
}

Reply<QuoteList> MarketReads::quotes(std::vector<std::string>, Basis, CallOptions) {
  co_return not_offered("prices of many instruments at once");
}
Reply<OrderBook> MarketReads::order_book(std::string, Basis, CallOptions) {
  co_return not_offered("order books");
}
Reply<MarketIndex> MarketReads::index(std::string, CallOptions) {
  co_return not_offered("indices");
}
Reply<InvestorFlow> MarketReads::investor_flow(std::string, CallOptions) {
  co_return not_offered("figures on investors");
}
Reply<Ranking> MarketReads::ranking(RankingKind, Board, CallOptions) {
  co_return not_offered("rankings");
}

Reply<Positions> AccountReads::positions(Section, CallOptions) {
  co_return not_offered("holdings beside domestic shares");
}
Reply<OrderList> AccountReads::orders(OrdersRequest, CallOptions) {
  co_return not_offered("lists of orders");
}
Reply<BuyingPower> AccountReads::buying_power(BuyingPowerRequest, CallOptions) {
  co_return not_offered("figures on buying power");
}
Reply<RealizedProfit> AccountReads::realized_profit(Section, Date, Date, CallOptions) {
  co_return not_offered("figures on realised profit");
}

MarketReads& Broker::market() {
  static MarketReads none;
  return none;
}

AccountReads& Broker::account_reads() {
  static AccountReads none;
  return none;
}

}  // namespace kbroker::broker
