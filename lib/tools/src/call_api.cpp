// call_api: any REST API of the catalogue that reads.
#include <boost/algorithm/string/replace.hpp>

#include "answer_budget.hpp"
#include "api_request.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/catalog/api_answer.hpp"
#include "kbroker/catalog/api_values.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;
using catalog::Api;
using catalog::ApiArguments;
using Stop = broker::ApiAnswer::Stop;

namespace {

/// Of the JSON text of what the broker said; about ten thousand tokens at most.
constexpr std::size_t answer_bytes = 24'000;
constexpr std::int64_t usual_pages = 3;

/// The id as it is, without its broker, or the transaction id.
Result<Api> find_api(const catalog::ApiCatalogue& apis, std::string_view id) {
  if (auto exact = apis.get(id); exact.has_value()) return exact;
  if (const auto place = apis.find("kis." + std::string(id))) return apis.at(*place);
  if (const auto places = apis.with_transaction(id); places.size() == 1) return apis.at(places.front());
  auto unknown = apis.get(id).error();
  if (unknown.hint.empty()) unknown.hint = "search_api finds the id for a question in plain words.";
  return unknown;
}

std::optional<Error> refuse(const Api& api) {
  const std::string name = std::string(api.id) + " (" + std::string(api.name.en) + ")";
  if (api.kind == catalog::ApiKind::realtime)
    return Error(Errc::invalid_argument,
                 name + " is a realtime stream over a WebSocket, which call_api cannot call.",
                 "Ask search_api for a REST call of the same subject, or get_stock_price for the price now.");
  if (api.mutates)
    return Error(Errc::invalid_argument,
                 name + " places, changes or cancels orders, which call_api never does.",
                 "Use preview_order and place_order, modify_order or cancel_order; they are off unless "
                 "orders.enabled is set.");
  if (api.category == "auth" || api.pacing == catalog::Pacing::token)
    return Error(
        Errc::invalid_argument, name + " deals in keys and tokens, which never pass through a tool.",
        "The server obtains, keeps and renews tokens by itself; get_connection_status tells their state.");
  return std::nullopt;
}

bool looks_like_code(std::string_view text) {
  return text.size() <= 12 && std::ranges::all_of(text, [](unsigned char c) { return c < 128 && c != ' '; });
}

/// Names of domestic instruments become their codes.
Result<json::object> with_codes(const Services& services, const Api& api, json::object params) {
  const auto domestic =
      api.category.starts_with("domestic_stock") || api.category == "etfetn" || api.broker != "kis";
  if (!domestic) return params;
  for (const auto& param : api.params) {
    if (!param.plain_name.starts_with("symbol")) continue;
    for (auto& member : params) {
      const auto* value = member.value().if_string();
      const bool meant = iequals(member.key(), param.name) || iequals(member.key(), param.plain_name) ||
                         iequals(member.key(), param.sample_name);
      if (!meant || !value || looks_like_code(*value)) continue;
      const auto code = services.master.current()->resolve(*value, true);
      if (code.has_error()) return code.error();
      member.value() = *code;
    }
  }
  return params;
}

std::optional<broker::Environment> environment_of(const json::object& arguments) {
  const auto name = text(arguments, "environment");
  if (!name) return std::nullopt;
  return *name == "paper" ? broker::Environment::paper : broker::Environment::real;
}

std::string how_to_go_on(const broker::ApiAnswer& answer) {
  switch (answer.stop) {
    case Stop::page_limit:
      return answer.rest.empty() ? "There are more pages; call again with a higher max_pages."
                                 : "There are more pages; call again with a higher max_pages, or with "
                                   "paging.rest added to params.";
    case Stop::time:
      return "The time for one call was nearly over; call again with paging.rest added to params.";
    case Stop::repeated:
      return "The broker gave the same page again; what it has is here.";
    case Stop::failed:
      return "A later page failed (" + answer.failure->message +
             "); call again with paging.rest added to params.";
    case Stop::complete:
      break;
  }
  return {};
}

std::string_view name_of(Stop stop) {
  switch (stop) {
    case Stop::page_limit:
      return "max_pages";
    case Stop::time:
      return "time";
    case Stop::repeated:
      return "repeated";
    case Stop::failed:
      return "failed";
    case Stop::complete:
      break;
  }
  return "complete";
}

json::object describe_paging(const broker::ApiAnswer& answer) {
  json::object paging{{"pages", answer.pages.size()}, {"stopped", name_of(answer.stop)}};
  if (const auto how = how_to_go_on(answer); !how.empty()) paging["how"] = how;
  if (!answer.rest.empty()) {
    json::object rest;
    for (const auto& [name, value] : answer.rest) rest[name] = value;
    paging["rest"] = std::move(rest);
  }
  return paging;
}

json::array describe_cuts(const std::vector<Cut>& cuts) {
  json::array list;
  for (const auto& cut : cuts) {
    json::object one{{"container", cut.container}, {"from", cut.from}, {"shown", cut.shown}, {"of", cut.of}};
    const auto next = cut.from + cut.shown;
    if (next < cut.of)
      one["how"] = "Cut to keep the answer small: call again with offset " + std::to_string(next) +
                   ", or name the fields you need in fields.";
    list.push_back(std::move(one));
  }
  return list;
}

/// Each page as the broker sent it.
json::array raw_pages(const broker::ApiAnswer& answer, std::size_t offset, json::array& cuts) {
  json::array pages;
  for (const auto& page : answer.pages) {
    json::object copy = page;
    for (auto& cut : describe_cuts(fit(copy, answer_bytes / answer.pages.size(), offset)))
      cuts.push_back(cut);
    pages.push_back(std::move(copy));
  }
  return pages;
}

std::vector<std::string> fields_of(const json::object& arguments) {
  std::vector<std::string> names;
  if (const auto* list = arguments.if_contains("fields"); list && list->is_array())
    for (const auto& each : list->get_array()) names.emplace_back(each.as_string());
  return names;
}

void mask_account(json::value& value, const std::string& account, const std::string& masked) {
  if (auto* text = value.if_string(); text && text->find(account) != json::string::npos) {
    *text = boost::replace_all_copy(std::string(*text), account, masked);
  } else if (auto* object = value.if_object()) {
    for (auto& member : *object) mask_account(member.value(), account, masked);
  } else if (auto* array = value.if_array()) {
    for (auto& each : *array) mask_account(each, account, masked);
  }
}

json::object describe(const Services& services, const Api& api, const broker::ApiAnswer& answer,
                      const json::object& arguments) {
  json::object data{{"id", api.id}, {"name", api.name.en}, {"name_ko", api.name.ko}};
  const auto offset = static_cast<std::size_t>(integer(arguments, "offset", 0));
  json::array cuts;
  if (flag(arguments, "raw", false)) {
    data["raw"] = raw_pages(answer, offset, cuts);
  } else {
    auto typed = catalog::typed_answer(api, answer.pages);
    if (const auto names = fields_of(arguments); !names.empty()) keep_fields(typed, names);
    if (const auto language = text(arguments, "labels"))
      data["labels"] = catalog::labels(
          api, typed, *language == "ko" ? catalog::LabelLanguage::ko : catalog::LabelLanguage::en);
    cuts = describe_cuts(fit(typed, answer_bytes, offset));
    data["result"] = std::move(typed);
  }
  data["paging"] = describe_paging(answer);
  if (!cuts.empty()) data["cut"] = std::move(cuts);
  if (services.mask_account && !answer.account.empty()) {
    json::value masked(std::move(data));
    mask_account(masked, answer.account, mask(answer.account));
    data = std::move(masked.get_object());
  }
  return data;
}

std::size_t rows_in(const json::object& data) {
  std::size_t rows = 0;
  if (const auto* result = data.if_contains("result"))
    for (const auto& member : result->get_object())
      if (const auto* list = member.value().if_array()) rows += list->size();
  return rows;
}

std::string sentence(const Api& api, const broker::ApiAnswer& answer, const json::object& data) {
  std::string message = std::string(api.name.ko) + " / " + std::string(api.name.en);
  if (const auto rows = rows_in(data)) message += ", " + std::to_string(rows) + " rows";
  if (answer.pages.size() > 1) message += " of " + std::to_string(answer.pages.size()) + " pages";
  if (data.contains("cut")) message += ", cut (see data.cut)";
  if (answer.stop != Stop::complete) message += ", not all (see data.paging)";
  return message;
}

Error unknown_symbol(const Api& api, const ApiArguments& arguments) {
  std::string code;
  for (const auto& param : api.params)
    if (param.plain_name == "symbol")
      for (const auto& sent : arguments.sent)
        if (sent.name == param.name) code = sent.value;
  return Error(Errc::unknown_symbol,
               std::string(api.id) + " has nothing but zeros and blanks for " + shorten(code, 40) +
                   ", as for a code that does not exist.",
               "Check the code and the market, or look it up with search_stocks.");
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto fail = [&](const Error& error) { return failure(context, "call_api", error); };
  const auto api = find_api(*services.apis, text(arguments, "id").value_or(""));
  if (api.has_error()) co_return fail(api.error());
  if (const auto refused = refuse(*api)) co_return fail(*refused);
  const auto* given = arguments.if_contains("params");
  const auto params = with_codes(services, *api, given ? given->get_object() : json::object());
  if (params.has_error()) co_return fail(params.error());
  const auto checked = catalog::read_arguments(*api, *params);
  if (checked.has_error()) co_return fail(checked.error());
  const auto pages = static_cast<std::size_t>(integer(arguments, "max_pages", usual_pages));
  auto request = api_request(*api, *checked, environment_of(arguments), pages);
  const auto broker = broker::parse_broker_id(api->broker).value_or(services.default_broker);
  auto answer = co_await services.gateway.call_api(broker, std::move(request), options_of(context));
  if (answer.has_error()) co_return fail(answer.error());
  const auto& value = answer->value();
  if (catalog::is_answer_to_unknown_symbol(*api, *checked, value.pages))
    co_return fail(unknown_symbol(*api, *checked));
  auto data = describe(services, *api, value, arguments);
  auto message = sentence(*api, value, data);
  co_return success(std::move(data), std::move(message), answer->provenance);
}

}  // namespace

mcp::Tool make_call_api(Services& services) {
  mcp::Tool tool;
  tool.name = "call_api";
  tool.title = "API 호출 / Call any API";
  tool.description =
      "Call any REST API of KIS or Kiwoom that reads, by its catalogue id (from search_api): typed rows, "
      "pages "
      "followed. The server fills account, TR id and HTS id. Parameter names: official, Python sample or "
      "plain "
      "English. Use when no other tool answers the question. Never places orders. Errors name what a "
      "parameter "
      "may be.";
  tool.toolset = "api";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "id": {"type": "string", "minLength": 1, "maxLength": 120, "description": "Catalogue id, or TR id", "examples": ["kis.domestic_stock.inquire_price"]},
    "params": {"type": "object", "description": "Parameters of that API by name", "examples": [{"market": "J", "symbol": "005930"}]},
    "environment": {"type": "string", "enum": ["real", "paper"], "description": "Default: decided per API", "examples": ["real"]},
    "max_pages": {"type": "integer", "minimum": 1, "maximum": 20, "default": 3, "examples": [3]},
    "labels": {"type": "string", "enum": ["ko", "en"], "description": "Add what the fields mean", "examples": ["ko"]},
    "fields": {"type": "array", "items": {"type": "string"}, "maxItems": 100, "description": "Only these fields", "examples": [["stck_prpr"]]},
    "offset": {"type": "integer", "minimum": 0, "default": 0, "description": "Rows to skip in lists", "examples": [0]},
    "raw": {"type": "boolean", "default": false, "description": "The broker's own text instead", "examples": [false]}},
    "required": ["id"]})json");
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "id": {"type": "string"}, "name": {"type": "string"}, "name_ko": {"type": "string"},
    "result": {"type": "object", "description": "By container: an object, or a list of rows"},
    "raw": {"type": "array", "items": {"type": "object"}},
    "labels": {"type": "object"},
    "paging": {"type": "object", "properties": {"pages": {"type": "integer"},
      "stopped": {"type": "string", "enum": ["complete", "max_pages", "time", "repeated", "failed"]},
      "how": {"type": "string"}, "rest": {"type": "object"}}, "required": ["pages", "stopped"]},
    "cut": {"type": "array", "items": {"type": "object"}}, "note": {"type": "string"}},
    "required": ["id", "paging"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
