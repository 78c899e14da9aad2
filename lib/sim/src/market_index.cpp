// The indices of the simulated exchange.
#include "market_index.hpp"

#include <array>

#include "sectors.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {

namespace {

double worth(const Instrument& instrument, std::int64_t price) {
  return static_cast<double>(instrument.listed_shares) * static_cast<double>(price);
}

struct Sector {
  std::string_view code, name;
  catalog::Market market;
  std::int64_t level;
};
/// Those with shares in the shipped master.
constexpr auto sectors = std::to_array<Sector>({
    {"0005", "음식료·담배", catalog::Market::kospi, 4'600},
    {"0008", "화학", catalog::Market::kospi, 4'900},
    {"0009", "제약", catalog::Market::kospi, 17'900},
    {"0011", "금속", catalog::Market::kospi, 6'100},
    {"0012", "기계·장비", catalog::Market::kospi, 2'900},
    {"0013", "전기·전자", catalog::Market::kospi, 48'700},
    {"0015", "운송장비·부품", catalog::Market::kospi, 4'300},
    {"0016", "유통", catalog::Market::kospi, 560},
    {"0017", "전기·가스", catalog::Market::kospi, 1'300},
    {"0018", "건설", catalog::Market::kospi, 120},
    {"0019", "운송·창고", catalog::Market::kospi, 1'700},
    {"0020", "통신", catalog::Market::kospi, 540},
    {"0021", "금융", catalog::Market::kospi, 760},
    {"0024", "증권", catalog::Market::kospi, 4'600},
    {"0025", "보험", catalog::Market::kospi, 30'400},
    {"1024", "제약", catalog::Market::kosdaq, 13'600},
    {"1028", "전기·전자", catalog::Market::kosdaq, 3'700},
});

}  // namespace

std::optional<MarketIndex> MarketIndex::find(std::string_view code) {
  using catalog::Market;
  if (code == "0001") return MarketIndex("종합", Market::kospi, 3'900);
  if (code == "1001") return MarketIndex("KOSDAQ", Market::kosdaq, 880);
  if (code == "2001") return MarketIndex("KOSPI200", Market::kospi, 540);
  if (code == "2007") return MarketIndex("KOSPI100", Market::kospi, 3'950);
  if (code == "2008") return MarketIndex("KOSPI50", Market::kospi, 3'700);
  if (code == "4001") return MarketIndex("KRX100", Market::kospi, 8'100);
  // Everything that the shipped master lists is large.
  if (code == "0002") return MarketIndex("대형주", Market::kospi, 3'950);
  for (const auto& sector : sectors)
    if (sector.code == code) return MarketIndex(sector.name, sector.market, sector.level, true);
  return std::nullopt;
}

bool MarketIndex::holds(const Instrument& instrument) const {
  if (instrument.symbol->market != market_ || instrument.fund) return false;
  return !sector_ || sector_of(*instrument.symbol) == name_;
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
