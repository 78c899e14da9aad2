// Decodes the figures that quotations share.
#include "quote_wire.hpp"

#include "errors.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "wire_values.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;

Result<broker::Quote> decode_quote_row(const boost::json::object* row, const QuoteNames& names,
                                       const std::string& code, WallTime now) {
  if (!row || !wire::find(*row, names.price)) return errors().damaged("for " + code, "the price");
  const auto price = wire::non_zero(wire::decimal(*row, names.price));
  if (!price) return errors().unknown_symbol(code);
  const auto sign = wire::text(*row, "prdy_vrss_sign");
  broker::Quote quote;
  quote.code = code;
  quote.name = wire::text(*row, "hts_kor_isnm");
  quote.price = *price;
  quote.change = signed_by_code(wire::decimal_or_zero(*row, names.change), sign);
  quote.change_rate = signed_by_code(wire::decimal_or_zero(*row, names.change_rate), sign);
  quote.open = wire::non_zero(wire::decimal(*row, names.open));
  quote.high = wire::non_zero(wire::decimal(*row, names.high));
  quote.low = wire::non_zero(wire::decimal(*row, names.low));
  quote.previous_close = wire::non_zero(wire::decimal(*row, names.previous_close));
  quote.volume = wire::integer_or_zero(*row, "acml_vol");
  quote.time = now;
  quote.raw = *row;
  return quote;
}

}  // namespace kbroker::kis
