// get_order_book: ten levels of bids and asks.
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/instrument.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

json::array describe(const std::vector<broker::BookLevel>& levels) {
  json::array rows;
  for (const auto& level : levels)
    rows.push_back(json::object{{"price", to_json(level.price)}, {"size", level.size}});
  return rows;
}

/// What the sizes count: shares, contracts, or what KIS does not say.
std::string_view unit_of(std::string_view code) {
  switch (broker::section_of(code)) {
    case broker::Section::derivatives:
      return "계약";
    case broker::Section::bonds:
      return "";
    case broker::Section::domestic:
    case broker::Section::overseas:
      break;
  }
  return "주";
}

std::string best(const broker::OrderBook& book, const std::vector<broker::BookLevel>& levels) {
  if (levels.empty()) return "없음";
  return money(levels.front().price, book.currency) + " " + with_thousands(Decimal(levels.front().size)) +
         std::string(unit_of(book.code));
}

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto code = stock_code(services, arguments);
  if (code.has_error()) co_return failure(context, "get_order_book", code.error());
  const auto broker = broker_for(arguments, *code);
  if (broker.has_error()) co_return failure(context, "get_order_book", broker.error());
  const auto book =
      co_await services.gateway.order_book(*broker, *code, basis_of(arguments), options_of(context));
  if (book.has_error()) co_return failure(context, "get_order_book", book.error());
  const auto& value = book->value();
  const auto name = name_of(services, value.code, {});
  json::object data;
  data.emplace("stock_code", value.code);
  data.emplace("name", name);
  put(data, "price", value.price);
  data.emplace("asks", describe(value.asks));
  data.emplace("bids", describe(value.bids));
  data.emplace("total_ask", value.total_ask);
  data.emplace("total_bid", value.total_bid);
  put(data, "expected_price", value.expected_price);
  add_currency(data, value.currency);
  if (broker::section_of(value.code) == broker::Section::domestic)
    data.emplace("basis", broker::to_string(value.basis));
  data.emplace("timestamp", to_rfc3339_kst(value.time));
  if (flag(arguments, "include_raw", false)) data.emplace("raw", value.raw);
  std::string message =
      name + "(" + value.code + ") 매도 " + best(value, value.asks) + ", 매수 " + best(value, value.bids);
  co_return success(std::move(data), std::move(message), book->provenance);
}

}  // namespace

mcp::Tool make_get_order_book(Services& services) {
  mcp::Tool tool;
  tool.name = "get_order_book";
  tool.title = "호가 / Order book";
  tool.description = "Bids and asks of one instrument, the best first, with sizes (\"호가\", \"잔량\").";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {}, "required": ["stock_code"]})json");
  add_code_property(tool.input_schema);
  add_broker_property(tool.input_schema);
  add_basis_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "asks": {"type": "array", "description": "price, size"}, "bids": {"type": "array"},
    "expected_price": {"type": "number", "description": "of a running auction"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
