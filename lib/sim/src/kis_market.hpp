// What the KIS quotation APIs share: which instrument and venue a request means.
#pragma once

#include <optional>
#include <string>

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
/// Sets change, sign (never the signs of the limits) and rate of a price against its base.
void put_change(boost::json::object& row, std::int64_t price, std::int64_t base);
std::string number(std::int64_t value);

}  // namespace kbroker::sim
