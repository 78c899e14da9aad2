// The parameters that every domestic quotation takes.
#pragma once

#include "kbroker/broker/domain.hpp"
#include "protocol.hpp"

namespace kbroker::kis {

/// J, NX, UN; W for an ELW, which trades on KRX alone.
std::string market_code(const std::string& code, broker::Basis basis);
/// Which instrument on which venue.
Query price_query(const std::string& code, broker::Basis basis);

}  // namespace kbroker::kis
