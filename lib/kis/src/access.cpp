// Chooses the environment of a call.
#include "access.hpp"

namespace kbroker::kis {

using broker::Endpoint;
using broker::Environment;

Result<Endpoint*> Access::for_quotations(const Api& api) const {
  if (Endpoint* endpoint = endpoints.for_quotations(!api.tr_id_paper.empty())) return endpoint;
  if (endpoints.find(Environment::paper)) return not_on_paper(api);
  return endpoints.not_configured("access");
}

Result<Endpoint*> Access::for_account(const Api& api) const {
  Endpoint* endpoint = endpoints.for_accounts();
  if (!endpoint) return endpoints.not_configured("access");
  if (endpoint->account().empty())
    return Error(
        Errc::not_configured,
        "No KIS account number is configured for " + std::string(to_string(endpoint->environment())) + ".",
        "Set the first eight digits of the account (KIS_ACCT_STOCK or KIS_PAPER_STOCK).");
  if (!offers(*endpoint, api))
    return Error(Errc::not_on_paper,
                 "KIS offers " + std::string(api.operation) +
                     " only for real accounts, and the account is a "
                     "paper one.",
                 "There is no such figure for the paper account. Set kis.account_environment to real to ask "
                 "the real account.");
  return endpoint;
}

Result<Endpoint*> Access::for_derivatives_account(const Api& api) const {
  Endpoint* endpoint = endpoints.for_accounts();
  if (!endpoint) return endpoints.not_configured("access");
  if (endpoint->derivatives_account().empty())
    return Error(Errc::not_configured,
                 "No KIS account of futures and options is configured for " +
                     std::string(to_string(endpoint->environment())) + ".",
                 "Set its first eight digits (KIS_ACCT_FUTURE or KIS_PAPER_FUTURE).");
  if (!offers(*endpoint, api)) return not_on_paper(api);
  return endpoint;
}

bool offers(const Endpoint& endpoint, const Api& api) {
  return endpoint.environment() != Environment::paper || !api.tr_id_paper.empty();
}

Error not_on_paper(const Api& api) {
  return Error(Errc::not_on_paper,
               "KIS offers " + std::string(api.operation) +
                   " only on its real host, and only a paper key is configured.",
               "Add a real app key and secret (KIS_APP_KEY, KIS_APP_SECRET): quotations then go to the real "
               "host while the account stays on paper.");
}

std::string context_area(const boost::json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string(*text) : std::string();
}

}  // namespace kbroker::kis
