// Invented market data, only for the last step of the fallback; always labelled `sample`.
#pragma once

#include "kbroker/broker/domain.hpp"

namespace kbroker::broker {

/// The same code gives the same figures on the same day.
Quote sample_quote(const std::string& code, Basis basis, WallTime now);
StockInfo sample_stock_info(const std::string& code, WallTime now);
History sample_history(const HistoryRequest& request, WallTime now);

}  // namespace kbroker::broker
