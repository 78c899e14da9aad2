#include "kbroker/mcp/typed_tool.hpp"

namespace kbroker::mcp::typed {

namespace json = boost::json;

namespace {

json::value without_nulls(const json::value& value) {
  if (const auto* object = value.if_object()) return typed::without_nulls(*object);
  const auto* list = value.if_array();
  if (!list) return value;
  json::array kept;
  for (const auto& each : *list) kept.push_back(without_nulls(each));
  return kept;
}

}  // namespace

json::object refined(json::object derived, const json::object& added) {
  for (const auto& member : added) {
    auto& mine = derived[member.key()];
    const auto* more = member.value().if_object();
    if (mine.is_object() && more)
      mine = refined(std::move(mine.get_object()), *more);
    else
      mine = member.value();
  }
  return derived;
}

json::object without_nulls(const json::object& object) {
  json::object kept;
  for (const auto& member : object)
    if (!member.value().is_null()) kept.emplace(member.key(), without_nulls(member.value()));
  return kept;
}

ToolResult do_not_fit() {
  return error_result(Error(Errc::invalid_argument, "A number in the arguments is too large for this tool.",
                            "Call again with a smaller one."));
}

}  // namespace kbroker::mcp::typed
