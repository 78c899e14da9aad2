// Keeps an answer small enough to be read.
#include "answer_budget.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::tools {

namespace json = boost::json;

namespace {

struct List {
  std::string name;
  json::array* rows;
  std::size_t of, bytes;
};

std::size_t rows_that_fit(const json::array& rows, std::size_t bytes) {
  std::size_t used = 0, count = 0;
  for (const auto& row : rows) {
    used += to_json_text(row).size() + 1;
    if (used > bytes) break;
    ++count;
  }
  return count;
}

void keep_fields(json::value& row, const std::vector<std::string>& names) {
  auto* object = row.if_object();
  if (!object) return;
  json::object kept;
  for (const auto& member : *object)
    if (std::ranges::any_of(names, [&](const std::string& name) { return iequals(name, member.key()); }))
      kept.emplace(member.key(), member.value());
  *object = std::move(kept);
}

}  // namespace

std::vector<Cut> fit(json::object& containers, std::size_t bytes, std::size_t offset) {
  std::vector<List> lists;
  std::size_t objects = 0;
  for (auto& member : containers) {
    auto* rows = member.value().if_array();
    if (!rows) {
      objects += to_json_text(member.value()).size();
      continue;
    }
    const auto of = rows->size();
    rows->erase(rows->begin(), rows->begin() + static_cast<std::ptrdiff_t>(std::min(offset, of)));
    lists.push_back({std::string(member.key()), rows, of, to_json_text(member.value()).size()});
  }
  std::ranges::sort(lists, {}, &List::bytes);
  std::size_t room = bytes - std::min(bytes, objects);
  std::vector<Cut> cuts;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    auto& list = lists[i];
    const auto share = room / (lists.size() - i);
    std::size_t shown = list.rows->size();
    if (list.bytes > share) shown = std::min(shown, std::max<std::size_t>(rows_that_fit(*list.rows, share), 1));
    list.rows->resize(shown);
    room -= std::min(room, std::min(list.bytes, share));
    if (shown < list.of) cuts.push_back({list.name, std::min(offset, list.of), shown, list.of});
  }
  return cuts;
}

void keep_fields(json::object& containers, const std::vector<std::string>& names) {
  for (auto& member : containers) {
    keep_fields(member.value(), names);
    if (auto* rows = member.value().if_array())
      for (auto& row : *rows) keep_fields(row, names);
  }
}

}  // namespace kbroker::tools
