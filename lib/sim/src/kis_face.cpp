// The KIS Open API of one environment: keys, tokens, TR ids and pace are checked, then the API answers.
#include "kis_face.hpp"

#include <algorithm>
#include <utility>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/time_format.hpp"

namespace kbroker::sim {
namespace {

using net::http::Response;
namespace json = boost::json;

Response json_response(unsigned status, const json::object& body) {
  return Response(status, "application/json; charset=utf-8", to_json_text(body));
}

Response refusal(unsigned status, std::string_view code, std::string_view message) {
  return json_response(status, {{"rt_cd", "1"}, {"msg_cd", code}, {"msg1", message}});
}

// Token calls have an error shape of their own.
Response token_refusal(std::string_view code, std::string_view description) {
  return json_response(403, {{"error_description", description}, {"error_code", code}});
}

struct Refused {
  std::string_view code, message;
};

std::optional<Refused> refuse_key(std::string_view key, std::string_view secret, Environment environment) {
  if (key.empty()) return Refused{"EGW00102", "AppKey는 필수입니다."};
  if (secret.empty()) return Refused{"EGW00104", "AppSecret은 필수입니다."};
  switch (check_key(key, secret, environment)) {
    case KeyVerdict::wrong_key:
      return Refused{"EGW00103", "유효하지 않은 AppKey입니다."};
    case KeyVerdict::wrong_secret:
      return Refused{"EGW00105", "유효하지 않은 AppSecret입니다."};
    case KeyVerdict::other_environment:
      return environment == Environment::real
                 ? Refused{"EGW02004", "실전투자 도메인은 모의투자 앱키로 호출하실 수 없습니다."}
                 : Refused{"EGW02004", "모의투자 도메인은 실전투자 앱키로 호출하실 수 없습니다."};
    case KeyVerdict::good:
      break;
  }
  return std::nullopt;
}

bool is_chunked(const Call& call) {
  return to_lower(call.header("transfer-encoding")).find("chunked") != std::string::npos;
}

}  // namespace

Response KisFace::rate_limited() const {
  return refusal(500, "EGW00201", "초당 거래건수를 초과하였습니다.");
}
Response KisFace::token_invalid() const {
  return refusal(500, "EGW00121", "유효하지 않은 token 입니다.");
}
Response KisFace::token_refused() const {
  return token_refusal("EGW00103", "유효하지 않은 AppKey입니다.");
}

Response KisFace::answer(const Call& call) {
  if (is_chunked(call)) return refusal(500, "EGW00202", "GW라우팅 중 오류가 발생했습니다.");
  if (call.path == "/oauth2/tokenP") return issue_token(call);
  if (call.path == "/oauth2/revokeP") return revoke_token(call);
  for (const auto& api : kis_apis())
    if (api.path == call.path) {
      Response response = call_api(api, call);
      response.headers.emplace_back("tr_id", std::string(call.header("tr_id")));
      if (const auto gt_uid = call.header("gt_uid"); !gt_uid.empty())
        response.headers.emplace_back("gt_uid", std::string(gt_uid));
      return response;
    }
  return refusal(404, "EGW00203", "시뮬레이터에 없는 API입니다: " + call.path);
}

Response KisFace::issue_token(const Call& call) {
  const auto fields = parse_json_fields(call.body);
  if (!fields) return token_refusal("OPSQ9997", "JSON 형식이 올바르지 않습니다.");
  const auto grant = value_of(*fields, "grant_type");
  const std::string key(value_of(*fields, "appkey"));
  if (grant.empty()) return token_refusal("EGW00115", "grant_type은 필수입니다.");
  if (grant != "client_credentials") return token_refusal("EGW00116", "지원하지 않는 grant_type입니다.");
  if (const auto refused = refuse_key(key, value_of(*fields, "appsecret"), environment_))
    return token_refusal(refused->code, refused->message);
  const auto now = world_.clock.wall();
  const auto issued = world_.tokens.issue(environment_, key, now);
  if (issued.too_soon) return token_refusal("EGW00133", "접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)");
  auto expires = to_rfc3339_kst(issued.expires).substr(0, 19);
  expires[10] = ' ';
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(issued.expires - now).count();
  return json_response(200, {{"access_token", issued.token},
                             {"access_token_token_expired", expires},
                             {"token_type", "Bearer"},
                             {"expires_in", seconds}});
}

Response KisFace::revoke_token(const Call& call) {
  const auto fields = parse_json_fields(call.body);
  if (!fields) return token_refusal("OPSQ9997", "JSON 형식이 올바르지 않습니다.");
  if (const auto refused =
          refuse_key(value_of(*fields, "appkey"), value_of(*fields, "appsecret"), environment_))
    return token_refusal(refused->code, refused->message);
  if (!world_.tokens.revoke(value_of(*fields, "token")))
    return token_refusal("EGW00122", "token을 찾을 수 없습니다.");
  return json_response(200, {{"code", 200}, {"message", "접근토큰 폐기에 성공하였습니다"}});
}

Response KisFace::call_api(const KisApi& api, const Call& call) {
  const bool paper = environment_ == Environment::paper;
  const std::string key(call.header("appkey"));
  if (const auto refused = refuse_key(key, call.header("appsecret"), environment_))
    return refusal(500, refused->code, refused->message);
  const auto authorization = call.header("authorization");
  if (!authorization.starts_with("Bearer "))
    return refusal(500, "EGW00205", "credentials_type이 유효하지 않습니다.(Bearer)");
  const auto now = world_.clock.wall();
  const auto verdict = world_.tokens.check(environment_, key, trim(authorization.substr(7)), now);
  if (verdict == TokenVerdict::expired) return refusal(500, "EGW00123", "기간이 만료된 token 입니다.");
  if (verdict != TokenVerdict::good) return token_invalid();
  const Pace pace = paper ? Pace{2, 2} : Pace{20, 20};
  if (!world_.pacing.admit("kis:" + std::string(to_string(environment_)) + ":" + key, pace,
                           world_.clock.steady()))
    return rate_limited();
  if (const auto type = call.header("custtype"); type != "P" && type != "B")
    return refusal(500, "EGW00208", "고객타입 값이 유효하지 않습니다.(custtype)");

  const auto tr_id = call.header("tr_id");
  if (tr_id.empty()) return refusal(200, "OPSQ9999", "HEADER의 tr_id가 없습니다.");
  if (paper &&
      (api.paper_tr_id.empty() ? tr_id == api.tr_id : tr_id == api.tr_id && api.tr_id != api.paper_tr_id))
    return refusal(500, "EGW00213", "모의투자 TR 이 아닙니다.");
  if (!paper && tr_id == api.paper_tr_id && api.tr_id != api.paper_tr_id)
    return refusal(500, "EGW02004", "실전투자 TR 이 아닙니다.");
  if (tr_id != (paper ? api.paper_tr_id : api.tr_id))
    return refusal(200, "OPSQ0002", "없는 서비스 코드 입니다 : " + std::string(tr_id));

  const auto parameters = parse_query_fields(call.query);
  for (const auto name : api.required)
    if (!parameters.contains(name))
      return refusal(200, "OPSQ2001", "ERROR INPUT FIELD NOT FOUND [" + std::string(name) + "]");
  const KisRequest request{world_, environment_, parameters, call.header("tr_cont"), now};
  KisAnswer answer = api.answer(request);
  answer.body["rt_cd"] = answer.refused ? "1" : "0";
  answer.body["msg_cd"] = answer.message_code;
  // The brokers pad the message; readers must trim it.
  answer.body["msg1"] = answer.message + "  ";
  Response response = json_response(200, answer.body);
  response.headers.emplace_back("tr_cont", answer.tr_cont);
  return response;
}

}  // namespace kbroker::sim
