// What Kiwoom tells of the market beyond prices and charts; the rest of MarketReads is not offered yet.
#pragma once

#include "kbroker/broker/endpoints.hpp"
#include "kbroker/broker/market_reads.hpp"

namespace kbroker::kiwoom {

class KiwoomMarketReads final : public broker::MarketReads {
 public:
  explicit KiwoomMarketReads(const broker::Endpoints& endpoints) : endpoints_(endpoints) {}

  broker::Reply<broker::QuoteList> quotes(std::vector<std::string> codes, broker::Basis basis,
                                          broker::CallOptions options) override;
  broker::Reply<broker::OrderBook> order_book(std::string code, broker::Basis basis,
                                              broker::CallOptions options) override;
  /// Market value has no ranking at Kiwoom, and KOSPI100 and KOSPI50 no index.
  broker::Reply<broker::MarketIndex> index(std::string code, broker::CallOptions options) override;
  /// Of a whole market only the newest day.
  broker::Reply<broker::InvestorFlow> investor_flow(std::string code, broker::CallOptions options) override;
  broker::Reply<broker::Ranking> ranking(broker::RankingKind kind, broker::Board board,
                                         broker::CallOptions options) override;

 private:
  const broker::Endpoints& endpoints_;
};

}  // namespace kbroker::kiwoom
