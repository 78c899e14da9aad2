// Everything KIS can answer goes through envelope, token and decoders without a crash.
#include <cstdint>

#include "../../lib/kis/src/chart_wire.hpp"
#include "../../lib/kis/src/errors.hpp"
#include "../../lib/kis/src/protocol.hpp"
#include "../../lib/kis/src/wire.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kbroker;
  using broker::Basis;
  using broker::Interval;
  static const WallTime now{std::chrono::seconds{1'795'000'000}};
  net::http::ClientResponse response;
  response.body.assign(reinterpret_cast<const char*>(data), size);
  for (const unsigned status : {200U, 403U, 500U}) {
    response.status = status;
    static_cast<void>(kis::protocol().read_token(response, now));
    const auto body = kis::read_envelope(response, "fuzz");
    if (body.has_error()) continue;
    static_cast<void>(kis::decode_quote(*body, "005930", Basis::krx, now));
    auto info = kis::decode_stock_info(*body, "005930", now);
    if (info.has_value()) {
      static_cast<void>(kis::add_price_facts(*info, *body));
      kis::add_chart_facts(*info, *body);
    }
    for (const auto interval : {Interval::day, Interval::week, Interval::month, Interval::year})
      static_cast<void>(kis::decode_period_page(*body, interval, Basis::combined, now));
    static_cast<void>(kis::decode_minute_page(*body, now));
    broker::Account account;
    kis::add_holdings(account, *body);
    kis::add_holdings(account, *body);
    static_cast<void>(kis::read_totals(account, *body));
    static_cast<void>(kis::decode_calendar(*body, date_kst(now)));
  }
  return 0;
}
