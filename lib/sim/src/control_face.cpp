// The control endpoint: faults, tokens, statistics.
#include "control_face.hpp"

#include <charconv>

#include <boost/json/parse.hpp>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/json_text.hpp"

namespace kbroker::sim {
namespace {

using net::http::Response;
namespace json = boost::json;

Response refuse(unsigned status, const Error& error) {
  json::object body{{"code", to_string(error.code)}, {"message", error.message}};
  if (!error.hint.empty()) body["hint"] = error.hint;
  return Response::json(status, to_json_text(json::object{{"error", std::move(body)}}));
}

}  // namespace

void Statistics::count(std::string_view path, std::string_view operation, unsigned status) {
  const std::scoped_lock lock(mutex_);
  auto& counts = counts_[{std::string(path), std::string(operation)}];
  ++counts.requests;
  ++counts.by_status[status];
}

json::object Statistics::report() const {
  const std::scoped_lock lock(mutex_);
  json::array rows;
  std::uint64_t total = 0;
  for (const auto& [subject, counts] : counts_) {
    total += counts.requests;
    json::object statuses;
    for (const auto& [status, count] : counts.by_status)
      statuses[status == 0 ? "unanswered" : std::to_string(status)] = count;
    rows.push_back(json::object{{"path", subject.first},
                                {"operation", subject.second},
                                {"requests", counts.requests},
                                {"statuses", std::move(statuses)}});
  }
  return {{"total", total}, {"requests", std::move(rows)}};
}

Response ControlFace::answer(const Call& call) {
  if (call.path == "/control/stats") {
    auto report = statistics_.report();
    report["tokens_issued"] = {{"kis", kis_tokens_.issued()}, {"kiwoom", kiwoom_tokens_.issued()}};
    return Response::json(200, to_json_text(report));
  }
  if (call.path == "/control/tokens/revoke") return revoke_tokens(call);
  if (call.path == "/control/fills") return add_fill(call);
  if (call.method == "POST") return add_faults(call);
  if (call.method == "DELETE") return remove_faults(call);
  return Response::json(200, to_json_text(json::object{{"faults", faults_.list()}}));
}

Response ControlFace::add_faults(const Call& call) {
  boost::system::error_code error;
  const auto rules = json::parse(call.body, error);
  if (error) return refuse(400, Error(Errc::invalid_argument, "The body is not JSON."));
  const auto added = faults_.add(rules);
  if (!added) return refuse(400, added.error());
  return Response::json(201,
                        to_json_text(json::object{{"added", json::array(added->begin(), added->end())}}));
}

Response ControlFace::remove_faults(const Call& call) {
  if (call.query.empty()) {
    faults_.clear();
    return Response(204);
  }
  const auto text = query_value(call.query, "number").value_or("");
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
    return refuse(400, Error(Errc::invalid_argument, "DELETE takes no query or \"number=N\"."));
  if (!faults_.remove(number))
    return refuse(404, Error(Errc::invalid_argument, "There is no rule number " + text + "."));
  return Response(204);
}

Response ControlFace::revoke_tokens(const Call& call) {
  std::string broker;
  if (!trim(call.body).empty()) {
    boost::system::error_code error;
    const auto body = json::parse(call.body, error);
    const auto* object = error ? nullptr : body.if_object();
    const auto* name = object == nullptr ? nullptr : object->if_contains("broker");
    if (name != nullptr && name->is_string()) broker = name->get_string();
    if (broker != "kis" && broker != "kiwoom")
      return refuse(400, Error(Errc::invalid_argument,
                               "The body must be empty or {\"broker\":\"kis\"} or {\"broker\":\"kiwoom\"}."));
  }
  if (broker != "kiwoom") {
    kis_tokens_.revoke_all();
    realtime_.approvals.revoke_all();
  }
  if (broker != "kis") kiwoom_tokens_.revoke_all();
  return Response(204);
}

Response ControlFace::add_fill(const Call& call) {
  boost::system::error_code error;
  const auto body = json::parse(call.body, error);
  const auto* object = error ? nullptr : body.if_object();
  const auto member = [&](std::string_view name) { return object ? object->if_contains(name) : nullptr; };
  const auto* code = member("stock_code");
  const auto* side = member("side");
  const auto* quantity = member("quantity");
  const auto* price = member("price");
  const auto is_amount = [](const json::value* value) {
    return value && value->is_int64() && value->get_int64() > 0 && value->get_int64() < 100'000'000;
  };
  if (!code || !code->is_string() || !side || (*side != "buy" && *side != "sell") || !is_amount(quantity) ||
      !is_amount(price))
    return refuse(400,
                  Error(Errc::invalid_argument,
                        "The body must be like {\"stock_code\":\"005930\",\"side\":\"buy\",\"quantity\":10,"
                        "\"price\":97200}."));
  realtime_.add(
      Fill{std::string(code->get_string()), *side == "buy", quantity->get_int64(), price->get_int64()});
  return Response(204);
}

}  // namespace kbroker::sim
