// Reads of the market that a broker may offer.
#pragma once

#include <string>
#include <vector>

#include "kbroker/broker/market_data.hpp"
#include "kbroker/broker/reply.hpp"

namespace kbroker::broker {

/// Every function answers `not_configured` until a broker overrides it. Any thread may call every function.
class MarketReads {
 public:
  virtual ~MarketReads() = default;
  /// At most 50 codes, none of them twice.
  virtual Reply<QuoteList> quotes(std::vector<std::string> codes, Basis basis, CallOptions options);
  virtual Reply<OrderBook> order_book(std::string code, Basis basis, CallOptions options);
  /// "KOSPI", "KOSDAQ", "KOSPI200", "KOSPI100", "KOSPI50", "KRX100", four digits of a sector, or an index
  /// abroad as the broker's list of them spells it: "SPX", "JP#NI225".
  virtual Reply<MarketIndex> index(std::string code, CallOptions options);
  /// An instrument, or "KOSPI" or "KOSDAQ" as a whole.
  virtual Reply<InvestorFlow> investor_flow(std::string code, CallOptions options);
  virtual Reply<Ranking> ranking(RankingKind kind, Board board, CallOptions options);
};

/// What a read that is not overridden says; `what` in the plural: "order books".
Error not_offered(std::string_view what);

}  // namespace kbroker::broker
