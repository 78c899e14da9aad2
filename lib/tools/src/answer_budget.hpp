// Keeps an answer small enough to be read: lists are cut, and it is said where.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace kbroker::tools {

struct Cut {
  std::string container;
  std::size_t from = 0, shown = 0, of = 0;
};

/// Leaves of every list only rows from `offset` on, and of those as many as make the JSON text of `containers`
/// fit `bytes`: short lists first, the room that is left in equal parts. Objects stay whole. One row of a list
/// stays in any case. Tells which lists lack rows.
std::vector<Cut> fit(boost::json::object& containers, std::size_t bytes, std::size_t offset);

/// Leaves of every row only these fields; any letter case.
void keep_fields(boost::json::object& containers, const std::vector<std::string>& names);

}  // namespace kbroker::tools
