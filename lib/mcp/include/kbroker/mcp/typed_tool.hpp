// Tools over plain structs: what Boost.Describe knows of a struct becomes the schema, and the values are
// converted on the way in and out. docs/mcp-library.md shows it.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/describe.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>
#include <boost/mp11/algorithm.hpp>

#include "kbroker/mcp/registry.hpp"

namespace kbroker::mcp {

namespace typed {

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
using members = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
boost::json::object schema_of_struct();

/// The schema of bool, a number, std::string, a described enum, or a vector, optional or described struct of
/// such.
template <class T>
boost::json::object schema_of() {
  if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_unsigned_v<T>) {
    return {{"type", "integer"}, {"minimum", 0}};
  } else if constexpr (std::is_integral_v<T>) {
    return {{"type", "integer"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return {{"type", "number"}};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {{"type", "string"}};
  } else if constexpr (IsOptional<T>::value) {
    return schema_of<typename T::value_type>();
  } else if constexpr (IsVector<T>::value) {
    return {{"type", "array"}, {"items", schema_of<typename T::value_type>()}};
  } else if constexpr (std::is_enum_v<T>) {
    boost::json::array names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto enumerator) { names.emplace_back(enumerator.name); });
    return {{"type", "string"}, {"enum", std::move(names)}};
  } else {
    return schema_of_struct<T>();
  }
}

template <class T>
boost::json::object schema_of_struct() {
  static_assert(boost::describe::has_describe_members<T>::value,
                "describe the struct: BOOST_DESCRIBE_STRUCT");
  boost::json::object properties;
  boost::json::array required;
  boost::mp11::mp_for_each<members<T>>([&](auto member) {
    using Field = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
    properties.emplace(member.name, schema_of<Field>());
    if (!IsOptional<Field>::value) required.emplace_back(member.name);
  });
  boost::json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema.emplace("required", std::move(required));
  schema.emplace("additionalProperties", false);
  return schema;
}

/// What the author adds to a derived schema, member by member; the author is right where both say something.
boost::json::object refined(boost::json::object derived, const boost::json::object& added);
/// Without members that are null: an empty optional is not there.
boost::json::object without_nulls(const boost::json::object& object);
/// The arguments are valid and still do not fit the struct: an integer too large for its type.
ToolResult do_not_fit();

template <class Arguments, class Work>
boost::asio::awaitable<ToolResult> call(const Work& work, CallContext& context,
                                        const boost::json::object& given) {
  const auto arguments = boost::json::try_value_to<Arguments>(boost::json::value(given));
  if (!arguments) co_return do_not_fit();
  const auto answer = co_await work(context, *arguments);
  if (!answer) co_return error_result(answer.error());
  co_return ToolResult::json(without_nulls(boost::json::value_from(*answer).as_object()));
}

}  // namespace typed

/// `tool` with its schemas and its function, `work(CallContext&, const Arguments&)`, which gives
/// awaitable<Result<Answer>>; a failure becomes error_result(). Both structs are described
/// (BOOST_DESCRIBE_STRUCT); a std::optional member need not be given. What `tool` has in its schemas
/// already, such as {"properties":{"city":{"description":"…"}}}, is added to the derived ones.
template <class Arguments, class Answer, class Work>
Tool typed_tool(Tool tool, Work work) {
  tool.input_schema = typed::refined(typed::schema_of_struct<Arguments>(), tool.input_schema);
  tool.output_schema = typed::refined(typed::schema_of_struct<Answer>(), tool.output_schema);
  tool.call = [work = std::move(work)](CallContext& context, const boost::json::object& arguments) {
    return typed::call<Arguments>(work, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::mcp
