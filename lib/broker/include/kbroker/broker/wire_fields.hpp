// Reading the brokers' JSON bodies, where every leaf is a string that may be missing, blank or padded. Pure.
//
// KIS and Kiwoom send "128500", "-0.39", "+0.65", " 0.00", "0000000001", "20,190", "--23722054" and "" alike,
// leave keys out, spell containers in either case ("Output1") and switch between object, array, empty string
// and null for the same container. Nothing here fails on that: what cannot be read is absent.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/base/decimal.hpp"

namespace kbroker::broker::wire {

/// The body as an object; nothing for malformed JSON, another type, or nesting beyond 32 levels.
/// Invalid UTF-8 is refused as well.
std::optional<boost::json::object> parse_object(std::string_view body);

/// The member of that name: exact spelling first, then any letter case. Null when absent.
const boost::json::value* find(const boost::json::object& object, std::string_view name);

/// The field's text, trimmed; numbers and booleans as JSON writes them. Empty when missing, null or a
/// container.
std::string text(const boost::json::object& row, std::string_view name);
/// The first of these fields that is not blank.
std::string first_text(const boost::json::object& row, std::initializer_list<std::string_view> names);

/// Blank, missing or malformed: nothing. A doubled sign ("--23722054") counts once.
std::optional<Decimal> decimal(const boost::json::object& row, std::string_view name);
/// `decimal`, or 0.
Decimal decimal_or_zero(const boost::json::object& row, std::string_view name);
/// Nothing for zero, which brokers send for "not known" in prices and ratios.
std::optional<Decimal> non_zero(std::optional<Decimal> value);
/// Without its sign: Kiwoom's prices carry a direction mark there ("-97200" is 97,200 won, down).
std::optional<Decimal> magnitude(const boost::json::object& row, std::string_view name);
/// Towards zero when the field has a fraction ("10.00000000").
std::optional<std::int64_t> integer(const boost::json::object& row, std::string_view name);
/// `integer`, or 0.
std::int64_t integer_or_zero(const boost::json::object& row, std::string_view name);
/// "20261120" or "2026-11-20"; "00000000" and other days that do not exist: nothing.
std::optional<Date> date(const boost::json::object& row, std::string_view name);
/// One field with date and time in Korea: "20261120101530" or "2026-11-20 10:15:30".
std::optional<WallTime> timestamp(const boost::json::object& row, std::string_view name);
/// Two fields, "20261120" and "101530"; a blank time is midnight.
std::optional<WallTime> timestamp(const boost::json::object& row, std::string_view date_name,
                                  std::string_view time_name);
/// "Y" or "N" (also "1", "0", "true", "false", any case); anything else: nothing.
std::optional<bool> flag(const boost::json::object& row, std::string_view name);

/// The rows of a container: an object is one row, an array its objects, anything else none.
/// The pointers live as long as `body`.
std::vector<const boost::json::object*> rows(const boost::json::object& body, std::string_view name);
/// The container as one row: the object, or the first of an array. Null when there is none.
const boost::json::object* first_row(const boost::json::object& body, std::string_view name);

}  // namespace kbroker::broker::wire
