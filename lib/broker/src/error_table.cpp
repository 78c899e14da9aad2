// Rules first, then the HTTP status; a longer Retry-After counts where repeating may help.
#include "kbroker/broker/error_table.hpp"

#include <algorithm>
#include <charconv>

#include "kbroker/base/text.hpp"

namespace kbroker::broker {

using net::http::ClientResponse;
using std::chrono::milliseconds;

namespace {

/// Seconds; dates are not understood.
std::optional<milliseconds> retry_after(const ClientResponse& response) {
  const auto field = response.header("Retry-After");
  if (!field) return std::nullopt;
  const auto digits = trim(*field);
  int seconds = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (failure != std::errc{} || end != digits.data() + digits.size() || seconds < 0) return std::nullopt;
  return std::chrono::seconds{seconds};
}

/// For codes that the table does not know and for answers without one.
Error error_by_status(const StatusHints& hints, unsigned status, std::string message) {
  Error error(Errc::broker_error, std::move(message));
  if (status == 401 || status == 403) {
    error.code = Errc::auth_failed;
    error.hint = status == 401 ? hints.unauthorized : hints.forbidden;
  } else if (status == 429) {
    error.code = Errc::rate_limited;
    error.hint = hints.rate;
    error.retryable = true;
    error.retry_after = hints.rate_pause;
  } else if (status >= 500) {
    error.hint = hints.later;
    error.retryable = true;
  }
  return error;
}

}  // namespace

const ErrorRule* ErrorTable::find(std::string_view code) const {
  const auto found = std::ranges::find(rules, code, &ErrorRule::code);
  return found == rules.end() ? nullptr : &*found;
}

Error ErrorTable::refused(Refusal refusal, const ClientResponse& response, std::string_view operation) const {
  const auto code = shorten(refusal.code, 16);
  const auto sentence = shorten(refusal.sentence, 240);
  std::string message = std::string(broker) + " refused " + std::string(operation);
  if (!code.empty() || !sentence.empty()) message += ":";
  if (!code.empty()) message += " " + code;
  if (!sentence.empty()) message += " " + sentence;

  const ErrorRule* rule = find(code);
  if (!rule) rule = find(refusal.implied);
  Error error;
  if (rule) {
    error = Error(rule->errc, std::move(message), std::string(rule->hint), rule->retryable);
    if (rule->retry_after > milliseconds{}) error.retry_after = rule->retry_after;
  } else {
    error = error_by_status(hints, response.status, std::move(message));
  }
  if (const auto asked = retry_after(response); asked && error.retryable)
    error.retry_after = std::max(*asked, error.retry_after.value_or(milliseconds{}));
  error.broker_code = code;
  error.http_status = response.status;
  return error;
}

Error ErrorTable::unreadable(const ClientResponse& response, std::string_view operation) const {
  const std::string name(broker), what(operation);
  const auto status = std::to_string(response.status);
  const bool page = trim(response.body).starts_with('<');
  Error error;
  if (response.status >= 500 || (page && response.status < 400)) {
    const std::string instead = page ? "a web page instead of data" : "no data";
    error = Error(Errc::broker_unavailable,
                  name + " answered " + what + " with " + instead + " (HTTP " + status + ").",
                  name + " is probably under maintenance. Try again in a few minutes.", true);
  } else if (response.status >= 400) {
    error = error_by_status(hints, response.status, name + " refused " + what + " with HTTP " + status + ".");
  } else {
    error =
        Error(Errc::broker_error,
              "The answer of " + name + " to " + what + " was cut off or is not JSON (HTTP " + status + ").",
              std::string(hints.later), true);
  }
  if (const auto asked = retry_after(response); asked && error.retryable) error.retry_after = *asked;
  error.http_status = response.status;
  return error;
}

Error ErrorTable::damaged(std::string_view subject, std::string_view part) const {
  return Error(Errc::broker_error,
               "The answer of " + std::string(broker) + " " + std::string(subject) + " lacks " +
                   std::string(part) + ".",
               std::string(hints.later), true);
}

Error ErrorTable::unknown_symbol(std::string_view code) const {
  return Error(Errc::unknown_symbol,
               std::string(broker) + " knows no instrument with the code " + std::string(code) + ".",
               "Check the code, or look it up with search_stocks.");
}

}  // namespace kbroker::broker
