// Which KIS API a request's path means.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kbroker/catalog/api_catalogue.hpp"
#include "tokens.hpp"

namespace kbroker::sim {

/// The APIs of the catalogue: REST by path, realtime by TR id. Immutable: any thread may use it.
class KisDirectory {
 public:
  explicit KisDirectory(std::shared_ptr<const catalog::ApiCatalogue> apis);
  /// Nothing for a path that KIS does not have.
  std::optional<catalog::Api> find(std::string_view path) const;
  /// The realtime API with this TR id in this environment.
  std::optional<catalog::Api> find_stream(std::string_view tr_id, Environment environment) const;
  /// Method by path.
  const std::map<std::string, std::string, std::less<>>& methods() const { return methods_; }

 private:
  std::shared_ptr<const catalog::ApiCatalogue> apis_;
  std::map<std::string, std::size_t, std::less<>> places_;
  std::map<std::string, std::string, std::less<>> methods_;
};

}  // namespace kbroker::sim
