// What KIS tells of the market beyond prices and charts.
#pragma once

#include "access.hpp"
#include "kbroker/broker/market_reads.hpp"

namespace kbroker::kis {

class KisMarketReads final : public broker::MarketReads {
 public:
  explicit KisMarketReads(const Access& access) : access_(access) {}

  broker::Reply<broker::QuoteList> quotes(std::vector<std::string> codes, broker::Basis basis,
                                          broker::CallOptions options) override;
  broker::Reply<broker::OrderBook> order_book(std::string code, broker::Basis basis,
                                              broker::CallOptions options) override;
  broker::Reply<broker::MarketIndex> index(std::string code, broker::CallOptions options) override;
  broker::Reply<broker::InvestorFlow> investor_flow(std::string code, broker::CallOptions options) override;
  broker::Reply<broker::Ranking> ranking(broker::RankingKind kind, broker::Board board,
                                         broker::CallOptions options) override;

 private:
  broker::Reply<broker::MarketIndex> world_index(std::string code, broker::CallOptions options);

  const Access& access_;
};

}  // namespace kbroker::kis
