// get_holdings: what the account holds, with cost, value and profit of each.
#include <algorithm>

#include "account_view.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "holding_rows.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/overseas.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

std::vector<broker::Holding> sorted(std::vector<broker::Holding> holdings, std::string_view by) {
  const auto key = [&](const broker::Holding& holding) {
    return by == "profit_loss" ? holding.profit_loss
           : by == "rate"      ? holding.profit_loss_rate
                               : holding.value;
  };
  // Amounts of different currencies do not compare.
  std::ranges::sort(holdings, [&](const broker::Holding& a, const broker::Holding& b) {
    if (a.currency != b.currency) return a.currency < b.currency;
    return std::pair(key(a), std::string_view(a.code)) > std::pair(key(b), std::string_view(b.code));
  });
  return holdings;
}

/// The rows of a result and what its message says of the first of them.
struct Rows {
  json::array array;
  std::string words;

  void add(const std::vector<broker::Holding>& holdings, std::string_view by, const std::string& only,
           broker::Section section) {
    for (const auto& holding : sorted(holdings, by)) {
      if (!broker::is_meant(holding.code, only)) continue;
      if (array.size() < 3) {
        words += ", " + holding.name + " " + with_thousands(holding.quantity) + "주";
        if (holding.profit_loss_rate) words += " (" + with_sign(*holding.profit_loss_rate) + "%)";
      }
      auto row = holding_row(holding);
      if (section != broker::Section::domestic) row.emplace("section", broker::to_string(section));
      array.push_back(std::move(row));
    }
  }
};

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  std::string only;
  if (arguments.contains("stock_code")) {
    auto code = stock_code(services, arguments);
    if (code.has_error()) co_return failure(context, "get_holdings", code.error());
    only = std::move(*code);
  }
  const auto broker = broker_for(arguments, only);
  if (broker.has_error()) co_return failure(context, "get_holdings", broker.error());
  const auto view = co_await view_account(services, *broker, only, options_of(context));
  if (view.has_error()) co_return failure(context, "get_holdings", view.error());
  const auto by = text(arguments, "sort").value_or("value");
  Rows rows;
  if (view->domestic) rows.add(view->domestic->value().holdings, by, only, broker::Section::domestic);
  json::array others;
  for (const auto& positions : view->others) {
    rows.add(positions.value().holdings, by, only, positions.value().section);
    others.push_back(section_row(positions.value()));
  }
  auto message = "보유 " + std::to_string(rows.array.size()) + "종목" + rows.words;
  json::object data;
  data.emplace("count", rows.array.size());
  data.emplace("holdings", std::move(rows.array));
  if (view->domestic) {
    const auto& value = view->domestic->value();
    put(data, "cost", value.cost);
    put(data, "value", value.securities_value);
    data.emplace("profit_loss", to_json(value.profit_loss));
    put(data, "profit_loss_rate", value.profit_loss_rate);
  }
  if (!others.empty()) data.emplace("others", std::move(others));
  put_failures(data, view->failures);
  data.emplace("timestamp", to_rfc3339_kst(view->provenance.as_of));
  co_return success(std::move(data), std::move(message), view->provenance);
}

}  // namespace

mcp::Tool make_get_holdings(Services& services) {
  mcp::Tool tool;
  tool.name = "get_holdings";
  tool.title = "보유 종목 / Holdings";
  tool.description =
      "What the user holds, at home and overseas: quantity, cost, value, profit of each (\"내 보유 종목\"). "
      "Cash: get_account_info.";
  tool.toolset = "account";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "sort": {"type": "string", "enum": ["value", "profit_loss", "rate"], "default": "value", "examples": ["rate"]}}})json");
  add_code_property(tool.input_schema);
  add_broker_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "holdings": {"type": "array", "description": "stock_code, name, quantity, sellable, average_cost, price, value, profit_loss (won, or currency), …_rate (%)"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
