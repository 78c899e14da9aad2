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

}  // namespace kbroker::sim
