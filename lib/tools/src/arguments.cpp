// Shared arguments of the tools.
#include "arguments.hpp"

#include <boost/json/parse.hpp>

namespace kbroker::tools {

namespace json = boost::json;

json::object schema(std::string_view text) {
  auto parsed = json::parse(text).as_object();
  parsed["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  parsed["additionalProperties"] = false;
  return parsed;
}

void add_broker_property(json::object& input_schema) {
  input_schema["properties"].as_object()["broker"] =
      json::parse(R"json({"type": "string", "enum": ["kis", "kiwoom"],
    "description": "증권사 / brokerage: kis (한국투자증권) or kiwoom (키움증권). Default: the configured one", "examples": ["kis"]})json");
}

void add_basis_property(json::object& input_schema) {
  input_schema["properties"].as_object()["market"] =
      json::parse(R"json({"type": "string", "enum": ["KRX", "NXT", "combined"],
    "default": "KRX", "description": "거래소 기준 / venue the figures cover: KRX, NXT (넥스트레이드), combined", "examples": ["KRX"]})json");
}

void add_raw_property(json::object& input_schema) {
  input_schema["properties"].as_object()["include_raw"] =
      json::parse(R"json({"type": "boolean", "default": false,
    "description": "Add the broker's own fields as text under raw", "examples": [false]})json");
}

Result<std::string> stock_code(const Services& services, const json::object& arguments) {
  const auto wanted = text(arguments, "stock_code").value_or("");
  const auto master = services.master.current();
  if (const auto* known = master->find(wanted)) return known->code;
  // New listings reach the broker before they reach the master file: well-formed codes go through.
  return master->resolve(wanted, true);
}

std::optional<broker::BrokerId> broker_of(const json::object& arguments) {
  const auto name = text(arguments, "broker");
  return name ? broker::parse_broker_id(*name) : std::nullopt;
}

broker::Basis basis_of(const json::object& arguments) {
  return broker::parse_basis(text(arguments, "market").value_or("KRX")).value_or(broker::Basis::krx);
}

bool flag(const json::object& arguments, std::string_view name, bool fallback) {
  const auto* value = arguments.if_contains(name);
  return value && value->is_bool() ? value->get_bool() : fallback;
}

std::optional<std::string_view> text(const json::object& arguments, std::string_view name) {
  const auto* value = arguments.if_contains(name);
  if (!value || !value->is_string()) return std::nullopt;
  return std::string_view(value->get_string());
}

std::int64_t integer(const json::object& arguments, std::string_view name, std::int64_t fallback) {
  const auto* value = arguments.if_contains(name);
  if (!value || !value->is_number()) return fallback;
  boost::system::error_code ignored;
  const auto number = value->to_number<std::int64_t>(ignored);
  return ignored ? fallback : number;
}

broker::CallOptions options_of(const mcp::CallContext& context) {
  return broker::CallOptions(context.deadline(), context.stop());
}

std::string name_of(const Services& services, const std::string& code, const std::string& said_by_broker) {
  if (!said_by_broker.empty()) return said_by_broker;
  const auto master = services.master.current();
  const auto* symbol = master->find(code);
  return symbol ? symbol->name : code;
}

}  // namespace kbroker::tools
