// Codes, envelopes and HTTP statuses of KIS mapped to our error codes, hints and retry advice.
#include "errors.hpp"

#include <array>

#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kis {

namespace {

namespace wire = broker::wire;
using std::chrono::milliseconds;

constexpr std::string_view key_hint =
    "Check the app key and app secret in the configuration: copy both again from the KIS Developers site, "
    "for "
    "the environment they are used in.";
constexpr std::string_view environment_hint =
    "Real and paper keys are separate pairs. Put the real pair under real and the paper pair under paper.";
constexpr std::string_view token_hint =
    "The access token was refused. A new one is issued on its own; if this stays, check the app key.";
constexpr std::string_view rate_hint =
    "KIS limits calls per second for each app key. Wait a second, and lower calls_per_second if this "
    "repeats.";
constexpr std::string_view later_hint = "A passing fault at KIS. Try again in a few seconds.";
constexpr std::string_view request_hint =
    "KIS did not accept the request as sent. Report this with the code.";
constexpr std::string_view permission_hint =
    "KIS refuses this key for this call. Check the key's permissions and registered addresses at KIS "
    "Developers.";
constexpr std::string_view closed_hint =
    "The market is not open for this. Try again during trading hours (KST).";
constexpr std::string_view lookup_hint =
    "KIS lost track of the call. Reading again is safe; look an order up before sending it again.";

constexpr std::string_view registration_hint =
    "KIS did not accept the registration as sent. Check the code or HTS id, or report this with the code.";
constexpr std::string_view realtime_key_hint =
    "The approval key was refused. A new one is issued on its own; if this stays, check the app key.";

constexpr milliseconds none{0}, second{1'000}, minute{61'000};

constexpr auto rules = std::to_array<broker::ErrorRule>({
    {"EGW00001", Errc::broker_error, true, none, later_hint},
    {"EGW00002", Errc::broker_error, true, none, later_hint},
    {"EGW00003", Errc::auth_failed, false, none, permission_hint},
    {"EGW00102", Errc::auth_failed, false, none, key_hint},
    {"EGW00103", Errc::auth_failed, false, none, key_hint},
    {"EGW00104", Errc::auth_failed, false, none, key_hint},
    {"EGW00105", Errc::auth_failed, false, none, key_hint},
    {"EGW00115", Errc::broker_error, false, none, request_hint},
    {"EGW00116", Errc::broker_error, false, none, request_hint},
    {"EGW00121", Errc::auth_failed, false, none, token_hint},
    {"EGW00122", Errc::auth_failed, false, none, token_hint},
    {"EGW00123", Errc::auth_failed, false, none, token_hint},
    {"EGW00131", Errc::broker_error, false, none, request_hint},
    {"EGW00132", Errc::broker_error, false, none, request_hint},
    {"EGW00133", Errc::rate_limited, true, minute,
     "KIS issues one access token a minute for an app key. Wait a minute; do not run several programs that "
     "each "
     "issue tokens for the same key."},
    {"EGW00201", Errc::rate_limited, true, second, rate_hint},
    {"EGW00202", Errc::broker_error, false, none,
     "KIS could not route the request. Outside service hours this is normal; otherwise report it."},
    {"EGW00203", Errc::broker_error, true, none, later_hint},
    {"EGW00204", Errc::broker_error, false, none, request_hint},
    {"EGW00205", Errc::auth_failed, false, none, permission_hint},
    {"EGW00206", Errc::auth_failed, false, none, permission_hint},
    {"EGW00207", Errc::auth_failed, false, none, permission_hint},
    {"EGW00208", Errc::broker_error, false, none, request_hint},
    {"EGW00209", Errc::broker_error, false, none, request_hint},
    {"EGW00213", Errc::not_on_paper, false, none,
     "The paper host does not offer this call. Configure a real key for it."},
    {"EGW00215", Errc::rate_limited, true, second, rate_hint},
    {"EGW00300", Errc::broker_error, true, none, later_hint},
    {"EGW00301", Errc::broker_error, true, none, lookup_hint},
    {"EGW00302", Errc::broker_error, true, none, lookup_hint},
    {"EGW00304", Errc::auth_failed, false, none, permission_hint},
    {"EGW00316", Errc::rate_limited, true, second, rate_hint},
    {"EGW02004", Errc::auth_failed, false, none, environment_hint},
    {"OPSQ0002", Errc::broker_error, false, none, request_hint},
    {"OPSQ1002", Errc::broker_error, true, none, later_hint},
    {"OPSQ2000", Errc::not_configured, false, none,
     "KIS does not know this account for this key. Check the account number (eight digits) and its product "
     "code "
     "(two digits) in the configuration."},
    {"OPSQ2001", Errc::invalid_argument, false, none, "Check the code, the market and the dates."},
    {"OPSQ2002", Errc::invalid_argument, false, none, "Check the code, the market and the dates."},
    {"OPSQ9995", Errc::broker_error, false, none, request_hint},
    {"OPSQ9996", Errc::broker_error, false, none, request_hint},
    {"OPSQ9997", Errc::broker_error, false, none, request_hint},
    {"OPSQ9998", Errc::broker_error, false, none, request_hint},
    {"OPSQ9999", Errc::broker_error, false, none, request_hint},
    {"APBK0656", Errc::unknown_symbol, false, none, "Check the code, or look it up with search_stocks."},
    {"APBK0918", Errc::market_closed, false, none, closed_hint},
    {"APBK0919", Errc::market_closed, false, none, closed_hint},
    {"APBK1664", Errc::market_closed, false, none, closed_hint},
    {"40100000", Errc::market_closed, false, none, closed_hint},
    {"KIER3672", Errc::market_closed, false, none, closed_hint},
    {"MCA05918", Errc::unknown_symbol, false, none, "Check the code, or look it up with search_stocks."},
    {"OPSP0002", Errc::broker_error, false, none, "This is registered already; nothing needs to be done."},
    {"OPSP0003", Errc::broker_error, false, none, "This was not registered; nothing needs to be done."},
    {"OPSP0007", Errc::broker_error, true, none, later_hint},
    {"OPSP0008", Errc::limit_exceeded, false, none,
     "KIS takes 41 registrations for an app key. Give another one up first."},
    {"OPSP0009", Errc::broker_error, true, none, later_hint},
    {"OPSP0010", Errc::auth_failed, false, none, key_hint},
    {"OPSP0011", Errc::auth_failed, true, none, realtime_key_hint},
    {"OPSP8991", Errc::broker_error, false, none, registration_hint},
    {"OPSP8992", Errc::unknown_symbol, false, none, "Check the code, or look it up with search_stocks."},
    {"OPSP8993", Errc::broker_error, false, none, registration_hint},
    {"OPSP8994", Errc::auth_failed, false, none, key_hint},
    {"OPSP8995", Errc::auth_failed, false, none, key_hint},
    {"OPSP8996", Errc::limit_exceeded, true, none,
     "KIS takes one realtime session for an app key. Stop the other program that uses it, or give it a key "
     "of "
     "its own."},
    {"OPSP8997", Errc::broker_error, false, none, registration_hint},
    {"OPSP8998", Errc::broker_error, false, none, registration_hint},
    {"OPSP8999", Errc::broker_error, true, none, later_hint},
    {"OPSP9990", Errc::broker_error, false, none, registration_hint},
    {"OPSP9991", Errc::broker_error, false, none, registration_hint},
    {"OPSP9992", Errc::broker_error, false, none, registration_hint},
    {"OPSP9993", Errc::broker_error, true, none, later_hint},
    {"OPSP9994", Errc::auth_failed, false, none, key_hint},
    {"OPSP9995", Errc::broker_error, true, none, later_hint},
    {"OPSP9996", Errc::broker_error, false, none, registration_hint},
    {"OPSP9997", Errc::broker_error, false, none, registration_hint},
    {"OPSP9998", Errc::broker_error, false, none, registration_hint},
    {"OPSP9999", Errc::broker_error, false, none, registration_hint},
});

constexpr broker::ErrorTable table{.broker = "KIS",
                                   .rules = rules,
                                   .hints = {.unauthorized = key_hint,
                                             .forbidden = key_hint,
                                             .rate = rate_hint,
                                             .rate_pause = second,
                                             .later = later_hint}};

/// Some environment mismatches carry no code of their own, only the sentence.
std::string_view code_by_sentence(std::string_view sentence) {
  if (sentence.find("모의투자 TR") != std::string_view::npos) return "EGW00213";
  if (sentence.find("실전투자 TR") != std::string_view::npos) return "EGW02004";
  return {};
}

}  // namespace

const broker::ErrorTable& errors() {
  return table;
}

Error envelope_error(const boost::json::object& body, const net::http::ClientResponse& response,
                     std::string_view operation) {
  broker::Refusal refusal;
  refusal.code = wire::first_text(body, {"msg_cd", "error_code"});
  refusal.sentence = wire::first_text(body, {"msg1", "error_description"});
  refusal.implied = code_by_sentence(refusal.sentence);
  return table.refused(std::move(refusal), response, operation);
}

Result<boost::json::object> read_envelope(const net::http::ClientResponse& response,
                                          std::string_view operation) {
  auto body = wire::parse_object(response.body);
  if (!body) return table.unreadable(response, operation);
  if (wire::text(*body, "rt_cd") == "0" && response.status < 400) return std::move(*body);
  return envelope_error(*body, response, operation);
}

}  // namespace kbroker::kis
