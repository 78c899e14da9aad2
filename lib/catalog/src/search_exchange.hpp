// The exchange that a sentence names, for a parameter that takes one.
#pragma once

#include <optional>
#include <string>

#include "kbroker/catalog/api.hpp"
#include "search_reading.hpp"

namespace kbroker::catalog {

/// Whether some allowed value is an exchange abroad, as KIS names them.
bool lists_exchanges_abroad(const ApiParam& param);

/// By its instrument, by its own name ("나스닥", "NXT"), or by its country when one value stands for all of
/// it.
std::optional<std::string> exchange_named(const ApiParam& param, const Reading& reading);

}  // namespace kbroker::catalog
