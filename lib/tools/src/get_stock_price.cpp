// get_stock_price: the price of one instrument now.
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/instrument.hpp"
#include "kbroker/broker/market_hours.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

std::string sentence(const std::string& name, const broker::Quote& quote) {
  return name + "(" + quote.code + ") " + money(quote.price, quote.currency) + ", 전일 대비 " +
         (quote.change > Decimal() ? "+" : "") + money(quote.change, quote.currency) + " (" +
         with_sign(quote.change_rate) + "%)";
}

/// Whether the price can still change today. KRX's after-hours trading does not move its closing price.
bool is_final(const broker::Quote& quote) {
  const bool trading_day = broker::judge_day(date_kst(quote.time), std::nullopt).open;
  const auto session = broker::session_at(quote.basis, quote.time, trading_day);
  return !session.open || (quote.basis == broker::Basis::krx && session.phase.starts_with("after_hours"));
}

json::object describe(const std::string& name, const broker::Quote& quote, bool raw) {
  auto data = price_row(name, quote);
  put(data, "open", quote.open);
  put(data, "high", quote.high);
  put(data, "low", quote.low);
  put(data, "previous_close", quote.previous_close);
  put(data, "upper_limit", quote.upper_limit);
  put(data, "lower_limit", quote.lower_limit);
  put(data, "turnover", quote.turnover);
  put(data, "yield", quote.yield);
  put(data, "open_interest", quote.open_interest);
  if (quote.delay) data.emplace("delay_minutes", quote.delay->count());
  if (broker::section_of(quote.code) == broker::Section::domestic) {
    data.emplace("basis", broker::to_string(quote.basis));
    data.emplace("final", is_final(quote));
  }
  data.emplace("timestamp", to_rfc3339_kst(quote.time));
  if (raw) data.emplace("raw", quote.raw);
  return data;
}

mcp::ToolResult present(const Services& services, const broker::Sourced<broker::Quote>& quote,
                        const json::object& arguments) {
  const auto describe_all = [&](bool raw) {
    const auto name = name_of(services, quote.value().code, quote.value().name);
    return std::pair(describe(name, quote.value(), raw), sentence(name, quote.value()));
  };
  if (!flag(arguments, "include_raw", false))
    return success_written_once(quote, [&] { return describe_all(false); });
  auto [data, message] = describe_all(true);
  return success(std::move(data), std::move(message), quote.provenance);
}

/// Failures are left to call(), which knows the request they belong to.
std::optional<mcp::ToolResult> call_now(const Services& services, const json::object& arguments) {
  const auto code = stock_code(services, arguments);
  if (code.has_error()) return std::nullopt;
  const auto broker = broker_for(arguments, *code);
  if (broker.has_error()) return std::nullopt;
  const auto quote = services.gateway.cached_quote(*broker, *code, basis_of(arguments));
  if (!quote || quote->has_error()) return std::nullopt;
  return present(services, **quote, arguments);
}

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto code = stock_code(services, arguments);
  if (code.has_error()) co_return failure(context, "get_stock_price", code.error());
  const auto broker = broker_for(arguments, *code);
  if (broker.has_error()) co_return failure(context, "get_stock_price", broker.error());
  const auto quote =
      co_await services.gateway.quote(*broker, *code, basis_of(arguments), options_of(context));
  if (quote.has_error()) co_return failure(context, "get_stock_price", quote.error());
  co_return present(services, *quote, arguments);
}

}  // namespace

mcp::Tool make_get_stock_price(Services& services) {
  mcp::Tool tool;
  tool.name = "get_stock_price";
  tool.title = "현재가 / Stock price";
  tool.description =
      "Current price of one instrument (\"삼성전자 지금 얼마\"): Korean code or name; KIS only: AAPL, "
      "NYSE:KO, "
      "7203.T, 0700.HK, ELW, bonds (KR…), futures, options. Past: get_stock_history. `source` sample, "
      "simulated: not real.";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {}, "required": ["stock_code"]})json");
  add_code_property(tool.input_schema);
  add_broker_property(tool.input_schema);
  add_basis_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "price": {"type": "number", "description": "won, or currency"}, "change": {"type": "number"},
    "change_rate": {"type": "number", "description": "percent"}, "volume": {"type": "integer", "description": "shares today"},
    "turnover": {"type": "number"}, "final": {"type": "boolean", "description": "false while it can still change"}},
    "required": ["stock_code", "price", "change", "change_rate", "volume", "timestamp"]})json"));
  tool.call_now = [&services](const json::object& arguments) { return call_now(services, arguments); };
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
