#include "answer.hpp"

#include <utility>

#include <boost/json/array.hpp>

#include "envelope.hpp"

namespace kbroker::tools::compat {

namespace json = boost::json;

namespace {

json::value as_rows(json::value container) {
  if (container.is_array()) return container;
  json::array rows;
  if (!container.is_null()) rows.push_back(std::move(container));
  return rows;
}

}  // namespace

mcp::ToolResult accepted(json::object data, std::string message, const broker::Provenance& provenance) {
  auto result = success(std::move(data), std::move(message), provenance);
  result.structured.as_object()["ok"] = true;
  return result;
}

mcp::ToolResult rejected(const mcp::CallContext& context, std::string_view tool, const Error& error,
                         json::object more) {
  auto result = failure(context, tool, error);
  auto& envelope = result.structured.as_object();
  const auto detail = std::move(envelope["error"].as_object());
  envelope["ok"] = false;
  envelope["error"] = error.message;
  for (const auto& member : detail) envelope[member.key()] = member.value();
  for (const auto& member : more) envelope[member.key()] = member.value();
  return result;
}

json::value rows_of(json::object containers) {
  // The fields at the top of a body are the keys of the next page where there are others.
  if (containers.size() > 1) containers.erase("body");
  if (containers.size() == 1) return as_rows(std::move(containers.begin()->value()));
  for (auto& container : containers) container.value() = as_rows(std::move(container.value()));
  return containers;
}

}  // namespace kbroker::tools::compat
