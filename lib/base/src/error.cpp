#include "kbroker/base/error.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <boost/throw_exception.hpp>

namespace kbroker {

std::string_view to_string(Errc code) noexcept {
  switch (code) {
    case Errc::invalid_argument:
      return "invalid_argument";
    case Errc::unknown_symbol:
      return "unknown_symbol";
    case Errc::not_configured:
      return "not_configured";
    case Errc::auth_failed:
      return "auth_failed";
    case Errc::not_on_paper:
      return "not_on_paper";
    case Errc::market_closed:
      return "market_closed";
    case Errc::rate_limited:
      return "rate_limited";
    case Errc::broker_error:
      return "broker_error";
    case Errc::broker_unavailable:
      return "broker_unavailable";
    case Errc::timeout:
      return "timeout";
    case Errc::cancelled:
      return "cancelled";
    case Errc::limit_exceeded:
      return "limit_exceeded";
    case Errc::confirmation_required:
      return "confirmation_required";
    case Errc::confirmation_invalid:
      return "confirmation_invalid";
    case Errc::trading_halted:
      return "trading_halted";
    case Errc::outcome_unknown:
      return "outcome_unknown";
    case Errc::internal:
      return "internal";
  }
  return "internal";
}

void throw_exception_from_error(const Error& error, const boost::source_location& where) {
  boost::throw_exception(std::runtime_error(std::string(to_string(error.code)) + ": " + error.message),
                         where);
}

}  // namespace kbroker
