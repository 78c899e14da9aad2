// All APIs of all brokers, described: the part that ships in the binary, or a newer one from a file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/base/error.hpp"
#include "kbroker/catalog/api.hpp"

namespace kbroker::catalog {

/// Immutable: any thread may use it. Kept packed; an API is unpacked when it is asked for (some
/// microseconds).
class ApiCatalogue {
 public:
  /// What was built in; checked at build time, so it cannot fail.
  static std::shared_ptr<const ApiCatalogue> embedded();
  /// A folder laid out like lib/catalog/data/apis, or one YAML file that holds such documents one after the
  /// other. It takes the place of what was built in and must pass the same checks, except for the number of
  /// APIs. `invalid_argument` names the first mistake with file and line, and how many more there are.
  static Result<std::shared_ptr<const ApiCatalogue>> load(const std::string& path);

  ~ApiCatalogue();

  std::size_t size() const noexcept;
  /// In alphabetic order of ids; index below size().
  std::string_view id(std::size_t index) const noexcept;
  Api at(std::size_t index) const;
  std::optional<std::size_t> find(std::string_view id) const noexcept;
  /// By id; unknown: `invalid_argument` with the nearest id.
  Result<Api> get(std::string_view id) const;
  /// Every API that is called with this transaction id (KIS) or api-id (Kiwoom): real, paper or one that was
  /// replaced. Case matters, because realtime types 0g and 0G differ.
  std::vector<std::size_t> with_transaction(std::string_view transaction) const;

 private:
  struct Impl;
  explicit ApiCatalogue(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbroker::catalog
