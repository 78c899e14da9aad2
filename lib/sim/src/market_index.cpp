// The indices of the simulated exchange.
#include "market_index.hpp"

#include "trading_calendar.hpp"

namespace kbroker::sim {

namespace {

double worth(const Instrument& instrument, std::int64_t price) {
  return static_cast<double>(instrument.listed_shares) * static_cast<double>(price);
}

}  // namespace

std::optional<MarketIndex> MarketIndex::find(std::string_view code) {
  using catalog::Market;
  if (code == "0001") return MarketIndex("종합", Market::kospi, 3'900);
  if (code == "1001") return MarketIndex("KOSDAQ", Market::kosdaq, 880);
  if (code == "2001") return MarketIndex("KOSPI200", Market::kospi, 540);
  if (code == "2007") return MarketIndex("KOSPI100", Market::kospi, 3'950);
  if (code == "2008") return MarketIndex("KOSPI50", Market::kospi, 3'700);
  if (code == "4001") return MarketIndex("KRX100", Market::kospi, 8'100);
  return std::nullopt;
}

bool MarketIndex::holds(const Instrument& instrument) const {
  return instrument.symbol->market == market_ && !instrument.fund;
}

template <class DayOf>
IndexDay MarketIndex::sum(const Exchange& exchange, Date date, DayOf day_of) const {
  IndexDay index;
  index.date = date;
  double anchor = 0, open = 0, high = 0, low = 0, close = 0, before = 0;
  for (const auto& instrument : exchange.listed()) {
    if (!holds(instrument)) continue;
    const TradingDay session = exchange.day(instrument, date);
    const Candle candle = day_of(session);
    anchor += worth(instrument, instrument.anchor_price);
    open += worth(instrument, candle.open);
    high += worth(instrument, candle.high);
    low += worth(instrument, candle.low);
    close += worth(instrument, candle.close);
    before += worth(instrument, session.base_price());
    index.volume += candle.volume;
    index.value += candle.value;
    const auto change = candle.close - session.base_price();
    ++(change > 0 ? index.advancing : change < 0 ? index.declining : index.unchanged);
  }
  const auto points = [&](double value) {
    const double hundredths = anchor == 0 ? 0 : static_cast<double>(level_) * 100 * value / anchor;
    return Decimal(static_cast<std::int64_t>(hundredths), 2);
  };
  index.open = points(open);
  index.high = points(high);
  index.low = points(low);
  index.close = points(close);
  index.previous_close = points(before);
  return index;
}

IndexDay MarketIndex::now(const Exchange& exchange, WallTime now) const {
  const Date date = session_day(now);
  const int second = seconds_into(date, now);
  return sum(exchange, date, [second](const TradingDay& session) { return session.candle_at(second); });
}

IndexDay MarketIndex::on(const Exchange& exchange, Date date) const {
  return sum(exchange, date, [](const TradingDay& session) { return session.candle(); });
}

}  // namespace kbroker::sim
