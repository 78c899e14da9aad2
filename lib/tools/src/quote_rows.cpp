// What the results of prices say alike.
#include "quote_rows.hpp"

#include "kbroker/base/json_text.hpp"

namespace kbroker::tools {

std::string money(Decimal amount, std::string_view currency) {
  if (currency.empty()) return with_thousands(amount);
  return with_thousands(amount) + (currency == "KRW" ? "원" : " " + std::string(currency));
}

void add_currency(boost::json::object& row, std::string_view currency) {
  if (!currency.empty() && currency != "KRW") row.emplace("currency", currency);
}

std::string with_sign(Decimal value) {
  return (value > Decimal() ? "+" : "") + with_thousands(value);
}

boost::json::object price_row(const std::string& name, const broker::Quote& quote) {
  boost::json::object row;
  row.reserve(20);
  row.emplace("stock_code", quote.code);
  row.emplace("name", name);
  row.emplace("price", to_json(quote.price));
  row.emplace("change", to_json(quote.change));
  row.emplace("change_rate", to_json(quote.change_rate));
  row.emplace("volume", quote.volume);
  add_currency(row, quote.currency);
  return row;
}

}  // namespace kbroker::tools
