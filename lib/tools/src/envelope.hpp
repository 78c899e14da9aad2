// The result envelope of design section 4: what every tool answers with.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/object.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/broker/provenance.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "kbroker/mcp/content.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// {"success":true,"data":…,"message":…,"source":…,"broker":…,"environment":…,"as_of":…[,"age_ms"][,"note"]}.
/// The note also goes into `data`, where readers of the learning guide's format look for it.
mcp::ToolResult success(boost::json::object data, std::string message, const broker::Provenance& provenance);

/// An envelope without its age, kept beside the value it describes.
struct WrittenAnswer {
  WrittenAnswer(boost::json::object data, std::string message, const broker::Provenance& provenance);
  bool fits(const broker::Provenance& provenance) const;

  broker::Source source;
  std::string note;
  mcp::WrittenObject object;
};

/// `,"age_ms":12`, or nothing for a value without an age.
std::string age_member(const broker::Provenance& provenance);

/// success() for a value that the cache hands out again and again: it is described and written once.
/// `describe` gives {data, message}; they must follow from the value alone.
template <class T, class Describe>
mcp::ToolResult success_written_once(const broker::Sourced<T>& answer, Describe describe) {
  auto written = answer.kept->companion.template get<WrittenAnswer>();
  if (!written || !written->fits(answer.provenance)) {
    auto [data, message] = describe();
    written = std::make_shared<const WrittenAnswer>(std::move(data), std::move(message), answer.provenance);
    answer.kept->companion.set(written);
  }
  const auto* object = &written->object;
  return mcp::ToolResult::rewritten({std::move(written), object}, age_member(answer.provenance));
}

/// The envelope of an error, which also goes to the log under the request it belongs to.
mcp::ToolResult failure(const mcp::CallContext& context, std::string_view tool, const Error& error);

/// The output schema of a tool whose `data` has this schema.
boost::json::object envelope_schema(boost::json::object data_schema);

/// Provenance of what the daemon knows by itself (clock, own state), told for the broker asked about, or the
/// default one, and the environment its quotations come from.
broker::Provenance own_provenance(const Services& services, std::optional<broker::BrokerId> asked,
                                  WallTime now);

/// Provenance of what the list of listed instruments says.
broker::Provenance master_provenance(const Services& services, std::optional<broker::BrokerId> asked);

}  // namespace kbroker::tools
