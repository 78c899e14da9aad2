// What kind of instrument a code names, by its form alone. Pure.
#pragma once

#include <string_view>

#include "kbroker/broker/account_data.hpp"

namespace kbroker::broker {

/// Forms of the Korea Exchange: shares and funds "005930", "0001A0", "Q500001"; ELW "57LA50"; bonds by ISIN
/// "KR103502GA34"; futures "101W09", "A01609" and options "201W09300", "B01609300". Overseas codes name their
/// exchange: "NASDAQ:AAPL".
enum class InstrumentKind { share, elw, bond, future, option, overseas };
InstrumentKind kind_of_code(std::string_view code);

/// What a future or an option is written on, by the product digits of its code.
enum class Underlying { index, stock, commodity };
Underlying underlying_of(std::string_view code);

/// The books that orders and holdings of this instrument are in.
Section section_of(std::string_view code);

}  // namespace kbroker::broker
