// get_stock_prices: prices of many instruments in one call.
#include <algorithm>

#include <boost/asio/experimental/awaitable_operators.hpp>

#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/instrument.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

/// What is known of one of the instruments that were asked for, in their order.
struct Place {
  std::string wanted;
  std::string code;  ///< empty when no instrument is meant
  std::optional<broker::Quote> quote;
  std::optional<broker::Provenance> provenance;
  std::optional<Error> failure;
};

/// Later ones are to be trusted less.
int distrust(const broker::Provenance& provenance) {
  using broker::Source;
  switch (provenance.source) {
    case Source::live:
      return 0;
    case Source::cache:
      return 1;
    case Source::simulated:
      return 2;
    case Source::stale:
      return 3;
    case Source::sample:
      break;
  }
  return 4;
}

std::vector<Place> places_of(const Services& services, const json::object& arguments) {
  std::vector<Place> places;
  for (const auto& item : arguments.at("stock_codes").as_array()) {
    Place place;
    place.wanted = item.as_string();
    const auto code = code_of(services, place.wanted);
    if (code.has_error())
      place.failure = code.error();
    else if (std::ranges::find(places, *code, &Place::code) != places.end())
      continue;
    else
      place.code = *code;
    places.push_back(std::move(place));
  }
  return places;
}

Place* place_of(std::vector<Place>& places, std::string_view code) {
  const auto found = std::ranges::find(places, code, &Place::code);
  return found == places.end() ? nullptr : &*found;
}

/// Asks for all Korean shares and funds at once. Those the broker only tells one by one (KIS on paper) stay
/// open.
asio::awaitable<void> ask_at_once(const Services& services, const json::object& arguments,
                                  std::vector<Place>& places, broker::CallOptions options) {
  std::vector<std::string> codes;
  for (const auto& place : places)
    if (!place.code.empty() && broker::kind_of_code(place.code) == broker::InstrumentKind::share)
      codes.push_back(place.code);
  if (codes.empty()) co_return;
  const auto list =
      co_await services.gateway.quotes(broker_of(arguments), codes, basis_of(arguments), std::move(options));
  if (list.has_error()) {
    if (list.error().code == Errc::not_on_paper) co_return;
    for (const auto& code : codes) place_of(places, code)->failure = list.error();
    co_return;
  }
  for (const auto& quote : list->value().quotes)
    if (auto* place = place_of(places, quote.code)) {
      place->quote = quote;
      place->provenance = list->provenance;
    }
  for (const auto& code : list->value().unknown)
    if (auto* place = place_of(places, code))
      place->failure = Error(Errc::unknown_symbol, "No instrument has the code " + code + ".",
                             "Look it up with search_stocks.");
}

/// Takes one place after the other until none is left; several of these share `next`.
asio::awaitable<void> ask_one_by_one(const Services& services, const json::object& arguments,
                                     std::vector<Place>& places, std::size_t& next,
                                     broker::CallOptions options) {
  while (next < places.size()) {
    auto& place = places[next++];
    if (place.code.empty() || place.quote || place.failure) continue;
    const auto broker = broker_for(arguments, place.code);
    if (broker.has_error()) {
      place.failure = broker.error();
      continue;
    }
    auto quote = co_await services.gateway.quote(*broker, place.code, basis_of(arguments), options);
    if (quote.has_error()) {
      place.failure = quote.error();
      continue;
    }
    place.quote = quote->value();
    place.provenance = quote->provenance;
  }
}

asio::awaitable<void> ask_several(const Services& services, const json::object& arguments,
                                  std::vector<Place>& places, const broker::CallOptions& options) {
  using namespace asio::experimental::awaitable_operators;
  std::size_t next = 0;
  const auto worker = [&] { return ask_one_by_one(services, arguments, places, next, options); };
  co_await (worker() && worker() && worker() && worker());
}

json::object failed_row(const Place& place) {
  json::object row;
  row.emplace("stock_code", place.code.empty() ? place.wanted : place.code);
  row.emplace("code", to_string(place.failure->code));
  row.emplace("message", place.failure->message);
  if (!place.failure->hint.empty()) row.emplace("hint", place.failure->hint);
  return row;
}

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  auto places = places_of(services, arguments);
  co_await ask_at_once(services, arguments, places, options_of(context));
  co_await ask_several(services, arguments, places, options_of(context));

  std::optional<broker::Provenance> provenance;
  for (const auto& place : places)
    if (place.provenance && (!provenance || distrust(*place.provenance) > distrust(*provenance)))
      provenance = place.provenance;
  if (!provenance) co_return failure(context, "get_stock_prices", *places.front().failure);

  json::array prices, failures;
  std::string message;
  for (const auto& place : places) {
    if (place.failure) {
      failures.push_back(failed_row(place));
      continue;
    }
    const auto name = name_of(services, place.quote->code, place.quote->name);
    auto row = price_row(name, *place.quote);
    if (place.provenance->source != provenance->source)
      row.emplace("source", broker::to_string(place.provenance->source));
    if (prices.size() < 3)
      message += (prices.empty() ? "" : ", ") + name + " " + money(place.quote->price, place.quote->currency);
    prices.push_back(std::move(row));
  }
  if (prices.size() > 3) message += " 외 " + std::to_string(prices.size() - 3) + "종목";
  if (!failures.empty()) message += " (실패 " + std::to_string(failures.size()) + "종목)";
  json::object data;
  data.emplace("count", prices.size());
  data.emplace("prices", std::move(prices));
  data.emplace("failures", std::move(failures));
  data.emplace("basis", broker::to_string(basis_of(arguments)));
  data.emplace("timestamp", to_rfc3339_kst(provenance->as_of));
  co_return success(std::move(data), std::move(message), *provenance);
}

}  // namespace

mcp::Tool make_get_stock_prices(Services& services) {
  mcp::Tool tool;
  tool.name = "get_stock_prices";
  tool.title = "여러 종목 현재가 / Prices";
  tool.description = "Current prices of up to 50 instruments at once, instead of repeating get_stock_price.";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "stock_codes": {"type": "array", "minItems": 1, "maxItems": 50, "items": {"type": "string", "maxLength": 60},
      "examples": [["005930", "AAPL"]]}},
    "required": ["stock_codes"]})json");
  add_broker_property(tool.input_schema);
  add_basis_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "prices": {"type": "array", "description": "stock_code, name, price (won or currency), change, change_rate (%), volume"},
    "failures": {"type": "array"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
