// From what a caller says to what goes over the wire: names, types, allowed values, the transaction id. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/catalog/api.hpp"

namespace kbroker::catalog {

/// One parameter as it is sent. Those that the server fills (account, HTS id) are blank unless the caller
/// gave them.
struct ApiArgument {
  std::string name, value;
  FilledBy filled_by = FilledBy::caller;
};

struct ApiArguments {
  std::vector<ApiArgument> sent;  ///< in the order of the catalogue
  /// Views into the API; both empty for the few APIs that have none.
  std::string_view real, paper;
  /// The caller gave the keys of a later page.
  bool resumed = false;
};

/// The parameter a caller means, in any letter case: by the broker's name, that of the official Python
/// samples or the plain English one ("symbol", "from"); "EXCD_01" belongs to "EXCD_01 ~ 10". Null for no
/// parameter.
const ApiParam* param_called(const Api& api, std::string_view name);

/// Names are those that param_called() takes. Values may be JSON strings, numbers or booleans; dates and
/// times may have their usual separators, and an allowed value may be given by its meaning ("day" for D).
/// Missing ones get their default; optional ones go blank, as in the official samples.
///
/// `invalid_argument` names every parameter that is wrong, what it may be and an example; an unknown name
/// gets the nearest known one.
Result<ApiArguments> read_arguments(const Api& api, const boost::json::object& given);

/// Arguments that an API accepts: its examples, or something of the right form, with dates up to `today`.
boost::json::object example_arguments(const Api& api, Date today);

}  // namespace kbroker::catalog
