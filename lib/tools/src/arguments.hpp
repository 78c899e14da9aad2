// Reading the arguments tools share: which instrument, which broker, which venue.
#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/broker.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// Parses a tool's input schema and adds the properties every tool of that kind shares.
boost::json::object schema(std::string_view text);
/// "broker": which brokerage answers.
void add_broker_property(boost::json::object& input_schema);
/// "market": KRX, NXT or combined.
void add_basis_property(boost::json::object& input_schema);
/// "include_raw".
void add_raw_property(boost::json::object& input_schema);

/// `stock_code` as a short code; names in Korean and English are looked up in the master.
Result<std::string> stock_code(const Services& services, const boost::json::object& arguments);
std::optional<broker::BrokerId> broker_of(const boost::json::object& arguments);
broker::Basis basis_of(const boost::json::object& arguments);
bool flag(const boost::json::object& arguments, std::string_view name, bool fallback);
std::optional<std::string_view> text(const boost::json::object& arguments, std::string_view name);
std::int64_t integer(const boost::json::object& arguments, std::string_view name, std::int64_t fallback);

/// The call's deadline and cancellation for the gateway.
broker::CallOptions options_of(const mcp::CallContext& context);
/// Name of an instrument from the master, or the code itself.
std::string name_of(const Services& services, const std::string& code, const std::string& said_by_broker);

}  // namespace kbroker::tools
