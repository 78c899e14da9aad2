// How results list what an account holds.
#include "holding_rows.hpp"

#include "kbroker/base/json_text.hpp"

namespace kbroker::tools {

boost::json::object holding_row(const broker::Holding& holding) {
  boost::json::object row;
  row.emplace("stock_code", holding.code);
  row.emplace("name", holding.name);
  row.emplace("quantity", to_json(holding.quantity));
  row.emplace("sellable", to_json(holding.sellable));
  row.emplace("average_cost", to_json(holding.average_cost));
  row.emplace("price", to_json(holding.price));
  row.emplace("cost", to_json(holding.cost));
  row.emplace("value", to_json(holding.value));
  row.emplace("profit_loss", to_json(holding.profit_loss));
  row.emplace("profit_loss_rate", to_json(holding.profit_loss_rate));
  return row;
}

}  // namespace kbroker::tools
