// Codes, sentences and HTTP statuses of Kiwoom mapped to our error codes, hints and retry advice.
#include "errors.hpp"

#include <algorithm>
#include <array>

#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kiwoom {

namespace {

namespace wire = broker::wire;
using std::chrono::milliseconds;

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

constexpr auto rules = std::to_array<broker::ErrorRule>({
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

constexpr broker::ErrorTable table{.broker = "Kiwoom",
                                   .rules = rules,
                                   .hints = {.unauthorized = token_hint,
                                             .forbidden = address_hint,
                                             .rate = rate_hint,
                                             .rate_pause = pause,
                                             .later = later_hint}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "입력 값 오류입니다[1902:종목 정보가 없습니다]" gives what stands behind the code, which says more; any
/// other sentence is taken whole.
std::string reason_in_sentence(const std::string& sentence, const std::string& code) {
  const auto at = sentence.find("[" + code + ":");
  if (code.empty() || at == std::string::npos || !sentence.ends_with(']')) return sentence;
  const auto begin = at + code.size() + 2;
  const auto reason = trim(std::string_view(sentence).substr(begin, sentence.size() - begin - 1));
  return reason.empty() ? sentence : std::string(reason);
}

Error envelope_error(const boost::json::object& body, const net::http::ClientResponse& response,
                     std::string_view operation) {
  broker::Refusal refusal;
  refusal.sentence = wire::text(body, "return_msg");
  refusal.code = code_in_sentence(refusal.sentence);
  if (refusal.code.empty()) refusal.code = wire::text(body, "return_code");
  // A refusal without its code inside the sentence still names the missing parameter.
  if (refusal.sentence.find("필수입력") != std::string::npos) refusal.implied = "1511";
  refusal.sentence = reason_in_sentence(refusal.sentence, refusal.code);
  return table.refused(std::move(refusal), response, operation);
}

}  // namespace

const broker::ErrorTable& errors() {
  return table;
}

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

Result<boost::json::object> read_envelope(const net::http::ClientResponse& response,
                                          std::string_view operation) {
  auto body = wire::parse_object(response.body);
  if (!body) return table.unreadable(response, operation);
  const auto code = wire::decimal(*body, "return_code");
  if (code && code->is_zero() && response.status < 400) return std::move(*body);
  return envelope_error(*body, response, operation);
}

}  // namespace kbroker::kiwoom
