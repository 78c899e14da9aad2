// The result envelope of design section 4: what every tool answers with.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/broker/provenance.hpp"
#include "kbroker/mcp/content.hpp"

namespace kbroker::tools {

/// {"success":true,"data":…,"message":…,"source":…,"broker":…,"environment":…,"as_of":…[,"age_ms"][,"note"]}.
/// The note also goes into `data`, where readers of the learning guide's format look for it.
mcp::ToolResult success(boost::json::object data, std::string message, const broker::Provenance& provenance);

/// The output schema of a tool whose `data` has this schema.
boost::json::object envelope_schema(boost::json::object data_schema);

/// Provenance of what the daemon knows by itself (clock, own state).
broker::Provenance own_provenance(broker::BrokerId broker, bool demo, WallTime now);

}  // namespace kbroker::tools
