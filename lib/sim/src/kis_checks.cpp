// What the KIS gateway looks at before an API answers.
#include "kis_checks.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

#include "kbroker/base/text.hpp"
#include "kbroker/catalog/api_values.hpp"
#include "kbroker/sim/simulator.hpp"

namespace kbroker::sim {

namespace {

using catalog::Api;
using catalog::ApiParam;
using catalog::FilledBy;
using catalog::TransactionId;

KisRefusal refused(unsigned status, std::string code, std::string message) {
  return {status, std::move(code), std::move(message)};
}

/// Selectors are not sent, so every id they could have chosen is right.
bool may_hold(const Api& api, const TransactionId& id, const Fields& fields) {
  return std::ranges::all_of(id.when, [&](const catalog::Condition& condition) {
    const auto* param = catalog::find_param(api, condition.param);
    if (!param || param->selector) return true;
    return std::ranges::find(condition.values, value_of(fields, condition.param)) != condition.values.end();
  });
}

std::optional<KisRefusal> check_parameter(const Api& api, const ApiParam& param, const std::string& name,
                                          const Fields& fields) {
  const auto found = fields.find(name);
  if (found == fields.end()) {
    if (!param.required) return std::nullopt;
    return refused(200, "OPSQ2001", "ERROR INPUT FIELD NOT FOUND [" + name + "]");
  }
  const std::string_view value = found->second;
  if (trim(value).empty()) {
    if (!param.required || param.blank_ok || catalog::asks_for_page(api, param)) return std::nullopt;
    return refused(200, "OPSQ2001", "ERROR INPUT FIELD NOT FOUND [" + name + "]");
  }
  if (param.filled_by == FilledBy::account_number && value != demo_account)
    return refused(200, "OPSQ2000", "ERROR : INPUT INVALID_CHECK_ACNO");
  if (param.filled_by == FilledBy::account_product && value.size() != 2)
    return refused(200, "OPSQ2000", "ERROR : INPUT INVALID_CHECK_ACNO");
  if (!catalog::takes(param, value)) return refused(200, "OPSQ2001", "ERROR INVALID " + name);
  return std::nullopt;
}

KisParameters read_body(const Call& call) {
  KisParameters read;
  if (!to_lower(call.header("content-type")).starts_with("application/json")) {
    read.refusal = refused(500, "EGW00132", "Content-Type이 유효하지 않습니다.");
    return read;
  }
  boost::system::error_code error;
  const auto body = boost::json::parse(call.body, error);
  if (error || !body.is_object()) {
    read.refusal = refused(200, "OPSQ9997", "JSON 형식이 올바르지 않습니다.");
    return read;
  }
  for (const auto& member : body.get_object()) {
    const std::string name(member.key());
    if (!member.value().is_string())
      read.refusal = refused(200, "OPSQ9997", "JSON 형식이 올바르지 않습니다 : " + name);
    else if (name == to_upper(name))
      read.fields.emplace(name, std::string(member.value().get_string()));
  }
  return read;
}

}  // namespace

KisParameters read_kis_parameters(const Api& api, const Call& call) {
  if (api.method == "POST") return read_body(call);
  KisParameters read;
  read.fields = parse_query_fields(call.query);
  return read;
}

std::optional<KisRefusal> check_tr_id(const Api& api, const Call& call, const Fields& fields,
                                      Environment environment) {
  const auto tr_id = call.header("tr_id");
  if (tr_id.empty()) return refused(200, "OPSQ9999", "HEADER의 tr_id가 없습니다.");
  const bool paper = environment == Environment::paper;
  bool of_other_host = false;
  for (const auto& id : api.transactions) {
    if (tr_id == (paper ? id.paper : id.real) && may_hold(api, id, fields)) return std::nullopt;
    if (tr_id == (paper ? id.real : id.paper)) of_other_host = true;
  }
  if (of_other_host && paper) return refused(500, "EGW00213", "모의투자 TR 이 아닙니다.");
  if (of_other_host) return refused(500, "EGW02004", "실전투자 TR 이 아닙니다.");
  return refused(200, "OPSQ0002", "없는 서비스 코드 입니다 : " + std::string(tr_id));
}

std::optional<KisRefusal> check_kis_parameters(const Api& api, const Fields& fields) {
  for (const auto& param : api.params) {
    if (param.selector) continue;
    const auto names = catalog::wire_names(param);
    // Of a numbered family the first must be there.
    for (const auto& name : names)
      if (name == names.front() || fields.contains(name))
        if (auto refusal = check_parameter(api, param, name, fields)) return refusal;
  }
  return std::nullopt;
}

}  // namespace kbroker::sim
