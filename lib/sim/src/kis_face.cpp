// The KIS Open API of one environment: keys, tokens, TR ids and pace are checked, then the API answers.
#include "kis_face.hpp"

#include <algorithm>
#include <utility>

#include "kbroker/base/hash.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/time_format.hpp"
#include "kis_checks.hpp"

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
  if (call.path == "/oauth2/Approval") return issue_approval(call);
  if (call.path == "/uapi/hashkey") return make_hash(call);
  if (call.path == "/tryitout") {
    Response response(101);
    response.websocket = [this](net::WebSocket& socket) { return realtime_.serve(socket); };
    return response;
  }
  const auto api = directory_.find(call.path);
  if (!api) return refusal(404, "EGW00203", "KIS에 없는 API입니다: " + call.path);
  if (api->method != call.method) return refusal(405, "EGW00202", "GW라우팅 중 오류가 발생했습니다.");
  Response response = call_api(*api, call);
  response.headers.emplace_back("tr_id", std::string(call.header("tr_id")));
  if (const auto gt_uid = call.header("gt_uid"); !gt_uid.empty())
    response.headers.emplace_back("gt_uid", std::string(gt_uid));
  return response;
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

/// The secret goes under the name secretkey here.
Response KisFace::issue_approval(const Call& call) {
  const auto fields = parse_json_fields(call.body);
  if (!fields) return token_refusal("OPSQ9997", "JSON 형식이 올바르지 않습니다.");
  const auto key = value_of(*fields, "appkey");
  if (const auto refused = refuse_key(key, value_of(*fields, "secretkey"), environment_))
    return token_refusal(refused->code, refused->message);
  return json_response(200, {{"approval_key", realtime_.approval_key(std::string(key))}});
}

Response KisFace::make_hash(const Call& call) {
  if (const auto refused = refuse_key(call.header("appkey"), call.header("appsecret"), environment_))
    return refusal(500, refused->code, refused->message);
  const auto fields = parse_json_fields(call.body);
  if (!fields) return refusal(200, "OPSQ9997", "JSON 형식이 올바르지 않습니다.");
  json::object body;
  for (const auto& [name, value] : *fields) body[name] = value;
  const auto hash = sha256_hex(to_json_text(body));
  return json_response(200, {{"BODY", std::move(body)}, {"HASH", hash}});
}

bool KisFace::admit(std::string_view bucket, std::string_view key, Pace pace) {
  const auto name = std::string(bucket) + ":" + std::string(to_string(environment_)) + ":" + std::string(key);
  return world_.pacing.admit(name, pace, world_.clock.steady());
}

std::optional<Response> KisFace::refuse_caller(const catalog::Api& api, const Call& call) {
  const bool paper = environment_ == Environment::paper;
  const std::string key(call.header("appkey"));
  if (const auto refused = refuse_key(key, call.header("appsecret"), environment_))
    return refusal(500, refused->code, refused->message);
  const auto authorization = call.header("authorization");
  if (!authorization.starts_with("Bearer "))
    return refusal(500, "EGW00205", "credentials_type이 유효하지 않습니다.(Bearer)");
  const auto verdict =
      world_.tokens.check(environment_, key, trim(authorization.substr(7)), world_.clock.wall());
  if (verdict == TokenVerdict::expired) return refusal(500, "EGW00123", "기간이 만료된 token 입니다.");
  if (verdict != TokenVerdict::good) return token_invalid();
  if (!admit("kis", key, paper ? Pace{2, 2} : Pace{20, 20})) return rate_limited();
  // The ledger and the option boards have limits of their own below that.
  const bool ledger = api.pacing == catalog::Pacing::ledger;
  if ((ledger && !admit("kis-ledger", key, paper ? Pace{1, 2} : Pace{10, 10})) ||
      (api.pacing == catalog::Pacing::board && !admit("kis-board", key, Pace{1, 1})))
    return refusal(500, "EGW00215", "초당 거래건수를 초과하였습니다.");
  if (const auto type = call.header("custtype"); type != "P" && type != "B")
    return refusal(500, "EGW00208", "고객타입 값이 유효하지 않습니다.(custtype)");
  return std::nullopt;
}

Response KisFace::call_api(const catalog::Api& api, const Call& call) {
  if (auto refused = refuse_caller(api, call)) return std::move(*refused);
  const auto parameters = read_kis_parameters(api, call);
  auto wrong = check_tr_id(api, call, parameters.fields, environment_);
  if (!wrong) wrong = parameters.refusal;
  if (!wrong) wrong = check_kis_parameters(api, parameters.fields);
  if (wrong) return refusal(wrong->status, wrong->code, wrong->message);
  const KisRequest request{world_, environment_, parameters.fields, call.header("tr_cont"),
                           world_.clock.wall()};
  KisAnswer answer = kis_answer(api, request);
  answer.body["rt_cd"] = answer.refused ? "1" : "0";
  answer.body["msg_cd"] = answer.message_code;
  // The brokers pad the message; readers must trim it.
  answer.body["msg1"] = answer.message + "  ";
  Response response = json_response(200, answer.body);
  response.headers.emplace_back("tr_cont", answer.tr_cont);
  return response;
}

}  // namespace kbroker::sim
