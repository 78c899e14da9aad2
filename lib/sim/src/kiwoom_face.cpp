// The Kiwoom REST API of one environment: token, api-id, path, parameters and pace are checked, then the API
// answers.
#include "kiwoom_face.hpp"

#include <algorithm>
#include <utility>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/time_format.hpp"

namespace kbroker::sim {
namespace {

using net::http::Response;
namespace json = boost::json;

constexpr std::string_view authentication_failed = "인증에 실패했습니다";
constexpr std::string_view bad_input = "입력 값 오류입니다";

Response json_response(unsigned status, const json::object& body) {
  return Response(status, "application/json;charset=UTF-8", to_json_text(body));
}

Response envelope(unsigned status, KiwoomAnswer answer) {
  answer.body["return_code"] = answer.return_code;
  answer.body["return_msg"] = answer.message;
  return json_response(status, answer.body);
}

Response refusal(unsigned status, int return_code, std::string_view lead, std::string_view code,
                 std::string_view text) {
  return envelope(status, kiwoom_refusal(return_code, lead, code, text));
}

std::optional<Response> refuse_missing(const Fields& fields, std::span<const std::string_view> required) {
  for (const auto name : required)
    if (value_of(fields, name).empty())
      return refusal(200, 2, bad_input, "1511",
                     "필수 입력 값에 값이 존재하지 않습니다. 필수입력 파라미터=" + std::string(name));
  return std::nullopt;
}

std::optional<Response> refuse_key(const Fields& fields, Environment environment) {
  static constexpr std::string_view required[] = {"appkey", "secretkey"};
  if (auto missing = refuse_missing(fields, required)) return missing;
  switch (check_key(value_of(fields, "appkey"), value_of(fields, "secretkey"), environment)) {
    case KeyVerdict::wrong_key:
    case KeyVerdict::wrong_secret:
      return refusal(200, 3, authentication_failed, "8001", "App Key와 Secret Key 검증에 실패했습니다");
    case KeyVerdict::other_environment:
      return refusal(200, 3, authentication_failed, "8030",
                     "투자구분(실전/모의)이 달라서 Appkey를 사용할수가 없습니다");
    case KeyVerdict::good:
      break;
  }
  return std::nullopt;
}

}  // namespace

Response KiwoomFace::rate_limited() const {
  return refusal(429, 5, "허용된 요청 개수를 초과하였습니다", "1700", "허용된 요청 개수를 초과하였습니다");
}
Response KiwoomFace::token_invalid() const {
  return refusal(200, 3, authentication_failed, "8005", "Token이 유효하지 않습니다");
}
Response KiwoomFace::token_refused() const {
  return refusal(200, 3, authentication_failed, "8001", "App Key와 Secret Key 검증에 실패했습니다");
}

Response KiwoomFace::answer(const Call& call) {
  if (call.path == "/oauth2/token") return issue_token(call);
  if (call.path == "/oauth2/revoke") return revoke_token(call);
  return call_api(call);
}

Response KiwoomFace::issue_token(const Call& call) {
  const auto fields = parse_json_fields(call.body);
  if (!fields) return refusal(200, 2, bad_input, "1517", "입력 값 형식이 올바르지 않습니다");
  static constexpr std::string_view required[] = {"grant_type"};
  if (auto missing = refuse_missing(*fields, required)) return std::move(*missing);
  if (value_of(*fields, "grant_type") != "client_credentials")
    return refusal(200, 2, bad_input, "8006",
                   "접근토큰을 발급하는데 실패하였습니다. grant_type을 확인하세요");
  if (auto refused = refuse_key(*fields, environment_)) return std::move(*refused);
  const auto issued =
      world_.tokens.issue(environment_, std::string(value_of(*fields, "appkey")), world_.clock.wall());
  return json_response(200, {{"expires_dt", to_yyyymmdd_kst(issued.expires) + to_hhmmss_kst(issued.expires)},
                             {"token_type", "bearer"},
                             {"token", issued.token},
                             {"return_code", 0},
                             {"return_msg", "정상적으로 처리되었습니다"}});
}

Response KiwoomFace::revoke_token(const Call& call) {
  const auto fields = parse_json_fields(call.body);
  if (!fields) return refusal(200, 2, bad_input, "1517", "입력 값 형식이 올바르지 않습니다");
  if (auto refused = refuse_key(*fields, environment_)) return std::move(*refused);
  if (!world_.tokens.revoke(value_of(*fields, "token")))
    return refusal(200, 3, authentication_failed, "8016", "폐기할 Token이 없습니다");
  return envelope(200, KiwoomAnswer());
}

Response KiwoomFace::call_api(const Call& call) {
  const auto authorization = call.header("authorization");
  if (authorization.empty())
    return refusal(200, 3, authentication_failed, "1513",
                   "Http Header에 authorization 필드가 설정되어 있어야 합니다");
  if (!to_lower(authorization.substr(0, 7)).starts_with("bearer "))
    return refusal(200, 3, authentication_failed, "1514",
                   "입력으로 들어온 Http Header의 authorization 필드 형식이 맞지 않습니다");
  const auto token = trim(authorization.substr(7));
  const auto now = world_.clock.wall();
  const auto key = world_.tokens.owner(token);
  const auto verdict = world_.tokens.check(environment_, key, token, now);
  if (verdict == TokenVerdict::other_environment)
    return refusal(200, 3, authentication_failed, "8031",
                   "투자구분(실전/모의)이 달라서 Token를 사용할수가 없습니다");
  if (verdict != TokenVerdict::good) return token_invalid();

  const auto id = call.header("api-id");
  if (id.empty()) return refusal(200, 1, bad_input, "1501", "API ID가 Null이거나 값이 없습니다");
  const auto apis = kiwoom_apis();
  const auto api = std::find_if(apis.begin(), apis.end(), [&](const auto& entry) { return entry.id == id; });
  if (api == apis.end())
    return refusal(200, 1, bad_input, "1505", "시뮬레이터에 없는 API ID입니다. API ID=" + std::string(id));
  if (api->path != call.path)
    return refusal(200, 1, bad_input, "1504",
                   "해당 URI에서는 지원하는 API ID가 아닙니다. API ID=" + std::string(id));
  if (!world_.pacing.admit(
          "kiwoom:" + std::string(to_string(environment_)) + ":" + key + ":" + std::string(id), {1, 2},
          world_.clock.steady()))
    return rate_limited();
  if (environment_ == Environment::paper && !api->on_paper)
    return refusal(200, 20, "[2000]", "RC9000", "모의투자에서는 해당업무가 제공되지 않습니다.");
  if (api->answer == nullptr)
    return refusal(200, 1, bad_input, "1505", "시뮬레이터에 없는 API ID입니다. API ID=" + std::string(id));
  const auto fields = parse_json_fields(call.body);
  if (!fields) return refusal(200, 2, bad_input, "1517", "입력 값 형식이 올바르지 않습니다");
  if (auto missing = refuse_missing(*fields, api->required)) return std::move(*missing);

  const bool continued = call.header("cont-yn") == "Y";
  const KiwoomRequest request{world_, environment_, *fields,
                              continued ? call.header("next-key") : std::string_view(), now};
  KiwoomAnswer answer = api->answer(request);
  const std::string next_key = answer.next_key;
  Response response = envelope(200, std::move(answer));
  response.headers.emplace_back("api-id", std::string(id));
  response.headers.emplace_back("cont-yn", next_key.empty() ? "N" : "Y");
  response.headers.emplace_back("next-key", next_key);
  return response;
}

}  // namespace kbroker::sim
