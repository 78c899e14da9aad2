// Kiwoom: indices (ka20001), investors (ka10059, ka10051) and rankings (ka10030, ka10032, ka10027).
#include <algorithm>

#include "investors.hpp"
#include "kiwoom_market.hpp"
#include "market_index.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t ranking_rows = 30, investor_days = 20;
/// Second of the day from which the investors of a session are known.
constexpr int investors_known = (15 * 60 + 40) * 60;

struct Ranked {
  const Instrument* instrument = nullptr;
  Quote quote;

  double change_rate() const { return static_cast<double>(quote.change()) / static_cast<double>(quote.base); }
};

bool on_board(const Instrument& instrument, std::string_view board) {
  if (board == "001") return instrument.symbol->market == catalog::Market::kospi;
  if (board == "101") return instrument.symbol->market == catalog::Market::kosdaq;
  return true;
}

/// The listed instruments of the board, the largest `figure` first, as rows of `list`.
template <class Figure, class Row>
KiwoomAnswer ranking(const KiwoomRequest& request, std::string_view list, Figure figure, Row row) {
  std::vector<Ranked> all;
  for (const auto& instrument : request.world.exchange.listed())
    if (on_board(instrument, request.parameter("mrkt_tp")))
      all.push_back({&instrument, request.world.exchange.quote(instrument, request.now)});
  std::ranges::sort(all, std::ranges::greater{}, [&figure](const Ranked& entry) {
    return std::pair(figure(entry), std::string_view(entry.instrument->symbol->code));
  });
  if (all.size() > ranking_rows) all.resize(ranking_rows);
  json::array rows;
  for (const auto& entry : all) {
    const auto& quote = entry.quote;
    json::object made{
        {"stk_cd", entry.instrument->symbol->code},
        {"stk_nm", entry.instrument->symbol->name},
        {"cur_prc", marked(quote.price(), quote.base)},
        {"pred_pre_sig", direction(quote.price(), quote.base, quote.band.lower, quote.band.upper)},
        {"pred_pre", signed_text(quote.change())},
        {"flu_rt", signed_text(percent(quote.change(), quote.base), 2)}};
    row(made, entry, rows.size() + 1);
    rows.push_back(std::move(made));
  }
  KiwoomAnswer answer;
  answer.body[list] = std::move(rows);
  return answer;
}

/// "001" is "0001" of the sectors.
std::string sector_of(std::string_view digits) {
  return digits.size() == 3 ? std::string(digits.substr(0, 1)) + "0" + std::string(digits.substr(1)) : "";
}

std::string points(Decimal value, Decimal base) {
  return (value > base ? "+" : value < base ? "-" : "") + fixed(value, 2);
}

/// Shares, or millions of won.
std::string amount(std::int64_t shares, std::int64_t price, bool value) {
  return signed_text(value ? shares * price / 1'000'000 : shares);
}

}  // namespace

KiwoomAnswer kiwoom_index(const KiwoomRequest& request) {
  const auto index = MarketIndex::find(sector_of(request.parameter("inds_cd")));
  if (!index) return kiwoom_bad_value("inds_cd");
  const auto day = index->now(request.world.exchange, request.now);
  const auto change = day.close - day.previous_close;
  KiwoomAnswer answer;
  answer.body = {
      {"cur_prc", points(day.close, day.previous_close)},
      {"pred_pre_sig", change.is_zero()     ? "3"
                       : change > Decimal() ? "2"
                                            : "5"},
      {"pred_pre", signed_text(change, 2)},
      {"flu_rt", signed_text(percent(change.rounded(2).units(), day.previous_close.rounded(2).units()), 2)},
      {"trde_qty", std::to_string(day.volume / 1'000)},
      {"trde_prica", std::to_string(day.value / 1'000'000)},
      {"open_pric", points(day.open, day.previous_close)},
      {"high_pric", points(day.high, day.previous_close)},
      {"low_pric", points(day.low, day.previous_close)},
      {"upl", "0"},
      {"rising", std::to_string(day.advancing)},
      {"stdns", std::to_string(day.unchanged)},
      {"fall", std::to_string(day.declining)},
      {"lst", "0"},
      {"inds_cur_prc_tm", json::array()}};
  return answer;
}

KiwoomAnswer kiwoom_investors(const KiwoomRequest& request) {
  const auto found = request.world.exchange.find(request.parameter("stk_cd"));
  if (!found) return kiwoom_refusal(2, "입력 값 오류입니다", "1902", "종목 정보가 없습니다");
  const bool value = request.parameter("amt_qty_tp") == "1";
  Date date = session_day(request.now);
  if (seconds_into(date, request.now) < investors_known) date = previous_trading_day(date);
  json::array rows;
  for (std::size_t i = 0; i < investor_days; ++i, date = previous_trading_day(date)) {
    const auto candle = request.world.exchange.day(*found, date).candle();
    const auto net = net_purchases(*found, candle);
    rows.push_back({{"dt", to_yyyymmdd(date)},
                    {"cur_prc", std::to_string(candle.close)},
                    {"acc_trde_qty", std::to_string(candle.volume)},
                    {"acc_trde_prica", std::to_string(candle.value / 1'000'000)},
                    {"ind_invsr", amount(net.individual, candle.close, value)},
                    {"frgnr_invsr", amount(net.foreign, candle.close, value)},
                    {"orgn", amount(net.institution, candle.close, value)}});
  }
  KiwoomAnswer answer;
  answer.body["stk_invsr_orgn"] = std::move(rows);
  return answer;
}

KiwoomAnswer kiwoom_sector_investors(const KiwoomRequest& request) {
  const bool kosdaq = request.parameter("mrkt_tp") == "1";
  const auto index = MarketIndex::find(kosdaq ? "1001" : "0001");
  const bool value = request.parameter("amt_qty_tp") == "0";
  Date date = session_day(request.now);
  if (seconds_into(date, request.now) < investors_known) date = previous_trading_day(date);
  std::int64_t individual = 0, foreign = 0, institution = 0;
  for (const auto& instrument : request.world.exchange.listed()) {
    if (!index->holds(instrument)) continue;
    const auto candle = request.world.exchange.day(instrument, date).candle();
    const auto net = net_purchases(instrument, candle);
    const auto worth = [&](std::int64_t shares) {
      return value ? shares * candle.close / 1'000'000 : shares / 1'000;
    };
    individual += worth(net.individual);
    foreign += worth(net.foreign);
    institution += worth(net.institution);
  }
  KiwoomAnswer answer;
  answer.body["inds_netprps"] = json::array{{{"inds_cd", kosdaq ? "101_AL" : "001_AL"},
                                             {"inds_nm", kosdaq ? "종합(KOSDAQ)" : "종합(KOSPI)"},
                                             {"ind_netprps", signed_text(individual)},
                                             {"frgnr_netprps", signed_text(foreign)},
                                             {"orgn_netprps", signed_text(institution)}}};
  return answer;
}

KiwoomAnswer kiwoom_volume_rank(const KiwoomRequest& request) {
  return ranking(
      request, "tdy_trde_qty_upper", [](const Ranked& entry) { return entry.quote.today.volume; },
      [](json::object& row, const Ranked& entry, std::size_t) {
        row["trde_qty"] = std::to_string(entry.quote.today.volume);
        row["trde_amt"] = std::to_string(entry.quote.today.value / 1'000'000);
      });
}

KiwoomAnswer kiwoom_turnover_rank(const KiwoomRequest& request) {
  return ranking(
      request, "trde_prica_upper", [](const Ranked& entry) { return entry.quote.today.value; },
      [](json::object& row, const Ranked& entry, std::size_t rank) {
        row["now_rank"] = std::to_string(rank);
        row["now_trde_qty"] = std::to_string(entry.quote.today.volume);
        row["trde_prica"] = std::to_string(entry.quote.today.value / 1'000'000);
      });
}

KiwoomAnswer kiwoom_change_rank(const KiwoomRequest& request) {
  const bool down = request.parameter("sort_tp") == "3";
  return ranking(
      request, "pred_pre_flu_rt_upper",
      [down](const Ranked& entry) { return down ? -entry.change_rate() : entry.change_rate(); },
      [](json::object& row, const Ranked& entry, std::size_t) {
        row["now_trde_qty"] = std::to_string(entry.quote.today.volume);
      });
}

}  // namespace kbroker::sim
