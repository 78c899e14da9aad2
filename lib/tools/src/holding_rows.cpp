// How results list what an account holds.
#include "holding_rows.hpp"

#include "fields.hpp"
#include "quote_rows.hpp"

namespace kbroker::tools {

boost::json::object holding_row(const broker::Holding& holding) {
  boost::json::object row;
  row.emplace("stock_code", holding.code);
  row.emplace("name", holding.name);
  row.emplace("quantity", to_json(holding.quantity));
  row.emplace("sellable", to_json(holding.sellable));
  row.emplace("average_cost", to_json(holding.average_cost));
  put(row, "price", holding.price);
  row.emplace("cost", to_json(holding.cost));
  put(row, "value", holding.value);
  put(row, "profit_loss", holding.profit_loss);
  put(row, "profit_loss_rate", holding.profit_loss_rate);
  add_currency(row, holding.currency);
  if (holding.is_short) row.emplace("short", true);
  return row;
}

}  // namespace kbroker::tools
