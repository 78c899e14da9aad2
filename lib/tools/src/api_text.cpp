#include "api_text.hpp"

#include <string>
#include <string_view>

#include <boost/json/array.hpp>

namespace kbroker::tools {

namespace json = boost::json;

namespace {

std::string both(const catalog::Text& text) {
  return std::string(text.ko) + " / " + std::string(text.en);
}

void put(json::object& object, std::string_view key, std::string_view value) {
  if (!value.empty()) object.emplace(key, value);
}

json::array transactions(const catalog::Api& api) {
  json::array out;
  for (const auto& transaction : api.transactions) {
    json::object entry;
    json::object when;
    for (const auto& condition : transaction.when) {
      json::array values;
      for (const auto value : condition.values) values.emplace_back(value);
      when.emplace(condition.param, std::move(values));
    }
    if (!when.empty()) entry.emplace("when", std::move(when));
    entry.emplace("real", transaction.real);
    put(entry, "paper", transaction.paper);
    out.push_back(std::move(entry));
  }
  return out;
}

json::object parameter(const catalog::ApiParam& param) {
  json::object out;
  out.emplace("name", param.name);
  put(out, "also_called", param.plain_name);
  out.emplace("meaning", both(param.meaning));
  if (param.type != catalog::ValueType::text) out.emplace("type", to_string(param.type));
  if (param.filled_by != catalog::FilledBy::caller)
    out.emplace("filled_by", to_string(param.filled_by));
  else if (!param.fixed.empty())
    out.emplace("always", param.fixed);
  else
    out.emplace("required", param.required && param.standard.empty());
  if (param.blank_ok) out.emplace("may_be_empty", true);
  if (param.selector) out.emplace("only_chooses_transaction", true);
  put(out, "default", param.standard);
  put(out, "example", param.example);
  if (!param.values.empty()) {
    json::object allowed;
    for (const auto& value : param.values) allowed.emplace(value.value, both(value.meaning));
    out.emplace(param.open ? "common_values" : "allowed", std::move(allowed));
  }
  return out;
}

json::object field(const catalog::ApiField& field) {
  json::object out;
  out.emplace("name", field.name);
  out.emplace("meaning", both(field.meaning));
  if (field.type != catalog::ValueType::text) out.emplace("type", to_string(field.type));
  put(out, "unit", field.unit);
  return out;
}

json::object container(const catalog::ApiContainer& container, bool fields) {
  json::object out;
  out.emplace("name", container.name);
  out.emplace("shape", to_string(container.shape));
  if (!container.meaning.ko.empty()) out.emplace("meaning", both(container.meaning));
  if (container.encrypted) out.emplace("encrypted", true);
  if (fields) {
    json::array all;
    for (const auto& one : container.fields) all.push_back(field(one));
    out.emplace("fields", std::move(all));
  } else {
    json::object all;
    for (const auto& one : container.fields) all.emplace(one.name, one.meaning.en);
    out.emplace("fields", std::move(all));
  }
  return out;
}

}  // namespace

json::object api_description(const catalog::Api& api, bool fields) {
  json::object out;
  out.emplace("id", api.id);
  out.emplace("name", both(api.name));
  out.emplace("answers", both(api.question));
  out.emplace("broker", api.broker);
  out.emplace("kind", to_string(api.kind));
  out.emplace("method", api.method);
  put(out, "path", api.path);
  out.emplace("transaction_ids", transactions(api));
  out.emplace("paper", to_string(api.paper));
  out.emplace("account", api.account);
  out.emplace("places_orders", api.mutates);
  out.emplace("pacing", to_string(api.pacing));
  json::object paging{{"style", to_string(api.paging)}};
  if (!api.paging_params.empty()) {
    json::array params;
    for (const auto param : api.paging_params) params.emplace_back(param);
    paging.emplace("params", std::move(params));
  }
  if (api.most_rows > 0) paging.emplace("rows", api.most_rows);
  out.emplace("paging", std::move(paging));
  json::array params, response, traps;
  for (const auto& param : api.params) params.push_back(parameter(param));
  for (const auto& one : api.response) response.push_back(container(one, fields));
  for (const auto& note : api.notes) traps.emplace_back(both(note));
  out.emplace("params", std::move(params));
  out.emplace("response", std::move(response));
  out.emplace("traps", std::move(traps));
  return out;
}

}  // namespace kbroker::tools
