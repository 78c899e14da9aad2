// How a parameter is spoken of in errors. Pure.
#pragma once

#include <string>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/catalog/api.hpp"

namespace kbroker::catalog {

/// "FID_INPUT_ISCD (symbol: Code of the instrument)".
std::string described(const ApiParam& param);
/// A value that the parameter takes: its own example, or something of the right form, dates being `today`.
/// Blank for a text that may be left out and of which nothing is known.
std::string example_of(const ApiParam& param, Date today);
/// What it may be: "one of D (daily bars), W (weekly bars)", "a date as 2026-11-20 or 20261120".
std::string allowed(const ApiParam& param);
/// "It is one of …; example: "D".", without an example where none is known.
std::string rule(const ApiParam& param);

}  // namespace kbroker::catalog
