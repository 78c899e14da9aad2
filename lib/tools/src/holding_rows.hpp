// How results list what an account holds.
#pragma once

#include <boost/json/object.hpp>

#include "kbroker/broker/domain.hpp"

namespace kbroker::tools {

/// Money in won unless "currency" says otherwise.
boost::json::object holding_row(const broker::Holding& holding);

}  // namespace kbroker::tools
