// What callers ask of a broker, checked before anything is sent. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::broker {

/// Six letters or digits, up to nine where a letter stands before them (Q for ETN); upper case, as brokers
/// want them. `invalid_argument` for anything else: it would change a URL or a basis.
Result<std::string> checked_code(std::string_view code);

/// The same with its code checked and at least one row. `invalid_argument` when it begins after it ends.
Result<HistoryRequest> checked_history(HistoryRequest request);

/// `invalid_argument` for bonds, futures and options: brokers count them in books and units of their own, and
/// would answer with the cash of the shares' account.
std::optional<Error> refuse_buying_power(std::string_view code);

}  // namespace kbroker::broker
