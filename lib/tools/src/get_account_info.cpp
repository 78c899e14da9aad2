// get_account_info: cash, value and holdings of the account.
#include "account_view.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "holding_rows.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/base/time_format.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

json::array describe(const std::vector<broker::Holding>& holdings) {
  json::array rows;
  for (const auto& holding : holdings) rows.push_back(holding_row(holding));
  return rows;
}

json::object describe(const Services& services, const AccountView& view, const json::object& arguments) {
  const auto& account = view.domestic->value();
  const bool with_holdings = flag(arguments, "include_holdings", true);
  const bool raw = flag(arguments, "include_raw", false);
  json::object data;
  data.emplace("account_no", services.mask_account ? mask(account.account_no) : account.account_no);
  data.emplace("balance", to_json(account.balance));
  data.emplace("total_value", to_json(account.total_value));
  data.emplace("profit_loss", to_json(account.profit_loss));
  put(data, "profit_loss_rate", account.profit_loss_rate);
  put(data, "cost", account.cost);
  put(data, "securities_value", account.securities_value);
  put(data, "cash_today", account.cash_today);
  put(data, "orderable_cash", account.orderable_cash);
  data.emplace("holdings_count", account.holdings.size());
  if (with_holdings) data.emplace("holdings", describe(account.holdings));
  json::array others;
  for (const auto& positions : view.others) {
    auto row = section_row(positions.value());
    if (with_holdings) row.emplace("holdings", describe(positions.value().holdings));
    if (raw) row.emplace("raw", positions.value().raw);
    others.push_back(std::move(row));
  }
  if (!others.empty()) data.emplace("others", std::move(others));
  put_failures(data, view.failures);
  data.emplace("timestamp", to_rfc3339_kst(account.time));
  if (raw) data.emplace("raw", account.raw);
  return data;
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const std::string everything;
  const auto view = co_await view_account(services, broker_of(arguments), everything, options_of(context));
  if (view.has_error()) co_return failure(context, "get_account_info", view.error());
  const auto& value = view->domestic->value();
  std::string message = "총 평가금액 " + with_thousands(value.total_value) + "원, 예수금(D+2) " +
                        with_thousands(value.balance) + "원, 평가손익 " + with_thousands(value.profit_loss) +
                        "원, 보유 " + std::to_string(value.holdings.size()) + "종목";
  for (const auto& positions : view->others) message += section_words(positions.value());
  co_return success(describe(services, *view, arguments), std::move(message), view->provenance);
}

}  // namespace

mcp::Tool make_get_account_info(Services& services) {
  mcp::Tool tool;
  tool.name = "get_account_info";
  tool.title = "계좌 잔고 / Account";
  tool.description =
      "The user's account: cash, total value, unrealised profit or loss, holdings (\"내 계좌\", \"잔고\"); "
      "overseas shares, bonds, derivatives in others. `environment` paper: not real money.";
  tool.toolset = "account";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "include_holdings": {"type": "boolean", "default": true, "examples": [true]}}})json");
  add_broker_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "account_no": {"type": "string"}, "balance": {"type": "number", "description": "won in cash after settlement, D+2"},
    "total_value": {"type": "number", "description": "won, domestic"},
    "profit_loss": {"type": "number"}, "holdings": {"type": "array"},
    "others": {"type": "array", "description": "by section: value (won), currencies"}},
    "required": ["account_no", "balance", "total_value", "profit_loss", "timestamp"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
