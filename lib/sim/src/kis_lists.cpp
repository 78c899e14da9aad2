// KIS: prices of many instruments, rankings and investors, from the same market as the core calls.
#include <algorithm>

#include "investors.hpp"
#include "kis_market.hpp"
#include "market_index.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t ranking_rows = 30, investor_days = 30, many_codes = 30;
/// Figures on the investors of a day are out this many seconds after midnight.
constexpr int investors_known = 15 * 3600 + 40 * 60;

std::string millions(std::int64_t shares, std::int64_t price) {
  return number(static_cast<std::int64_t>(static_cast<double>(shares) * static_cast<double>(price) / 1e6));
}

json::object many_prices_row(const Exchange& exchange, const Instrument& instrument, WallTime now,
                             Venue venue) {
  const auto quote = exchange.quote(instrument, now, venue);
  const auto book = exchange.order_book(instrument, now);
  json::object change;
  put_change(change, quote.price(), quote.base);
  return {{"kospi_kosdaq_cls_name", to_string(instrument.symbol->market)},
          {"mrkt_trtm_cls_name", ""},
          {"hour_cls_code", "0"},
          {"inter_shrn_iscd", instrument.symbol->code},
          {"inter_kor_isnm", instrument.symbol->name},
          {"inter2_prpr", number(quote.price())},
          {"inter2_prdy_vrss", change["prdy_vrss"]},
          {"prdy_vrss_sign", direction(quote.price(), quote.base, quote.band.lower, quote.band.upper)},
          {"prdy_ctrt", change["prdy_ctrt"]},
          {"acml_vol", number(quote.today.volume)},
          {"inter2_oprc", number(quote.today.open)},
          {"inter2_hgpr", number(quote.today.high)},
          {"inter2_lwpr", number(quote.today.low)},
          {"inter2_llam", number(quote.band.lower)},
          {"inter2_mxpr", number(quote.band.upper)},
          {"inter2_askp", number(book.asks[0].price)},
          {"inter2_bidp", number(book.bids[0].price)},
          {"seln_rsqn", number(book.asks[0].size)},
          {"shnu_rsqn", number(book.bids[0].size)},
          {"total_askp_rsqn", number(book.total_ask)},
          {"total_bidp_rsqn", number(book.total_bid)},
          {"acml_tr_pbmn", number(quote.today.value)},
          {"inter2_prdy_clpr", number(quote.base)},
          {"oprc_vrss_hgpr_rate", fixed(percent(quote.today.high - quote.today.open, quote.today.open), 2)},
          {"intr_antc_cntg_vrss", change["prdy_vrss"]},
          {"intr_antc_cntg_vrss_sign", change["prdy_vrss_sign"]},
          {"intr_antc_cntg_prdy_ctrt", change["prdy_ctrt"]},
          {"intr_antc_vol", "0"},
          {"inter2_sdpr", number(quote.base)}};
}

struct Ranked {
  const Instrument* instrument = nullptr;
  Quote quote;
};

bool on_board(const Instrument& instrument, std::string_view board) {
  using catalog::Market;
  if (board == "0001") return instrument.symbol->market == Market::kospi;
  if (board == "1001") return instrument.symbol->market == Market::kosdaq;
  return true;
}

/// The listed shares of a board, the largest `figure` first.
template <class Figure>
std::vector<Ranked> ranked(const KisRequest& request, std::string_view board, Figure figure) {
  std::vector<Ranked> all;
  for (const auto& instrument : request.world.exchange.listed())
    if (on_board(instrument, board))
      all.push_back({&instrument, request.world.exchange.quote(instrument, request.now)});
  std::ranges::sort(all, std::ranges::greater{}, [&figure](const Ranked& entry) {
    return std::pair(figure(entry), std::string_view(entry.instrument->symbol->code));
  });
  if (all.size() > ranking_rows) all.resize(ranking_rows);
  return all;
}

/// What the rows of every ranking have.
json::object ranked_row(const Ranked& entry, std::size_t rank) {
  const auto& quote = entry.quote;
  json::object row{{"hts_kor_isnm", entry.instrument->symbol->name},
                   {"data_rank", std::to_string(rank)},
                   {"stck_prpr", number(quote.price())}};
  put_change(row, quote.price(), quote.base);
  row["acml_vol"] = number(quote.today.volume);
  return row;
}

KisAnswer ranking(json::array rows) {
  KisAnswer answer;
  answer.tr_cont = "D";
  answer.body["output"] = std::move(rows);
  return answer;
}

double change_rate(const Ranked& entry) {
  return static_cast<double>(entry.quote.change()) / static_cast<double>(entry.quote.base);
}

std::int64_t market_value(const Ranked& entry) {
  return entry.instrument->listed_shares / 10'000 * entry.quote.price() / 10'000;
}

/// The newest `investor_days` sessions; the latest only when its figures are out.
std::vector<Date> known_days(WallTime now) {
  std::vector<Date> days;
  Date date = session_day(now);
  if (seconds_into(date, now) < investors_known) date = previous_trading_day(date);
  for (std::size_t i = 0; i < investor_days; ++i, date = previous_trading_day(date)) days.push_back(date);
  return days;
}

void put_net(json::object& row, const NetPurchases& net, std::int64_t price) {
  row["prsn_ntby_qty"] = number(net.individual);
  row["frgn_ntby_qty"] = number(net.foreign);
  row["orgn_ntby_qty"] = number(net.institution);
  row["prsn_ntby_tr_pbmn"] = millions(net.individual, price);
  row["frgn_ntby_tr_pbmn"] = millions(net.foreign, price);
  row["orgn_ntby_tr_pbmn"] = millions(net.institution, price);
}

}  // namespace

KisAnswer kis_many_prices(const KisRequest& request) {
  const auto& exchange = request.world.exchange;
  json::array rows;
  for (std::size_t i = 1; i <= many_codes; ++i) {
    const auto place = "_" + std::to_string(i);
    const auto code = request.parameter("FID_INPUT_ISCD" + place);
    if (code.empty()) continue;
    const auto division = request.parameter("FID_COND_MRKT_DIV_CODE" + place);
    const auto venue = division == "NX" ? Venue::nxt : division == "UN" ? Venue::combined : Venue::krx;
    if (const auto found = exchange.find(code))
      rows.push_back(many_prices_row(exchange, *found, request.now, venue));
    else if (!exchange.listed().empty())
      rows.push_back(blanked(many_prices_row(exchange, exchange.listed().front(), request.now, venue)));
  }
  KisAnswer answer;
  answer.body["output"] = std::move(rows);
  return answer;
}

KisAnswer kis_volume_rank(const KisRequest& request) {
  const auto board = request.parameter("FID_INPUT_ISCD");
  const bool by_value = request.parameter("FID_BLNG_CLS_CODE") == "3";
  const auto entries = ranked(request, board, [by_value](const Ranked& entry) {
    return by_value ? entry.quote.today.value : entry.quote.today.volume;
  });
  json::array rows;
  for (const auto& entry : entries) {
    const auto& [today, yesterday] = std::pair(entry.quote.today, entry.quote.yesterday);
    auto row = ranked_row(entry, rows.size() + 1);
    row["mksc_shrn_iscd"] = entry.instrument->symbol->code;
    row["prdy_vol"] = number(yesterday.volume);
    row["lstn_stcn"] = number(entry.instrument->listed_shares);
    row["avrg_vol"] = number(today.volume);
    row["vol_inrt"] = fixed(percent(today.volume, yesterday.volume), 2);
    row["vol_tnrt"] = fixed(percent(today.volume, entry.instrument->listed_shares), 2);
    row["acml_tr_pbmn"] = number(today.value);
    rows.push_back(std::move(row));
  }
  return ranking(std::move(rows));
}

KisAnswer kis_fluctuation(const KisRequest& request) {
  const bool down = request.parameter("fid_rank_sort_cls_code") == "1";
  const auto entries = ranked(request, request.parameter("fid_input_iscd"), [down](const Ranked& entry) {
    return down ? -change_rate(entry) : change_rate(entry);
  });
  json::array rows;
  for (const auto& entry : entries) {
    auto row = ranked_row(entry, rows.size() + 1);
    row["stck_shrn_iscd"] = entry.instrument->symbol->code;
    row["stck_hgpr"] = number(entry.quote.today.high);
    row["stck_lwpr"] = number(entry.quote.today.low);
    rows.push_back(std::move(row));
  }
  return ranking(std::move(rows));
}

KisAnswer kis_market_cap(const KisRequest& request) {
  const auto entries = ranked(request, request.parameter("fid_input_iscd"), market_value);
  std::int64_t whole = 0;
  for (const auto& instrument : request.world.exchange.listed())
    whole += market_value({&instrument, request.world.exchange.quote(instrument, request.now)});
  json::array rows;
  for (const auto& entry : entries) {
    auto row = ranked_row(entry, rows.size() + 1);
    row["mksc_shrn_iscd"] = entry.instrument->symbol->code;
    row["lstn_stcn"] = number(entry.instrument->listed_shares);
    row["stck_avls"] = number(market_value(entry));
    row["mrkt_whol_avls_rlim"] = fixed(percent(market_value(entry), whole), 2);
    rows.push_back(std::move(row));
  }
  return ranking(std::move(rows));
}

KisAnswer kis_inquire_investor(const KisRequest& request) {
  const auto subject = kis_subject(request);
  if (subject.refusal) return *subject.refusal;
  json::array rows;
  if (subject.listed)
    for (const auto& date : known_days(request.now)) {
      const TradingDay session = request.world.exchange.day(subject.instrument, date);
      const Candle day = session.candle();
      json::object row{{"stck_bsop_date", to_yyyymmdd(date)}, {"stck_clpr", number(day.close)}};
      put_change(row, day.close, session.base_price());
      row.erase("prdy_ctrt");
      put_net(row, net_purchases(subject.instrument, day), day.close);
      rows.push_back(std::move(row));
    }
  KisAnswer answer;
  answer.body["output"] = std::move(rows);
  return answer;
}

KisAnswer kis_market_investors(const KisRequest& request) {
  const auto index = MarketIndex::find(request.parameter("FID_INPUT_ISCD"));
  json::array rows;
  if (index)
    for (const auto& date : known_days(request.now)) {
      const auto day = index->on(request.world.exchange, date);
      NetPurchases won;
      for (const auto& instrument : request.world.exchange.listed()) {
        if (!index->holds(instrument)) continue;
        const auto candle = request.world.exchange.day(instrument, date).candle();
        const auto net = net_purchases(instrument, candle);
        won.individual += net.individual * candle.close / 1'000'000;
        won.foreign += net.foreign * candle.close / 1'000'000;
        won.institution += net.institution * candle.close / 1'000'000;
      }
      rows.push_back(json::object{{"stck_bsop_date", to_yyyymmdd(date)},
                                  {"bstp_nmix_prpr", fixed(day.close, 2)},
                                  {"prsn_ntby_tr_pbmn", number(won.individual)},
                                  {"frgn_ntby_tr_pbmn", number(won.foreign)},
                                  {"orgn_ntby_tr_pbmn", number(won.institution)}});
    }
  KisAnswer answer;
  answer.body["output"] = std::move(rows);
  return answer;
}

}  // namespace kbroker::sim
