// Expected failures as values: one stable code, one sentence, one hint.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

namespace kbroker {

/// The stable codes a user sees (design, section 9).
enum class Errc {
  invalid_argument,
  unknown_symbol,
  not_configured,
  auth_failed,
  not_on_paper,
  market_closed,
  rate_limited,
  broker_error,
  broker_unavailable,
  timeout,
  cancelled,
  limit_exceeded,
  confirmation_required,
  confirmation_invalid,
  trading_halted,
  outcome_unknown,
  internal,
};

/// The code as it appears in results, for example "rate_limited".
std::string_view to_string(Errc code) noexcept;

/// A failure that callers must look at. Never holds a secret.
struct Error {
  Errc code = Errc::internal;
  /// One sentence: what happened, to what.
  std::string message;
  /// What the model or the person should do next; may be empty.
  std::string hint;
  /// True when the same call may succeed later.
  bool retryable = false;
  /// How long to wait before repeating, when somebody said so.
  std::optional<std::chrono::milliseconds> retry_after;
  /// The broker's own code ("EGW00201", "8005"); empty when it did not come from a broker.
  std::string broker_code;
  /// HTTP status behind the failure, 0 when there was none.
  unsigned http_status = 0;

  // A constructor, because GCC 12 destroys temporary aggregates twice inside coroutines.
  Error() = default;
  Error(Errc code_, std::string message_, std::string hint_ = {}, bool retryable_ = false)
      : code(code_), message(std::move(message_)), hint(std::move(hint_)), retryable(retryable_) {}
};

/// Found by argument-dependent look-up when result::value() is called on a failure.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

template <class T = void>
using Result = boost::system::result<T, Error>;

}  // namespace kbroker
