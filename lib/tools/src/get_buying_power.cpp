// get_buying_power: how much the account can buy.
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "kbroker/base/time_format.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  broker::BuyingPowerRequest request;
  if (arguments.contains("stock_code")) {
    auto code = stock_code(services, arguments);
    if (code.has_error()) co_return failure(context, "get_buying_power", code.error());
    request.code = std::move(*code);
  }
  if (arguments.contains("price")) request.price = Decimal::parse(to_json_text(arguments.at("price")));
  if (request.price && request.code.empty())
    co_return failure(context, "get_buying_power",
                      Error(Errc::invalid_argument, "A price without a stock_code says nothing.",
                            "Give the instrument too, for example stock_code=005930."));
  const auto broker = broker_for(arguments, request.code);
  if (broker.has_error()) co_return failure(context, "get_buying_power", broker.error());
  const auto power = co_await services.gateway.buying_power(*broker, request, options_of(context));
  if (power.has_error()) co_return failure(context, "get_buying_power", power.error());
  const auto& value = power->value();
  json::object data;
  data.emplace("cash", to_json(value.cash));
  add_currency(data, value.currency);
  std::string message = "주문 가능 현금 " + money(value.cash, value.currency);
  if (!value.code.empty()) {
    const auto name = name_of(services, value.code, {});
    data.emplace("stock_code", value.code);
    data.emplace("name", name);
    put(data, "quantity", value.quantity);
    put(data, "amount", value.amount);
    put(data, "price", value.price);
    put(data, "max_quantity", value.max_quantity);
    put(data, "max_amount", value.max_amount);
    if (value.quantity)
      message += ", " + name + " 최대 " + with_thousands(*value.quantity) + "주 (미수 없이" +
                 (value.price ? ", " + money(*value.price, value.currency) + " 기준)" : ")");
  }
  data.emplace("timestamp", to_rfc3339_kst(value.time));
  if (flag(arguments, "include_raw", false)) data.emplace("raw", value.raw);
  co_return success(std::move(data), std::move(message), power->provenance);
}

}  // namespace

mcp::Tool make_get_buying_power(Services& services) {
  mcp::Tool tool;
  tool.name = "get_buying_power";
  tool.title = "매수 여력 / Buying power";
  tool.description =
      "Cash for orders, and how many shares it buys without credit (\"몇 주 살 수 있어\"). Without a price: "
      "at the market.";
  tool.toolset = "account";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "price": {"type": "number", "exclusiveMinimum": 0, "description": "limit", "examples": [97000]}}})json");
  add_code_property(tool.input_schema);
  add_broker_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "cash": {"type": "number", "description": "won, or currency"}, "quantity": {"type": "number"},
    "price": {"type": "number", "description": "behind the quantity"}, "max_quantity": {"type": "number", "description": "with credit"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
