// KIS: bonds, futures, options and ELW. Any code of the right form trades, at invented prices; a code of
// zeros nowhere. What the account holds of them is at those prices.
#include "candles.hpp"
#include "kis_account_page.hpp"
#include "kis_market.hpp"
#include "listed_names.hpp"
#include "market_index.hpp"
#include "noise.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::string_view held_bond = "KR103502GA34", held_future = "A01612";
constexpr std::string_view bond_maturity = "20340610";
constexpr std::int64_t bonds = 1'000, contracts = 2;
/// Won a contract of KOSPI 200 futures is worth for each point.
constexpr std::int64_t multiplier = 250'000;
constexpr std::size_t chart_rows = 100;
constexpr int levels = 5;

/// What a kind of instrument costs, in hundredths of its unit, and how many of it there are.
struct Kind {
  std::int64_t lowest, spread, count;
};
constexpr Kind bond_kind{980'000, 60'000, 50'000'000};   // won for 10,000 of face value
constexpr Kind future_kind{52'000, 4'000, 200'000'000};  // points
constexpr Kind option_kind{150, 1'500, 400'000'000};     // points
constexpr Kind elw_kind{100, 400, 900'000'000};          // whole won

/// Nothing for a code that ends in zeros.
std::optional<Instrument> instrument_of(std::string_view code, const Kind& kind, const KisRequest& request) {
  if (code.size() < 6 || code.ends_with("0000")) return std::nullopt;
  Instrument instrument;
  instrument.key = key_of(request.world.exchange.seed(), "section:" + std::string(code));
  instrument.anchor_price =
      kind.lowest + static_cast<std::int64_t>(static_cast<double>(kind.spread) * unit(instrument.key, 1));
  instrument.listed_shares = kind.count;
  instrument.fund = true;  // steps of five hundredths, not those of shares
  instrument.band_percent = 8;
  return instrument;
}

std::string bond_name(std::string_view code) {
  const auto listed = listed_name(code);
  return listed.empty() ? "모의채권 " + std::string(code.substr(3)) : std::string(listed);
}

std::string derivative_name(std::string_view code) {
  const auto listed = listed_name(code);
  return std::string(listed.empty() ? "모의선물옵션 " : "") + std::string(listed.empty() ? code : listed);
}

std::string_view code_of(const KisRequest& request) {
  return request.parameter("FID_INPUT_ISCD");
}

std::optional<Instrument> derivative_of(const KisRequest& request) {
  return instrument_of(code_of(request), code_of(request).size() == 9 ? option_kind : future_kind, request);
}

std::string price(std::int64_t hundredths) {
  return fixed(Decimal(hundredths, 2), 2);
}

/// The figures of a quotation under the names of its API, all with the same beginning: "bond_", "futs_".
void put_quote(json::object& row, std::string_view prefix, const Quote& quote) {
  const auto name = [&](std::string_view end) { return std::string(prefix) + std::string(end); };
  row[name("prpr")] = price(quote.price());
  row[name("oprc")] = price(quote.today.open);
  row[name("hgpr")] = price(quote.today.high);
  row[name("lwpr")] = price(quote.today.low);
  row[name("mxpr")] = price(quote.band.upper);
  row[name("llam")] = price(quote.band.lower);
  row[name("prdy_clpr")] = price(quote.base);
  row["acml_vol"] = number(quote.today.volume);
  row["prdy_vrss_sign"] = direction(quote.price(), quote.base, quote.band.lower, quote.band.upper);
}

void put_book(json::object& row, std::string_view prefix, const OrderBook& book) {
  std::int64_t asks = 0, bids = 0;
  for (int i = 0; i < levels; ++i) {
    const auto level = std::to_string(i + 1);
    const auto& ask = book.asks[static_cast<std::size_t>(i)];
    const auto& bid = book.bids[static_cast<std::size_t>(i)];
    row[std::string(prefix) + "askp" + level] = price(ask.price);
    row[std::string(prefix) + "bidp" + level] = price(bid.price);
    row["askp_rsqn" + level] = number(ask.size);
    row["bidp_rsqn" + level] = number(bid.size);
    asks += ask.size;
    bids += bid.size;
  }
  row["total_askp_rsqn"] = number(asks);
  row["total_bidp_rsqn"] = number(bids);
}

json::object candle_row(const Candle& candle, std::string_view prefix) {
  const auto name = [&](std::string_view end) { return std::string(prefix) + std::string(end); };
  return {{"stck_bsop_date", to_yyyymmdd(candle.date)},
          {name("prpr"), price(candle.close)},
          {name("oprc"), price(candle.open)},
          {name("hgpr"), price(candle.high)},
          {name("lwpr"), price(candle.low)},
          {"acml_vol", number(candle.volume)}};
}

json::object& row_of(KisAnswer& answer, std::string_view container) {
  auto& value = answer.body[container];
  if (!value.is_object()) value = json::object();
  return value.get_object();
}

/// Success with zeros is how KIS answers an unknown code.
KisAnswer blank_answer(KisAnswer answer, std::initializer_list<std::string_view> containers) {
  for (const auto container : containers) {
    auto& row = row_of(answer, container);
    row = blanked(row);
  }
  return answer;
}

}  // namespace

std::optional<Instrument> elw_of(std::string_view code, const KisRequest& request) {
  if (code.size() != 6 || code[0] != '5' || code[2] < 'A' || code[2] > 'Z') return std::nullopt;
  auto elw = instrument_of(code, elw_kind, request);
  if (elw) elw->band_percent = 60;  // so little money that a step is much of it
  return elw;
}

KisAnswer kis_bond_price(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  const auto bond = instrument_of(code_of(request), bond_kind, request);
  if (!bond) return blank_answer(std::move(answer), {"output"});
  auto& row = row_of(answer, "output");
  const auto quote = request.world.exchange.quote(*bond, request.now);
  put_quote(row, "bond_", quote);
  row["stnd_iscd"] = code_of(request);
  row["hts_kor_isnm"] = bond_name(code_of(request));
  row["bond_prdy_vrss"] = price(quote.change());
  row["prdy_ctrt"] = fixed(percent(quote.change(), quote.base), 2);
  // A bond of 3.5 percent that has five years to go, roughly.
  row["ernn_rate"] = fixed(Decimal(3'500, 3) - Decimal((quote.price() - 1'000'000) / 50, 3), 3);
  return answer;
}

KisAnswer kis_bond_register(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  auto& row = row_of(answer, "output");
  const auto code = request.parameter("PDNO");
  const auto bond = instrument_of(code, bond_kind, request);
  if (!bond) return blank_answer(std::move(answer), {"output"});
  const auto* listed = find_other(code);
  row["pdno"] = code;
  row["prdt_type_cd"] = "302";
  row["ksd_bond_item_name"] = bond_name(code);
  row["ksd_bond_item_eng_name"] = listed ? listed->english_name : std::string();
  row["bond_clsf_kor_name"] = code.starts_with("KR1")   ? "국고채"
                              : code.starts_with("KR2") ? "지방채"
                                                        : "회사채";
  // As kis_bond_balance has the one that is held, and the yield of kis_bond_price.
  for (const auto name : {"issu_dt", "lstg_dt"}) row[name] = "20240610";
  row["rdpt_dt"] = bond_maturity;
  row["ksd_rcvg_bond_srfc_inrt"] = "3.500";
  row["iso_crcy_cd"] = "KRW";
  row["lstg_abol_dt"] = "";
  return answer;
}

KisAnswer kis_bond_order_book(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  const auto bond = instrument_of(code_of(request), bond_kind, request);
  if (!bond) return blank_answer(std::move(answer), {"output"});
  put_book(row_of(answer, "output"), "bond_", request.world.exchange.order_book(*bond, request.now));
  return answer;
}

KisAnswer kis_bond_chart(const KisRequest& request) {
  KisAnswer answer;
  json::array rows;
  if (const auto bond = instrument_of(code_of(request), bond_kind, request))
    for (const auto& bar : chart(request.world.exchange, *bond, Period::day, first_listed_day,
                                 session_day(request.now), chart_rows, request.now))
      rows.push_back(candle_row(bar.candle, "bond_"));
  answer.body["output"] = std::move(rows);
  return answer;
}

KisAnswer kis_bond_balance(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  auto answer = account_answer();
  answer.tr_cont = "D";
  answer.body["output"] = json::array{{{"pdno", held_bond},
                                       {"prdt_name", bond_name(held_bond)},
                                       {"buy_dt", "20260105"},
                                       {"buy_sqno", "1"},
                                       {"cblc_qty", number(bonds)},
                                       {"agrx_qty", number(bonds)},
                                       {"sprx_qty", "0"},
                                       {"exdt", bond_maturity},
                                       {"buy_erng_rt", "3.3000"},
                                       {"buy_unpr", "10100.00"},
                                       {"buy_amt", number(bonds * 10'100)},
                                       {"ord_psbl_qty", number(bonds)}}};
  return answer;
}

KisAnswer kis_bond_orders(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  auto answer = account_answer();
  answer.tr_cont = "D";
  // On the last day asked for it bid for some of its bond far below the market, and took the order back.
  const auto to = parse_date(request.parameter("INQR_END_DT")).value_or(session_day(request.now));
  const auto day = std::min(to, session_day(request.now));
  const json::object totals{{"tot_ord_qty", "100"},
                            {"tot_ccld_qty_smtl", "0"},
                            {"tot_bond_ccld_avg_unpr", "0.0000"},
                            {"tot_ccld_amt_smtl", "0"}};
  const json::object order{{"ord_dt", to_yyyymmdd(day)},
                           {"odno", "0000000101"},
                           {"orgn_odno", ""},
                           {"ord_dvsn_name", "지정가"},
                           {"sll_buy_dvsn_cd", "02"},
                           {"sll_buy_dvsn_cd_name", "매수"},
                           {"shtn_pdno", held_bond},
                           {"prdt_abrv_name", bond_name(held_bond)},
                           {"ord_qty", "100"},
                           {"bond_ord_unpr", "9000.00"},
                           {"ord_tmd", "090500"},
                           {"tot_ccld_qty", "0"},
                           {"bond_avg_unpr", "0.00"},
                           {"tot_ccld_amt", "0"},
                           {"nccs_qty", "0"}};
  answer.body["output1"] = json::array();
  answer.body["output1"].as_array().push_back(totals);
  answer.body["output2"] = order;
  return answer;
}

KisAnswer kis_derivative_price(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  const auto instrument = derivative_of(request);
  if (!instrument) return blank_answer(std::move(answer), {"output1"});
  auto& row = row_of(answer, "output1");
  const auto quote = request.world.exchange.quote(*instrument, request.now);
  put_quote(row, "futs_", quote);
  row["hts_kor_isnm"] = derivative_name(code_of(request));
  row["futs_prdy_vrss"] = price(quote.change());
  row["futs_prdy_ctrt"] = fixed(percent(quote.change(), quote.base), 2);
  row["acml_tr_pbmn"] = number(quote.today.value / 100);
  row["hts_otst_stpl_qty"] = "201345";
  return answer;
}

KisAnswer kis_derivative_order_book(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  const auto instrument = derivative_of(request);
  if (!instrument) return blank_answer(std::move(answer), {"output1", "output2"});
  row_of(answer, "output1")["futs_prpr"] =
      price(request.world.exchange.quote(*instrument, request.now).price());
  put_book(row_of(answer, "output2"), "futs_", request.world.exchange.order_book(*instrument, request.now));
  return answer;
}

KisAnswer kis_derivative_chart(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  const auto from = parse_date(request.parameter("FID_INPUT_DATE_1"));
  const auto to = parse_date(request.parameter("FID_INPUT_DATE_2"));
  if (!from || !to) return kis_refusal("OPSQ2001", "ERROR INVALID FID_INPUT_DATE_1");
  const auto period = period_of(request.parameter("FID_PERIOD_DIV_CODE"), true).value_or(Period::day);
  json::array rows;
  if (const auto instrument = derivative_of(request)) {
    row_of(answer, "output1")["hts_kor_isnm"] = derivative_name(code_of(request));
    for (const auto& bar :
         chart(request.world.exchange, *instrument, period, *from, *to, chart_rows, request.now)) {
      auto row = candle_row(bar.candle, "futs_");
      row["acml_tr_pbmn"] = number(bar.candle.value / 100);
      row["mod_yn"] = "N";
      rows.push_back(std::move(row));
    }
  } else {
    answer = blank_answer(std::move(answer), {"output1"});
  }
  answer.body["output2"] = std::move(rows);
  return answer;
}

KisAnswer kis_derivative_balance(const KisRequest& request) {
  if (auto refused = refuse_account(request, "03")) return *refused;
  const auto future = instrument_of(held_future, future_kind, request);
  const auto quote = request.world.exchange.quote(*future, request.now);
  const auto paid = future->anchor_price;  // hundredths of a point
  const auto in_won = [](std::int64_t hundredths) { return hundredths * contracts * multiplier / 100; };
  const auto cost = in_won(paid), value = in_won(quote.price());
  auto answer = account_answer();
  answer.tr_cont = "D";
  answer.body["ctx_area_fk200"] = blank_padded("", 200);
  answer.body["ctx_area_nk200"] = blank_padded("", 200);
  answer.body["output1"] = json::array{{{"cano", demo_account},
                                        {"acnt_prdt_cd", "03"},
                                        {"pdno", "KR4A01660000"},
                                        {"prdt_type_cd", "301"},
                                        {"shtn_pdno", held_future},
                                        {"prdt_name", derivative_name(held_future)},
                                        {"sll_buy_dvsn_name", "매수"},
                                        {"cblc_qty", number(contracts)},
                                        {"excc_unpr", price(paid)},
                                        {"ccld_avg_unpr1", price(paid)},
                                        {"idx_clpr", price(quote.price())},
                                        {"pchs_amt", number(cost)},
                                        {"evlu_amt", number(value)},
                                        {"evlu_pfls_amt", number(value - cost)},
                                        {"trad_pfls_amt", "0"},
                                        {"lqd_psbl_qty", number(contracts)}}};
  answer.body["output2"] =
      json::object{{"dnca_cash", "31000000"},       {"tot_dncl_amt", "31000000"},
                   {"ord_psbl_cash", "9000000"},    {"futr_evlu_pfls_amt", number(value - cost)},
                   {"opt_evlu_pfls_amt", "0"},      {"evlu_pfls_amt_smtl", number(value - cost)},
                   {"pchs_amt_smtl", number(cost)}, {"evlu_amt_smtl", number(value)}};
  return answer;
}

KisAnswer kis_derivative_orders(const KisRequest& request) {
  if (auto refused = refuse_account(request, "03")) return *refused;
  auto answer = account_answer();
  answer.tr_cont = "D";
  answer.body["ctx_area_fk200"] = blank_padded("", 200);
  answer.body["ctx_area_nk200"] = blank_padded("", 200);
  answer.body["output1"] = json::array();
  answer.body["output2"] = json::object{{"tot_ord_qty", "0"}, {"tot_ccld_qty_smtl", "0"}};
  return answer;
}

namespace {

/// What an ELW is written on: Samsung Electronics, or KOSPI 200 when its name says so.
void put_underlying(json::object& row, std::string_view name, const KisRequest& request) {
  const auto& exchange = request.world.exchange;
  const auto put = [&row](const auto& code, const auto& called, const std::string& price,
                          const std::string& change, const std::string& rate, bool rising,
                          const std::string& exercise) {
    row["unas_shrn_iscd"] = code;
    row["unas_isnm"] = called;
    row["unas_prpr"] = price;
    row["unas_prdy_vrss"] = change;
    row["unas_prdy_vrss_sign"] = rising ? "2" : "5";
    row["unas_prdy_ctrt"] = rate;
    row["acpr"] = exercise;
  };
  if (name.find("KOSPI200") != std::string_view::npos) {
    const auto index = MarketIndex::find("2001");
    const auto day = index->now(exchange, request.now);
    const auto change = day.close - day.previous_close;
    put("2001", index->name(), fixed(day.close, 2), fixed(change, 2),
        fixed(percent(change.rounded(2).units(), day.previous_close.rounded(2).units()), 2),
        change > Decimal(), "540.00");
  } else if (const auto share = exchange.find("005930")) {
    const auto quote = exchange.quote(*share, request.now);
    put(share->symbol->code, share->symbol->name, number(quote.price()), number(quote.change()),
        fixed(percent(quote.change(), quote.base), 2), quote.change() > 0, number(share->anchor_price));
  }
}

}  // namespace

KisAnswer kis_elw_price(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  const auto elw = elw_of(code_of(request), request);
  if (!elw) return blank_answer(std::move(answer), {"output"});
  auto& row = row_of(answer, "output");
  const auto quote = request.world.exchange.quote(*elw, request.now);
  const auto listed = listed_name(code_of(request));
  row["elw_shrn_iscd"] = code_of(request);
  row["hts_kor_isnm"] = listed.empty() ? "모의ELW " + std::string(code_of(request)) : std::string(listed);
  row["elw_prpr"] = number(quote.price());
  row["elw_oprc"] = number(quote.today.open);
  row["elw_hgpr"] = number(quote.today.high);
  row["elw_lwpr"] = number(quote.today.low);
  row["stck_prdy_clpr"] = row["elw_sdpr"] = number(quote.base);
  put_change(row, quote.price(), quote.base);
  row["acml_vol"] = number(quote.today.volume);
  row["acml_tr_pbmn"] = number(quote.today.value);
  const auto book = request.world.exchange.order_book(*elw, request.now);
  row["askp"] = number(book.asks[0].price);
  row["bidp"] = number(book.bids[0].price);
  put_underlying(row, listed, request);
  return answer;
}

}  // namespace kbroker::sim
