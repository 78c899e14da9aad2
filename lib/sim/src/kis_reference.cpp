// KIS: facts about an instrument, business days.
#include "candles.hpp"
#include "kis_market.hpp"
#include "sectors.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr int calendar_rows = 25;

std::string_view market_id(catalog::Market market) {
  switch (market) {
    case catalog::Market::kosdaq:
      return "KSQ";
    case catalog::Market::konex:
      return "KNX";
    case catalog::Market::kospi:
      break;
  }
  return "STK";
}

}  // namespace

KisAnswer kis_search_stock_info(const KisRequest& request) {
  const auto& exchange = request.world.exchange;
  if (request.parameter("PRDT_TYPE_CD") != "300")
    return kis_refusal("OPSQ2001", "ERROR INVALID PRDT_TYPE_CD");
  KisAnswer answer;
  answer.message_code = "KIOK0530";
  answer.message = "조회되었습니다";
  const auto found = exchange.find(request.parameter("PDNO"));
  json::object out;
  if (found) {
    const auto& symbol = *found->symbol;
    const auto quote = exchange.quote(*found, request.now);
    const bool kosdaq = symbol.market == catalog::Market::kosdaq;
    const std::string padded_code = std::string(symbol.code.size() == 6 ? "00000A" : "00000") + symbol.code;
    const auto listing = to_yyyymmdd(first_listed_day);
    out = {{"pdno", padded_code},
           {"prdt_type_cd", "300"},
           {"mket_id_cd", market_id(symbol.market)},
           {"scty_grp_id_cd", symbol.kind},
           {"excg_dvsn_cd", kosdaq ? "03" : "02"},
           {"setl_mmdd", "1231"},
           {"lstg_stqt", number(found->listed_shares)},
           {"lstg_cptl_amt", "0"},
           {"cpta", number(found->listed_shares * 500)},
           {"papr", "500"},
           {"issu_pric", "0"},
           {"kospi200_item_yn", ""},
           {"scts_mket_lstg_dt", kosdaq ? "" : listing},
           {"kosdaq_mket_lstg_dt", kosdaq ? listing : ""},
           {"lstg_abol_dt", ""},
           {"stck_kind_cd", symbol.kind == "ST" ? "101" : "000"},
           {"prdt_name", symbol.kind == "ST" ? symbol.name + "보통주" : symbol.name},
           {"prdt_name120", symbol.kind == "ST" ? symbol.name + "보통주" : symbol.name},
           {"prdt_abrv_name", symbol.name},
           {"std_pdno", symbol.isin},
           {"prdt_eng_name", symbol.english_name},
           {"prdt_eng_abrv_name", symbol.english_name},
           {"tr_stop_yn", symbol.halted ? "Y" : "N"},
           {"admn_item_yn", "N"},
           {"thdt_clpr", number(quote.price())},
           {"bfdy_clpr", number(quote.base)},
           {"clpr_chng_dt", to_yyyymmdd(quote.today.date)},
           {"std_idst_clsf_cd_name", ""},
           {"idx_bztp_lcls_cd_name", ""},
           {"idx_bztp_mcls_cd_name", sector_of(symbol)},
           {"idx_bztp_scls_cd_name", ""},
           {"cptt_trad_tr_psbl_yn", "Y"},
           {"nxt_tr_stop_yn", "N"}};
  } else {
    for (const auto name :
         {"pdno", "prdt_type_cd", "mket_id_cd", "scty_grp_id_cd", "prdt_name", "prdt_abrv_name", "std_pdno",
          "prdt_eng_name", "tr_stop_yn", "scts_mket_lstg_dt", "kosdaq_mket_lstg_dt"})
      out[name] = "";
    for (const auto name : {"lstg_stqt", "cpta", "papr", "thdt_clpr", "bfdy_clpr"}) out[name] = "0";
  }
  answer.body["output"] = std::move(out);
  return answer;
}

KisAnswer kis_check_holiday(const KisRequest& request) {
  const auto next = trim(request.parameter("CTX_AREA_NK"));
  const auto first = parse_date(next.empty() ? request.parameter("BASS_DT") : next);
  if (!first) return kis_refusal("OPSQ2001", "ERROR INVALID BASS_DT");
  json::array rows;
  Date date = *first;
  for (int i = 0; i < calendar_rows; ++i, date = add_days(date, 1)) {
    const std::chrono::weekday weekday{std::chrono::sys_days(date)};
    const bool open = is_trading_day(date);
    // Banks work on the last day of the year, when the exchange rests.
    const bool bank = open || (!is_weekend(date) && date.month() == std::chrono::December &&
                               date.day() == std::chrono::day{31});
    rows.push_back(json::object{{"bass_dt", to_yyyymmdd(date)},
                                {"wday_dvsn_cd", "0" + std::to_string(weekday.c_encoding() + 1)},
                                {"bzdy_yn", bank ? "Y" : "N"},
                                {"tr_day_yn", bank ? "Y" : "N"},
                                {"opnd_yn", open ? "Y" : "N"},
                                {"sttl_day_yn", open ? "Y" : "N"}});
  }
  KisAnswer answer;
  answer.message_code = "KIOK0510";
  answer.message = "조회가 완료되었습니다";
  answer.body["ctx_area_nk"] = blank_padded(to_yyyymmdd(date), 20);
  answer.body["ctx_area_fk"] = blank_padded(to_yyyymmdd(*first), 20);
  answer.body["output"] = std::move(rows);
  return answer;
}

}  // namespace kbroker::sim
