// What the parameters of an API may be. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbroker/catalog/api.hpp"

namespace kbroker::catalog {

/// "20261120" for a date, "101530" or "1015" for a time, "71250.5" for a number; any text is a text. A blank
/// value is well-formed.
bool is_well_formed(ValueType type, std::string_view value);

/// Whether a parameter may be sent with this value; whether it may be blank is not asked.
bool takes(const ApiParam& param, std::string_view value);

/// The names under which a parameter goes over the wire: its own, or "EXCD_01" to "EXCD_10" for the one that
/// the brokers' documents write as "EXCD_01 ~ 10".
std::vector<std::string> wire_names(const ApiParam& param);

/// Null when the API has no parameter of that name; any letter case.
const ApiParam* find_param(const Api& api, std::string_view name);

/// Whether this parameter only asks for a further page.
bool asks_for_page(const Api& api, const ApiParam& param);

}  // namespace kbroker::catalog
