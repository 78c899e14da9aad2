// The Kiwoom APIs the simulator answers: one entry an api-id.
#include "kiwoom_api.hpp"

#include <array>

namespace kbroker::sim {

KiwoomAnswer kiwoom_refusal(int return_code, std::string_view lead, std::string_view code,
                            std::string_view text) {
  KiwoomAnswer answer;
  answer.return_code = return_code;
  answer.message = std::string(lead) + "[" + std::string(code) + ":" + std::string(text) + "]";
  return answer;
}

std::span<const KiwoomApi> kiwoom_apis() {
  static const std::vector<KiwoomApi> apis{
      {"ka10001", "/api/dostk/stkinfo", {"stk_cd"}, kiwoom_price},
      {"ka10095", "/api/dostk/stkinfo", {"stk_cd"}, kiwoom_many_prices},
      {"ka10099", "/api/dostk/stkinfo", {"mrkt_tp"}, kiwoom_instruments},
      {"ka10100", "/api/dostk/stkinfo", {"stk_cd"}, kiwoom_instrument},
      {"ka10004", "/api/dostk/mrkcond", {"stk_cd"}, kiwoom_order_book},
      {"ka10080", "/api/dostk/chart", {"stk_cd", "tic_scope", "upd_stkpc_tp"}, kiwoom_minute_chart},
      {"ka10081", "/api/dostk/chart", {"stk_cd", "base_dt", "upd_stkpc_tp"}, kiwoom_day_chart},
      {"ka10082", "/api/dostk/chart", {"stk_cd", "base_dt", "upd_stkpc_tp"}, kiwoom_week_chart},
      {"ka10083", "/api/dostk/chart", {"stk_cd", "base_dt", "upd_stkpc_tp"}, kiwoom_month_chart},
      {"ka10094", "/api/dostk/chart", {"stk_cd", "base_dt", "upd_stkpc_tp"}, kiwoom_year_chart},
      {"ka00001", "/api/dostk/acnt", {}, kiwoom_account_number},
      {"kt00001", "/api/dostk/acnt", {"qry_tp"}, kiwoom_deposit},
      {"kt00018", "/api/dostk/acnt", {"qry_tp", "dmst_stex_tp"}, kiwoom_balance},
      {"ka20001", "/api/dostk/sect", {"mrkt_tp", "inds_cd"}, kiwoom_index},
      {"ka10051", "/api/dostk/sect", {"mrkt_tp", "amt_qty_tp", "stex_tp"}, kiwoom_sector_investors},
      {"ka10059",
       "/api/dostk/stkinfo",
       {"dt", "stk_cd", "amt_qty_tp", "trde_tp", "unit_tp"},
       kiwoom_investors},
      {"ka10030",
       "/api/dostk/rkinfo",
       {"mrkt_tp", "sort_tp", "mang_stk_incls", "crd_tp", "trde_qty_tp", "pric_tp", "trde_prica_tp",
        "mrkt_open_tp", "stex_tp"},
       kiwoom_volume_rank},
      {"ka10032", "/api/dostk/rkinfo", {"mrkt_tp", "mang_stk_incls", "stex_tp"}, kiwoom_turnover_rank},
      {"ka10027",
       "/api/dostk/rkinfo",
       {"mrkt_tp", "sort_tp", "trde_qty_cnd", "stk_cnd", "crd_cnd", "updown_incls", "pric_cnd",
        "trde_prica_cnd", "stex_tp"},
       kiwoom_change_rank},
      {"kt00007", "/api/dostk/acnt", {"qry_tp", "stk_bond_tp", "sell_tp", "dmst_stex_tp"}, kiwoom_orders},
      {"kt00010", "/api/dostk/acnt", {"stk_cd", "trde_tp", "uv"}, kiwoom_buying_power},
      {"ka10073", "/api/dostk/acnt", {"strt_dt", "end_dt"}, kiwoom_realized_trades},
      {"ka10074", "/api/dostk/acnt", {"strt_dt", "end_dt"}, kiwoom_realized_days},
      // Seen to be refused on paper.
      {"kt00002", "/api/dostk/acnt", {}, nullptr, false},
      {"kt00015", "/api/dostk/acnt", {}, nullptr, false},
      {"kt00016", "/api/dostk/acnt", {}, nullptr, false},
  };
  return apis;
}

std::span<const std::string_view> kiwoom_paths() {
  static constexpr std::array<std::string_view, 15> paths{
      "/api/dostk/acnt",  "/api/dostk/stkinfo", "/api/dostk/mrkcond",  "/api/dostk/rkinfo",
      "/api/dostk/chart", "/api/dostk/sect",    "/api/dostk/frgnistt", "/api/dostk/slb",
      "/api/dostk/shsa",  "/api/dostk/thme",    "/api/dostk/etf",      "/api/dostk/elw",
      "/api/dostk/ordr",  "/api/dostk/crdordr", "/api/dostk/websocket"};
  return paths;
}

}  // namespace kbroker::sim
