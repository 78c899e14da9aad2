// Which KIS API a request's path means.
#include "kis_directory.hpp"

namespace kbroker::sim {

KisDirectory::KisDirectory(std::shared_ptr<const catalog::ApiCatalogue> apis) : apis_(std::move(apis)) {
  for (std::size_t i = 0; i < apis_->size(); ++i) {
    if (!apis_->id(i).starts_with("kis.")) continue;
    const auto api = apis_->at(i);
    if (api.kind != catalog::ApiKind::rest) continue;
    places_.emplace(api.path, i);
    methods_.emplace(api.path, api.method);
  }
}

std::optional<catalog::Api> KisDirectory::find(std::string_view path) const {
  const auto found = places_.find(path);
  if (found == places_.end()) return std::nullopt;
  return apis_->at(found->second);
}

std::optional<catalog::Api> KisDirectory::find_stream(std::string_view tr_id, Environment environment) const {
  for (const auto place : apis_->with_transaction(tr_id)) {
    auto api = apis_->at(place);
    if (api.broker != "kis" || api.kind != catalog::ApiKind::realtime) continue;
    const auto& ids = api.transactions.front();
    if (tr_id == (environment == Environment::real ? ids.real : ids.paper)) return api;
  }
  return std::nullopt;
}

}  // namespace kbroker::sim
