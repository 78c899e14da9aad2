// From the catalogue's description and a caller's arguments to the request the gateway sends.
#include "api_request.hpp"

namespace kbroker::tools {

namespace {

broker::ParameterSource source_of(catalog::FilledBy filled_by) {
  switch (filled_by) {
    case catalog::FilledBy::account_number:
      return broker::ParameterSource::account_number;
    case catalog::FilledBy::account_product:
      return broker::ParameterSource::account_product;
    case catalog::FilledBy::hts_id:
      return broker::ParameterSource::user_id;
    default:
      return broker::ParameterSource::caller;
  }
}

}  // namespace

broker::ApiRequest api_request(const catalog::Api& api, const catalog::ApiArguments& arguments,
                               std::optional<broker::Environment> environment, std::size_t max_pages) {
  broker::ApiRequest request;
  request.operation = api.id;
  request.method = api.method;
  request.path = api.path;
  request.transaction_real = arguments.real;
  request.transaction_paper = arguments.paper;
  for (const auto& [name, value, filled_by] : arguments.sent)
    request.parameters.push_back({name, value, source_of(filled_by)});
  request.page_parameters.assign(api.paging_params.begin(), api.paging_params.end());
  request.paged = api.paging != catalog::Paging::none;
  request.resumed = arguments.resumed;
  request.max_pages = max_pages;
  if (api.pacing == catalog::Pacing::ledger || api.pacing == catalog::Pacing::board)
    request.lane = catalog::to_string(api.pacing);
  request.account = api.account;
  request.repeatable = !api.mutates;
  request.environment = environment;
  return request;
}

}  // namespace kbroker::tools
