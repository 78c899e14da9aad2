// What must hold for an API beyond the form of its file.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "kbroker/catalog/api.hpp"

namespace kbroker::catalog {

/// Called with what is wrong.
using Report = std::function<void(std::string what)>;

/// One API by itself: well-formed path and transaction ids, parameters that fit together, units that exist.
void check_api(const Api& api, const Report& report);

/// The texts of two APIs that were meant to differ; `report` gets the index of the later one as well.
void check_together(std::span<const Api> sorted_apis,
                    const std::function<void(std::size_t index, std::string what)>& report);

}  // namespace kbroker::catalog
