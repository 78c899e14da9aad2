// The parameters that every domestic quotation takes.
#include "price_query.hpp"

#include "kbroker/broker/instrument.hpp"

namespace kbroker::kis {

using broker::Basis;

std::string market_code(const std::string& code, Basis basis) {
  if (broker::kind_of_code(code) == broker::InstrumentKind::elw) return "W";
  switch (basis) {
    case Basis::nxt:
      return "NX";
    case Basis::combined:
      return "UN";
    default:
      return "J";
  }
}

Query price_query(const std::string& code, Basis basis) {
  return {{"FID_COND_MRKT_DIV_CODE", market_code(code, basis)}, {"FID_INPUT_ISCD", code}};
}

}  // namespace kbroker::kis
