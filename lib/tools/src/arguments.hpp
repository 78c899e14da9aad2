// Reading the arguments tools share: which instrument, which broker, which venue.
#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/broker/broker.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// Parses a tool's input schema and adds the properties every tool of that kind shares.
boost::json::object schema(std::string_view text);
/// "stock_code": which instrument.
void add_code_property(boost::json::object& input_schema);
/// "broker": which brokerage answers.
void add_broker_property(boost::json::object& input_schema);
/// "market": KRX, NXT or combined.
void add_basis_property(boost::json::object& input_schema);
/// "include_raw".
void add_raw_property(boost::json::object& input_schema);
/// A day of the calendar, "YYYY-MM-DD".
void add_day_property(boost::json::object& input_schema, std::string_view name,
                      std::string_view description = {});

/// `stock_code` as a short code; names in Korean and English are looked up in the master.
Result<std::string> stock_code(const Services& services, const boost::json::object& arguments);
/// The same of any text.
Result<std::string> code_of(const Services& services, std::string_view wanted);
/// Nothing when the argument is absent.
Result<std::optional<Date>> day_of(const boost::json::object& arguments, std::string_view name);

/// Days, both inclusive.
struct Period {
  std::optional<Date> from, to;
};
/// "from" and "to", with what stands for those that are absent. `invalid_argument` when it ends before it
/// begins.
Result<Period> period_of(const boost::json::object& arguments, std::optional<Date> first,
                         std::optional<Date> last);
std::optional<broker::BrokerId> broker_of(const boost::json::object& arguments);
/// The broker for this instrument: the one asked for, KIS for overseas ones, bonds and derivatives.
/// `invalid_argument` where the one asked for has no such instruments.
Result<std::optional<broker::BrokerId>> broker_for(const boost::json::object& arguments,
                                                   std::string_view code);
broker::Basis basis_of(const boost::json::object& arguments);
bool flag(const boost::json::object& arguments, std::string_view name, bool fallback);
std::optional<std::string_view> text(const boost::json::object& arguments, std::string_view name);
std::int64_t integer(const boost::json::object& arguments, std::string_view name, std::int64_t fallback);

/// The call's deadline and cancellation for the gateway.
broker::CallOptions options_of(const mcp::CallContext& context);
/// Name of an instrument from the master, or the code itself.
std::string name_of(const Services& services, const std::string& code, const std::string& said_by_broker);

}  // namespace kbroker::tools
