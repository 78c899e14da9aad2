// Parameters and header fields by name, in any case.
#include "fields.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

#include "kbroker/base/codec.hpp"

namespace kbroker::sim {

std::string_view value_of(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

Fields parse_query_fields(std::string_view query) {
  Fields fields;
  for (const auto part : split(query, '&')) {
    const auto equals = std::min(part.find('='), part.size());
    const auto name = percent_decode(part.substr(0, equals), true);
    const auto value = percent_decode(part.substr(std::min(equals + 1, part.size())), true);
    if (name && value && !name->empty()) fields.insert_or_assign(*name, *value);
  }
  return fields;
}

std::optional<Fields> parse_json_fields(std::string_view body) {
  Fields fields;
  if (trim(body).empty()) return fields;
  boost::system::error_code error;
  const auto value = boost::json::parse(body, error);
  const auto* object = error ? nullptr : value.if_object();
  if (object == nullptr) return std::nullopt;
  for (const auto& member : *object)
    if (const auto* text = member.value().if_string())
      fields.insert_or_assign(std::string(member.key()), std::string(*text));
  return fields;
}

}  // namespace kbroker::sim
