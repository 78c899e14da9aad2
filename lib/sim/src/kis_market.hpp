// What the KIS quotation APIs share: which instrument and venue a request means.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "candles.hpp"
#include "kis_api.hpp"
#include "wire_values.hpp"

namespace kbroker::sim {

/// Market division and code of a request. An unlisted code gets a stand-in whose figures are to be blanked:
/// KIS answers those with success and nothing in it.
struct KisSubject {
  std::optional<KisAnswer> refusal;
  Venue venue = Venue::krx;
  Instrument instrument;
  bool listed = false;
};
KisSubject kis_subject(const KisRequest& request);
/// An ELW, priced in won. Any code of the form trades ("57LA50"), except those that end in zeros.
std::optional<Instrument> elw_of(std::string_view code, const KisRequest& request);
/// Sets change, sign (never the signs of the limits) and rate of a price against its base.
void put_change(boost::json::object& row, std::int64_t price, std::int64_t base);
/// Sets the net asset value of a fund for a day, and the figures that follow from it.
void put_fund_value(boost::json::object& row, const Candle& day, std::int64_t previous_close);
/// Every fund holds the largest shares of the exchange, weighted by their value.
std::vector<Instrument> fund_holdings(const Exchange& exchange);
std::string number(std::int64_t value);
/// D, W, M and, where there are such charts, Y.
std::optional<Period> period_of(std::string_view code, bool years);

}  // namespace kbroker::sim
