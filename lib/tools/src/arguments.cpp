// Shared arguments of the tools.
#include "arguments.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

#include "index_names.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/broker/instrument.hpp"
#include "kbroker/broker/overseas.hpp"
#include "kbroker/catalog/foreign_instruments.hpp"
#include "overseas_listing.hpp"

namespace kbroker::tools {

namespace json = boost::json;

json::object schema(std::string_view text) {
  auto parsed = json::parse(text).as_object();
  parsed["additionalProperties"] = false;
  return parsed;
}

// Every tool repeats these in the list that clients load, so they say no more than a reader needs.

void add_code_property(json::object& input_schema) {
  input_schema["properties"].as_object()["stock_code"] =
      json::parse(R"json({"type": "string", "minLength": 1, "maxLength": 60,
    "description": "종목코드·종목명 / code or name", "examples": ["005930", "삼성전자"]})json");
}

void add_broker_property(json::object& input_schema) {
  input_schema["properties"].as_object()["broker"] =
      json::parse(R"json({"type": "string", "enum": ["kis", "kiwoom"], "examples": ["kis"]})json");
}

void add_basis_property(json::object& input_schema) {
  input_schema["properties"].as_object()["market"] =
      json::parse(R"json({"type": "string", "enum": ["KRX", "NXT", "combined"],
    "default": "KRX", "examples": ["KRX"]})json");
}

void add_raw_property(json::object& input_schema) {
  input_schema["properties"].as_object()["include_raw"] =
      json::parse(R"json({"type": "boolean", "examples": [false]})json");
}

void add_day_property(json::object& input_schema, std::string_view name, std::string_view description) {
  auto day =
      json::parse(R"json({"type": "string", "maxLength": 10, "examples": ["2026-11-20"]})json").as_object();
  if (!description.empty()) day["description"] = description;
  input_schema["properties"].as_object()[name] = std::move(day);
}

Result<std::string> stock_code(const Services& services, const json::object& arguments) {
  return code_of(services, text(arguments, "stock_code").value_or(""));
}

namespace {

/// Whether it could be a ticker of the United States.
bool is_ticker(std::string_view wanted) {
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  return !wanted.empty() && wanted.size() <= 5 && std::ranges::all_of(wanted, is_letter);
}

bool is_name_of_korean(const catalog::SymbolMaster& master, std::string_view wanted) {
  const auto matches = master.search(wanted, 1);
  return !matches.empty() && matches.front().why != "typo";
}

/// By name among overseas shares, bonds, ELW, futures and options. Sectors and indices have no price tool.
std::optional<std::string> other_code(const Services& services, std::string_view wanted) {
  std::optional<std::string> found;
  for (const auto& others : services.master.others()) {
    auto code = others->resolve(wanted, false);
    if (code.has_error() || broker::kind_of_code(*code) == broker::InstrumentKind::share) continue;
    if (found && *found != *code) return std::nullopt;  // two of them: which is meant is not ours to say
    found = std::move(*code);
  }
  return found;
}

/// The share that people mean by a name several have: of Berkshire's two classes the one of our own list.
std::optional<std::string> well_known_code(std::string_view wanted) {
  const auto foreign = catalog::find_foreign(wanted);
  if (!foreign) return std::nullopt;
  const auto code =
      broker::parse_overseas(std::string(foreign->exchange) + ":" + std::string(foreign->symbol));
  return code ? std::optional(code->text()) : std::nullopt;
}

/// With its exchange when the master files list one such share in the United States.
std::string listed_code(const Services& services, const broker::OverseasCode& code, std::string_view wanted) {
  if (code.exchange) return code.text();
  const auto others = services.master.others();
  const auto listed = listed_overseas(others, wanted);
  return listed.size() == 1 ? listed.front()->code : code.text();
}

}  // namespace

Result<std::string> code_of(const Services& services, std::string_view wanted) {
  wanted = trim(wanted);
  if (wanted.ends_with(".KS") || wanted.ends_with(".KQ")) wanted.remove_suffix(3);
  const auto master = services.master.current();
  if (const auto* known = master->find(wanted)) return known->code;
  if (const auto overseas = broker::parse_overseas(wanted)) return listed_code(services, *overseas, wanted);
  if (auto upper = to_upper(wanted); broker::kind_of_code(upper) != broker::InstrumentKind::share)
    return upper;
  if (is_index(wanted))
    return Error(Errc::invalid_argument, std::string(wanted) + " is an index, not an instrument.",
                 "Ask get_market_index for " + index_code(wanted) + ".");
  const bool ticker = is_ticker(wanted);
  if (ticker && !is_name_of_korean(*master, wanted)) return "US:" + std::string(wanted);
  // New listings reach the broker before they reach the master file: well-formed codes go through.
  auto code = master->resolve(wanted, true);
  if (code.has_error() && !is_name_of_korean(*master, wanted)) {
    if (auto other = other_code(services, wanted)) return std::move(*other);
    if (auto known = well_known_code(wanted)) return std::move(*known);
  }
  if (code.has_error() && ticker) {
    auto error = code.error();
    error.hint += " A share of the United States: US:" + std::string(wanted) + ".";
    return error;
  }
  return code;
}

Result<std::optional<Date>> day_of(const json::object& arguments, std::string_view name) {
  const auto given = text(arguments, name);
  if (!given) return std::optional<Date>();
  const auto date = parse_date(*given);
  if (!date)
    return Error(Errc::invalid_argument,
                 std::string(name) + " \"" + std::string(*given) + "\" is not a day of the calendar",
                 "Use YYYY-MM-DD, for example 2026-11-20.");
  return date;
}

Result<Period> period_of(const json::object& arguments, std::optional<Date> first, std::optional<Date> last) {
  const auto from = day_of(arguments, "from");
  if (from.has_error()) return from.error();
  const auto to = day_of(arguments, "to");
  if (to.has_error()) return to.error();
  Period period;
  period.to = *to ? *to : last;
  period.from = *from ? *from : first;
  // A last day alone must not end before the day that is the default of the first.
  if (!*from && period.from && period.to && *period.from > *period.to) period.from = period.to;
  if (period.from && period.to && *period.from > *period.to)
    return Error(Errc::invalid_argument,
                 "from " + to_iso(*period.from) + " is later than to " + to_iso(*period.to),
                 "Swap the two dates.");
  return period;
}

std::optional<broker::BrokerId> broker_of(const json::object& arguments) {
  const auto name = text(arguments, "broker");
  return name ? broker::parse_broker_id(*name) : std::nullopt;
}

Result<std::optional<broker::BrokerId>> broker_for(const json::object& arguments, std::string_view code) {
  const auto asked = broker_of(arguments);
  const auto kind = broker::kind_of_code(code);
  if (kind == broker::InstrumentKind::share || kind == broker::InstrumentKind::elw) return asked;
  if (asked && *asked != broker::BrokerId::kis)
    return Error(Errc::invalid_argument,
                 "Kiwoom is not asked about overseas stocks, bonds and derivatives here.",
                 "Leave broker out, or set it to kis.");
  return std::optional(broker::BrokerId::kis);
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
  // Overseas prices come with the symbol alone.
  const bool is_symbol = broker::is_overseas(code) && code.ends_with(":" + said_by_broker);
  if (!said_by_broker.empty() && !is_symbol) return said_by_broker;
  const auto master = services.master.current();
  if (const auto* symbol = master->find(code)) return symbol->name;
  for (const auto& others : services.master.others())
    if (const auto* symbol = others->find(code)) return symbol->name;
  return said_by_broker.empty() ? code : said_by_broker;
}

}  // namespace kbroker::tools
