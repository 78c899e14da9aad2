#include "api_call.hpp"

#include "api_lookup.hpp"
#include "api_request.hpp"
#include "arguments.hpp"
#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/catalog/api_answer.hpp"

namespace kbroker::tools {

namespace json = boost::json;
using catalog::Api;
using catalog::ApiArguments;

namespace {

Error unknown_symbol(const Api& api, const ApiArguments& arguments) {
  std::string code;
  if (const auto* subject = catalog::subject_param(api))
    for (const auto& sent : arguments.sent)
      if (sent.name == subject->name) code = sent.value;
  return Error(Errc::unknown_symbol,
               std::string(api.id) + " has nothing but zeros and blanks for " + shorten(code, 40) +
                   ", as for a code that does not exist.",
               "Check the code and the market, or look it up with search_stocks.");
}

/// The base date of a calendar call.
std::optional<Date> base_date(const Api& api, const ApiArguments& arguments) {
  for (const auto& param : api.params)
    if (param.type == catalog::ValueType::date)
      for (const auto& sent : arguments.sent)
        if (sent.name == param.name) return parse_date(sent.value);
  return std::nullopt;
}

/// The exchange calendar is the one API that a broker wants asked once a day, so its answer is that which
/// get_market_status shares.
broker::SourcedReply<broker::ApiAnswer> answer_from_calendar(Services& services, mcp::CallContext& context,
                                                             const Api& api, Date from) {
  const auto broker = broker::parse_broker_id(api.broker);
  const auto days = co_await services.gateway.calendar(broker, from, options_of(context));
  if (days.has_error()) co_return days.error();
  json::array rows;
  for (const auto& day : days->value()) rows.push_back(day.raw);
  broker::ApiAnswer answer;
  answer.pages.push_back({{api.response.front().name, std::move(rows)}});
  const auto& provenance = days->provenance;
  co_return broker::Sourced<broker::ApiAnswer>(
      std::make_shared<const broker::Kept<broker::ApiAnswer>>(std::move(answer), provenance.environment,
                                                              provenance.as_of),
      provenance);
}

}  // namespace

std::optional<Error> refusal(const Api& api) {
  const std::string name = std::string(api.id) + " (" + std::string(api.name.en) + ")";
  if (api.kind == catalog::ApiKind::realtime)
    return Error(Errc::invalid_argument,
                 name + " is a realtime stream over a WebSocket, which a call of an API cannot open.",
                 "Ask search_api for a REST call of the same subject, or get_stock_price for the price now.");
  if (api.mutates)
    return Error(Errc::invalid_argument,
                 name + " places, changes or cancels orders, which a call of an API never does.",
                 "Use preview_order and place_order, modify_order or cancel_order; they are off unless "
                 "orders.enabled is set.");
  if (api.category == "auth" || api.pacing == catalog::Pacing::token)
    return Error(
        Errc::invalid_argument, name + " deals in keys and tokens, which never pass through a tool.",
        "The server obtains, keeps and renews tokens by itself; get_connection_status tells their state.");
  return std::nullopt;
}

broker::SourcedReply<broker::ApiAnswer> ask_api(Services& services, mcp::CallContext& context, const Api& api,
                                                const json::object& params,
                                                std::optional<broker::Environment> environment,
                                                std::size_t max_pages) {
  if (const auto refused = refusal(api)) co_return *refused;
  const auto coded = with_codes(services, api, params);
  if (coded.has_error()) co_return coded.error();
  const auto checked = catalog::read_arguments(api, *coded);
  if (checked.has_error()) co_return checked.error();
  const auto from = base_date(api, *checked);
  if (api.pacing == catalog::Pacing::daily && from && environment != broker::Environment::paper)
    co_return co_await answer_from_calendar(services, context, api, *from);
  auto request = api_request(api, *checked, environment, max_pages);
  const auto broker = broker::parse_broker_id(api.broker).value_or(services.default_broker);
  auto answer = co_await services.gateway.call_api(broker, std::move(request), options_of(context));
  if (answer.has_error()) co_return answer;
  if (catalog::is_answer_to_unknown_symbol(api, *checked, answer->value().pages))
    co_return unknown_symbol(api, *checked);
  co_return answer;
}

}  // namespace kbroker::tools
