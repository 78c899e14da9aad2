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

 private:
  const broker::Endpoints& endpoints_;
};

}  // namespace kbroker::kiwoom
