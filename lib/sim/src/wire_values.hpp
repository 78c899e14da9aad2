// Numbers as the brokers write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/base/decimal.hpp"

namespace kbroker::sim {

/// Always `scale` digits after the point: "0.20", "71250.8333".
std::string fixed(Decimal value, int scale);
/// Zero-padded to `width` characters, the sign included: "-00000000196888".
std::string padded(std::int64_t value, std::size_t width);
/// Kiwoom's direction mark: the price with + above the base, - below it, bare when equal.
std::string marked(std::int64_t price, std::int64_t base);
/// With its sign, also a plus; zero is bare.
std::string signed_text(std::int64_t value);
std::string signed_text(Decimal value, int scale);
/// 1 upper limit, 2 up, 3 unchanged, 4 lower limit, 5 down.
std::string direction(std::int64_t price, std::int64_t base, std::int64_t lower, std::int64_t upper);
/// `text` with blanks up to `width`.
std::string blank_padded(std::string text, std::size_t width);
/// The same keys with zeros for numbers and nothing for texts: what an unknown code is answered with.
boost::json::object blanked(boost::json::object object);

}  // namespace kbroker::sim
