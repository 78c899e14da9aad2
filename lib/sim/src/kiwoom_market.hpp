// What the Kiwoom market APIs share: which instrument and venue a code means.
#pragma once

#include <optional>

#include "kiwoom_api.hpp"
#include "wire_values.hpp"

namespace kbroker::sim {

/// "005930" KRX, "005930_NX" NXT, "005930_AL" both; the answer echoes the code as it came.
struct KiwoomSubject {
  std::optional<KiwoomAnswer> refusal;
  std::string echo;
  Venue venue = Venue::krx;
  Instrument instrument;
};
KiwoomSubject kiwoom_subject(const KiwoomRequest& request, std::string_view code);
/// That of the parameter stk_cd.
KiwoomSubject kiwoom_subject(const KiwoomRequest& request);
KiwoomAnswer kiwoom_bad_value(std::string_view name);

}  // namespace kbroker::sim
