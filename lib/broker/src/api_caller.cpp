// Sends any REST API of a broker: environment, filled parameters, pages.
#include "kbroker/broker/api_caller.hpp"

#include <algorithm>

#include <boost/algorithm/string/replace.hpp>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::broker {

using boost::asio::awaitable;
namespace json = boost::json;

namespace {

/// A further page is not begun with less time than this.
constexpr std::chrono::seconds time_for_a_page{3};

Error not_on_paper(const Protocol& protocol, const ApiRequest& request) {
  const std::string name(protocol.facts.name);
  return Error(
      Errc::not_on_paper, name + " offers " + request.operation + " only on its real host.",
      "Leave environment out or set it to real; that needs a real app key. Paper has orders, balances, fills "
      "and the core quotations only.");
}

Error missing(const Protocol& protocol, const std::string& what, const std::string& remedy) {
  return Error(Errc::not_configured,
               "No " + std::string(protocol.facts.name) + " " + what + " is configured.", remedy);
}

std::string account_of(const ApiRequest& request, const Endpoint& endpoint) {
  return request.derivatives ? endpoint.derivatives_account() : endpoint.account();
}

Error no_account(const Protocol& protocol, const ApiRequest& request, const std::string& environment) {
  if (request.derivatives)
    return missing(protocol, "account of futures and options for " + environment,
                   "Set derivatives_account beside the keys of that environment; the ordinary account has no "
                   "futures and options.");
  return missing(protocol, "account number for " + environment,
                 "Set the account beside the keys of that environment.");
}

ApiCall api_call(const ApiRequest& request, const Endpoint& endpoint, const Protocol& protocol,
                 const net::http::Headers& next) {
  ApiCall call;
  call.operation = request.operation;
  call.method = request.method;
  call.path = request.path;
  call.lane = request.lane;
  call.repeatable = request.repeatable;
  if (request.method == "GET") {
    char separator = '?';
    for (const auto& parameter : request.parameters) {
      call.path += separator + parameter.name + "=" + percent_encode(parameter.value);
      separator = '&';
    }
  } else {
    json::object body;
    for (const auto& parameter : request.parameters) body[parameter.name] = parameter.value;
    call.body = to_json_text(body);
  }
  call.headers = next;
  const auto& facts = protocol.facts;
  if (next.empty() && !facts.page_header.empty())
    call.headers.emplace_back(facts.page_header, request.resumed ? "N" : "");
  const bool paper = endpoint.environment() == Environment::paper;
  call.headers.emplace_back(facts.transaction_header,
                            paper ? request.transaction_paper : request.transaction_real);
  return call;
}

/// Where an answer may carry the key of the next page: at its top, in a row, or in the last row of a list. It
/// is padded with blanks and goes back as it came.
std::optional<std::string> page_key(const json::object& body, std::string_view name) {
  const auto text_in = [&](const json::object& row) -> std::optional<std::string> {
    const auto* value = wire::find(row, name);
    if (!value || !value->is_string()) return std::nullopt;
    return std::string(value->get_string());
  };
  if (auto top = text_in(body)) return top;
  for (const auto& member : body) {
    const auto* row = member.value().if_object();
    if (const auto* list = member.value().if_array(); list && !list->empty()) row = list->back().if_object();
    if (!row) continue;
    if (auto found = text_in(*row)) return found;
  }
  return std::nullopt;
}

/// One object without a list is whole, whatever the header says of further pages.
bool has_list(const json::object& body) {
  return std::ranges::any_of(body, [](const auto& member) { return member.value().is_array(); });
}

bool is_page_parameter(const ApiRequest& request, const ApiParameter& parameter) {
  return std::ranges::find(request.page_parameters, parameter.name) != request.page_parameters.end();
}

/// True when the answer gave a key that leads on.
bool turn_page(ApiRequest& request, const json::object& body) {
  bool leads_on = false;
  for (auto& parameter : request.parameters) {
    if (!is_page_parameter(request, parameter)) continue;
    auto key = page_key(body, parameter.name);
    if (!key) continue;
    leads_on = leads_on || !trim(*key).empty();
    parameter.value = std::move(*key);
  }
  return leads_on;
}

std::vector<std::pair<std::string, std::string>> rest_of(const ApiRequest& request) {
  std::vector<std::pair<std::string, std::string>> rest;
  for (const auto& parameter : request.parameters)
    if (is_page_parameter(request, parameter)) rest.emplace_back(parameter.name, parameter.value);
  return rest;
}

}  // namespace

Result<Endpoint*> endpoint_for(const Endpoints& endpoints, const Protocol& protocol,
                               const ApiRequest& request) {
  const bool on_paper = !request.transaction_paper.empty();
  Endpoint* endpoint = nullptr;
  if (request.environment) {
    if (*request.environment == Environment::paper && !on_paper) return not_on_paper(protocol, request);
    endpoint = endpoints.find(Environment::simulated);
    if (!endpoint) endpoint = endpoints.find(*request.environment);
    if (!endpoint) return endpoints.not_configured(to_string(*request.environment));
    return endpoint;
  }
  endpoint = request.account ? endpoints.for_accounts() : endpoints.for_quotations(on_paper);
  if (endpoint && endpoint->environment() == Environment::paper && !on_paper)
    endpoint = endpoints.find(Environment::real);
  if (endpoint) return endpoint;
  if (endpoints.find(Environment::paper)) return not_on_paper(protocol, request);
  return endpoints.not_configured("access");
}

Result<ApiRequest> filled(ApiRequest request, const Endpoint& endpoint, const Protocol& protocol) {
  const std::string environment(to_string(endpoint.environment()));
  // Page keys hold the account number, which was masked on its way out.
  const auto account = account_of(request, endpoint);
  const auto masked = mask(account);
  for (auto& parameter : request.parameters) {
    if (!masked.empty() && is_page_parameter(request, parameter))
      boost::replace_all(parameter.value, masked, account);
    switch (parameter.source) {
      case ParameterSource::caller:
        break;
      case ParameterSource::account_number:
        if (account.empty()) return no_account(protocol, request, environment);
        if (!parameter.value.empty() && parameter.value != account)
          return Error(Errc::invalid_argument,
                       parameter.name + " is not the account that is configured for " + environment + ".",
                       "Leave " + parameter.name + " out: the server fills it.");
        parameter.value = account;
        break;
      case ParameterSource::account_product:
        if (parameter.value.empty()) parameter.value = endpoint.account_product();
        break;
      case ParameterSource::user_id:
        if (parameter.value.empty()) parameter.value = endpoint.user_id();
        if (parameter.value.empty())
          return missing(protocol, "HTS id",
                         "Set kis.hts_id in the configuration, or give " + parameter.name + ".");
        break;
    }
  }
  return request;
}

awaitable<Result<ApiAnswer>> call_pages(Endpoint& endpoint, const Protocol& protocol, ApiRequest request,
                                        CallOptions options) {
  ApiAnswer answer;
  if (request.account) answer.account = account_of(request, endpoint);
  net::http::Headers next;
  for (;;) {
    ApiCall call = api_call(request, endpoint, protocol, next);
    auto page = co_await endpoint.call(std::move(call), options);
    if (page.has_error() && answer.pages.empty()) co_return page.error();
    if (page.has_error()) {
      answer.stop = ApiAnswer::Stop::failed;
      answer.failure = page.error();
      break;
    }
    if (!answer.pages.empty() && page->body == answer.pages.back()) {
      answer.stop = ApiAnswer::Stop::repeated;
      co_return answer;
    }
    next = std::move(page->next);
    const bool more = request.paged && !next.empty() && has_list(page->body);
    const bool leads_on = more && turn_page(request, page->body);
    answer.pages.push_back(std::move(page->body));
    if (!more) co_return answer;
    if (answer.pages.size() >= request.max_pages) answer.stop = ApiAnswer::Stop::page_limit;
    if (endpoint.remaining(options.deadline) < time_for_a_page) answer.stop = ApiAnswer::Stop::time;
    if (answer.stop != ApiAnswer::Stop::complete) {
      if (!leads_on) co_return answer;
      break;
    }
  }
  answer.rest = rest_of(request);
  co_return answer;
}

Reply<ApiAnswer> call_api(const Endpoints& endpoints, const Protocol& protocol, ApiRequest request,
                          CallOptions options) {
  auto endpoint = endpoint_for(endpoints, protocol, request);
  if (endpoint.has_error()) co_return endpoint.error();
  auto complete = filled(std::move(request), **endpoint, protocol);
  if (complete.has_error()) co_return complete.error();
  auto answer = co_await call_pages(**endpoint, protocol, std::move(*complete), std::move(options));
  if (answer.has_error()) co_return answer.error();
  co_return Answer<ApiAnswer>(std::move(*answer), (*endpoint)->environment());
}

}  // namespace kbroker::broker
