// What the loader saw of the credentials, without their values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/config/inspection.hpp"
#include "key.hpp"

namespace kbroker::config {

/// Told of each source's values, weakest first. Keys other than those of credentials are ignored.
class SeenValues {
 public:
  /// A placeholder does not hide what a weaker source filled in. `length`: of a good value.
  void add(const Given& given, ValueState state, std::size_t length = 0);
  std::vector<SeenCredentials> credentials() const;

 private:
  SeenValue find(std::string_view section, std::string_view name) const;

  std::map<std::string, SeenValue> values_;
};

}  // namespace kbroker::config
