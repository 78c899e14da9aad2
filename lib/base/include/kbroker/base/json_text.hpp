// JSON as compact text, with numbers the way people write them (-0.82, not -8.2E-1).
#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "kbroker/base/decimal.hpp"

namespace kbroker {

/// Appends `value` to `out`. Strings are escaped by RFC 8259; no raw newline is ever written.
void append_json(std::string& out, const boost::json::value& value);
void append_json(std::string& out, const boost::json::object& value);
/// Appends `text` as a quoted JSON string.
void append_json_string(std::string& out, std::string_view text);
/// The same without the quotes: for a string that is written in parts.
void append_json_escaped(std::string& out, std::string_view text);
std::string to_json_text(const boost::json::value& value);
std::string to_json_text(const boost::json::object& value);
/// With two blanks of indentation, for people.
std::string to_pretty_json(const boost::json::value& value);

/// A whole Decimal becomes an integer, any other a double (shortest text that reads back the same).
boost::json::value to_json(Decimal value);

}  // namespace kbroker
