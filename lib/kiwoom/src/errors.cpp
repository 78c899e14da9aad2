// Codes, sentences and HTTP statuses of Kiwoom mapped to our error codes, hints and retry advice.
#include "errors.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kiwoom {

namespace {

namespace wire = broker::wire;
using std::chrono::milliseconds;

struct Rule {
  std::string_view code;
  Errc errc;
  bool retryable;
  milliseconds retry_after;  ///< zero: the retry policy decides
  std::string_view hint;
};

constexpr std::string_view key_hint =
    "Check the app key and secret key in the configuration: copy both again from the Kiwoom REST API site.";
constexpr std::string_view environment_hint =
    "Real and paper keys are separate pairs. Put the real pair under real and the paper pair under paper.";
constexpr std::string_view token_hint =
    "The access token was refused. A new one is issued on its own; if this stays, check the app key.";
constexpr std::string_view issue_hint =
    "Kiwoom did not issue an access token. Check the app key and secret key, then try again later.";
constexpr std::string_view address_hint =
    "Kiwoom ties keys and tokens to registered IP addresses. Register this machine's address with the key.";
constexpr std::string_view rate_hint =
    "Kiwoom allows about one call a second for each API. Wait, and lower calls_per_second if this repeats.";
constexpr std::string_view later_hint = "A passing fault at Kiwoom. Try again in a few seconds.";
constexpr std::string_view request_hint =
    "Kiwoom did not accept the request as sent. Report this with the code.";
constexpr std::string_view argument_hint = "Check the code, the market and the dates.";
constexpr std::string_view symbol_hint = "Check the code, or look it up with search_stocks.";
constexpr std::string_view paper_hint =
    "The paper host does not offer this call. Configure a real key for it.";

constexpr milliseconds none{0}, pause{1'200};

constexpr auto rules = std::to_array<Rule>({
    {"5", Errc::rate_limited, true, pause, rate_hint},
    {"1501", Errc::broker_error, false, none, request_hint},
    {"1504", Errc::broker_error, false, none, request_hint},
    {"1505", Errc::broker_error, false, none, request_hint},
    {"1511", Errc::invalid_argument, false, none, argument_hint},
    {"1512", Errc::broker_error, false, none, request_hint},
    {"1513", Errc::broker_error, false, none, request_hint},
    {"1514", Errc::broker_error, false, none, request_hint},
    {"1515", Errc::broker_error, false, none, request_hint},
    {"1516", Errc::broker_error, false, none, request_hint},
    {"1517", Errc::invalid_argument, false, none, argument_hint},
    {"1687", Errc::rate_limited, true, pause, rate_hint},
    {"1700", Errc::rate_limited, true, pause, rate_hint},
    {"1701", Errc::rate_limited, true, pause, rate_hint},
    {"1702", Errc::rate_limited, true, pause, rate_hint},
    {"1901", Errc::unknown_symbol, false, none, symbol_hint},
    {"1902", Errc::unknown_symbol, false, none, symbol_hint},
    {"1903", Errc::unknown_symbol, false, none,
     "The instrument is not traded on that exchange. Ask for it with the basis KRX."},
    {"1999", Errc::broker_error, true, none, later_hint},
    {"8001", Errc::auth_failed, false, none, key_hint},
    {"8002", Errc::auth_failed, false, none, key_hint},
    {"8003", Errc::auth_failed, false, none, issue_hint},
    {"8005", Errc::auth_failed, false, none, token_hint},
    {"8006", Errc::auth_failed, false, none, issue_hint},
    {"8009", Errc::auth_failed, false, none, issue_hint},
    {"8010", Errc::auth_failed, false, none, address_hint},
    {"8011", Errc::auth_failed, false, none, issue_hint},
    {"8012", Errc::auth_failed, false, none, issue_hint},
    {"8015", Errc::broker_error, false, none, request_hint},
    {"8016", Errc::broker_error, false, none, request_hint},
    {"8020", Errc::auth_failed, false, none, key_hint},
    {"8030", Errc::auth_failed, false, none, environment_hint},
    {"8031", Errc::auth_failed, false, none, environment_hint},
    {"8040", Errc::auth_failed, false, none, address_hint},
    {"8050", Errc::auth_failed, false, none, address_hint},
    {"8103", Errc::auth_failed, false, none, address_hint},
    {"8104", Errc::not_on_paper, false, none, paper_hint},
    {"8200", Errc::auth_failed, false, none, "Kiwoom does not offer this to corporate customers."},
    {"RC9000", Errc::not_on_paper, false, none, paper_hint},
});

const Rule* rule_for(std::string_view code) {
  const auto found = std::ranges::find(rules, code, &Rule::code);
  return found == rules.end() ? nullptr : &*found;
}

std::optional<milliseconds> retry_after(const net::http::ClientResponse& response) {
  const auto field = response.header("Retry-After");
  if (!field) return std::nullopt;
  const auto digits = trim(*field);
  int seconds = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (failure != std::errc{} || end != digits.data() + digits.size() || seconds < 0) return std::nullopt;
  return std::chrono::seconds{seconds};
}

/// For codes that the table does not know and for answers without one.
Error error_by_status(unsigned status, std::string message) {
  Error error(Errc::broker_error, std::move(message));
  if (status == 401) {
    error.code = Errc::auth_failed;
    error.hint = token_hint;
  } else if (status == 403) {
    error.code = Errc::auth_failed;
    error.hint = address_hint;
  } else if (status == 429) {
    error.code = Errc::rate_limited;
    error.hint = rate_hint;
    error.retryable = true;
    error.retry_after = pause;
  } else if (status >= 500) {
    error.hint = later_hint;
    error.retryable = true;
  }
  return error;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string code_in_sentence(std::string_view sentence) {
  // The paper host puts a general code in brackets and the reason behind it.
  if (sentence.find("RC9000") != std::string_view::npos) return "RC9000";
  for (auto at = sentence.find('['); at != std::string_view::npos; at = sentence.find('[', at + 1)) {
    const auto code = sentence.substr(at + 1, 4);
    const auto end = sentence.substr(std::min(at + 5, sentence.size()), 1);
    if (code.size() == 4 && std::ranges::all_of(code, is_digit) && (end == ":" || end == "]"))
      return std::string(code);
  }
  return {};
}

namespace {

/// "입력 값 오류입니다[1902:종목 정보가 없습니다]" gives what stands behind the code, which says more; any
/// other sentence is taken whole.
std::string_view reason_in_sentence(std::string_view sentence, const std::string& code) {
  const auto at = sentence.find("[" + code + ":");
  if (code.empty() || at == std::string_view::npos || !sentence.ends_with(']')) return sentence;
  const auto reason = trim(sentence.substr(at + code.size() + 2, sentence.size() - at - code.size() - 3));
  return reason.empty() ? sentence : reason;
}

}  // namespace

Error envelope_error(const boost::json::object& body, const net::http::ClientResponse& response,
                     std::string_view operation) {
  const auto sentence = shorten(wire::text(body, "return_msg"), 240);
  auto code = code_in_sentence(sentence);
  if (code.empty()) code = shorten(wire::text(body, "return_code"), 16);
  // A refusal without its code inside the sentence still names the missing parameter.
  const bool missing_value = sentence.find("필수입력") != std::string::npos;
  std::string message = "Kiwoom refused " + std::string(operation);
  if (!code.empty() || !sentence.empty()) message += ":";
  if (!code.empty()) message += " " + code;
  if (!sentence.empty()) message += " " + std::string(reason_in_sentence(sentence, code));

  const Rule* rule = rule_for(code);
  if (!rule && missing_value) rule = rule_for("1511");
  Error error;
  if (rule) {
    error = Error(rule->errc, std::move(message), std::string(rule->hint), rule->retryable);
    if (rule->retry_after > none) error.retry_after = rule->retry_after;
  } else {
    error = error_by_status(response.status, std::move(message));
  }
  if (const auto asked = retry_after(response); asked && error.retryable)
    error.retry_after = std::max(*asked, error.retry_after.value_or(none));
  error.broker_code = code;
  error.http_status = response.status;
  return error;
}

Error unreadable_error(const net::http::ClientResponse& response, std::string_view operation) {
  const auto what = std::string(operation);
  const auto status = std::to_string(response.status);
  const bool page = trim(response.body).starts_with('<');
  Error error;
  if (response.status >= 500 || (page && response.status < 400)) {
    const std::string_view instead = page ? "a web page instead of data" : "no data";
    error = Error(Errc::broker_unavailable,
                  "Kiwoom answered " + what + " with " + std::string(instead) + " (HTTP " + status + ").",
                  "Kiwoom is probably under maintenance. Try again in a few minutes.", true);
  } else if (response.status >= 400) {
    error = error_by_status(response.status, "Kiwoom refused " + what + " with HTTP " + status + ".");
  } else {
    error = Error(Errc::broker_error,
                  "The answer of Kiwoom to " + what + " was cut off or is not JSON (HTTP " + status + ").",
                  std::string(later_hint), true);
  }
  if (const auto asked = retry_after(response); asked && error.retryable) error.retry_after = *asked;
  error.http_status = response.status;
  return error;
}

Result<boost::json::object> read_envelope(const net::http::ClientResponse& response,
                                          std::string_view operation) {
  auto body = wire::parse_object(response.body);
  if (!body) return unreadable_error(response, operation);
  const auto code = wire::decimal(*body, "return_code");
  if (code && code->is_zero() && response.status < 400) return std::move(*body);
  return envelope_error(*body, response, operation);
}

bool token_refused(const Error& error) {
  if (error.code != Errc::auth_failed) return false;
  if (error.broker_code == "8005") return true;
  // HTTP 401 means the token as well, unless a code says that it is the key or the environment.
  return error.http_status == 401 && !rule_for(error.broker_code);
}

}  // namespace kbroker::kiwoom
