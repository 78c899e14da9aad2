// KIS: the account on overseas exchanges, at the prices of the overseas market.
#include "kbroker/base/time_format.hpp"
#include "kis_account_page.hpp"
#include "ledger.hpp"
#include "overseas_market.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

struct Currency {
  std::string_view code, name;
  Decimal cash;
  Decimal rate;  ///< won for one
};
constexpr Currency currencies[] = {{"USD", "미국 달러", Decimal(258'712, 2), Decimal(144'120, 2)},
                                   {"HKD", "홍콩 달러", Decimal(1'204'050, 2), Decimal(18'530, 2)},
                                   {"JPY", "일본 엔", Decimal(90'000), Decimal(923, 2)}};

const Currency& currency_of(const OverseasStock& stock) {
  for (const auto& currency : currencies)
    if (currency.code == stock.currency()) return currency;
  return currencies[0];
}

struct Market {
  std::string_view quotation, account, name, nation, product;
};
constexpr Market markets[] = {
    {"NAS", "NASD", "나스닥", "미국", "512"},  {"NYS", "NYSE", "뉴욕", "미국", "513"},
    {"AMS", "AMEX", "아멕스", "미국", "529"},  {"HKS", "SEHK", "홍콩", "홍콩", "501"},
    {"TSE", "TKSE", "도쿄", "일본", "515"},    {"SHS", "SHAA", "상해A", "중국", "551"},
    {"SZS", "SZAA", "심천A", "중국", "552"},   {"HNX", "HASE", "하노이", "베트남", "507"},
    {"HSX", "VNSE", "호치민", "베트남", "508"}};

const Market* market_of(std::string_view account_letters) {
  const auto found = std::ranges::find(markets, account_letters, &Market::account);
  return found == std::end(markets) ? nullptr : found;
}

/// What is held, and what it cost in hundredths of its currency.
struct Held {
  std::string_view market, symbol;
  std::int64_t quantity, cost;
};
constexpr Held held[] = {{"NASD", "AAPL", 10, 252'050},
                         {"NASD", "NVDA", 25, 331'000},
                         {"SEHK", "00700", 100, 5'480'000},
                         {"TKSE", "7203", 100, 29'150'000}};

struct ForeignPosition {
  OverseasStock stock;
  const Market* market = nullptr;
  std::string symbol;
  std::int64_t quantity = 0, cost = 0, price = 0;  ///< money in hundredths

  std::int64_t value() const { return quantity * price; }
  Decimal in_won(std::int64_t hundredths) const {
    return (Decimal(hundredths, 2) * currency_of(stock).rate).rounded(0);
  }
};

std::int64_t price_of(const OverseasStock& stock, const KisRequest& request) {
  const Date date = session_day(request.now);
  return request.world.exchange.day(stock.instrument(), date)
      .candle_at(seconds_into(date, request.now))
      .close;
}

std::vector<ForeignPosition> positions_of(const KisRequest& request) {
  std::vector<ForeignPosition> positions;
  for (const auto& entry : held) {
    const auto* market = market_of(entry.market);
    const auto stock = OverseasStock::find(market->quotation, entry.symbol, request.world.exchange.seed());
    if (!stock) continue;
    positions.push_back(
        {*stock, market, std::string(entry.symbol), entry.quantity, entry.cost, price_of(*stock, request)});
  }
  return positions;
}

Ledger ledger_of(const KisRequest& request, const std::vector<ForeignPosition>& positions) {
  std::vector<Instrument> instruments;
  instruments.reserve(positions.size());
  for (const auto& position : positions) instruments.push_back(position.stock.instrument());
  return {request.world.exchange, std::move(instruments)};
}

const ForeignPosition& position_of(const std::vector<ForeignPosition>& positions,
                                   const Instrument& instrument) {
  return *std::ranges::find(positions, instrument.key,
                            [](const ForeignPosition& position) { return position.stock.instrument().key; });
}

std::string money(std::int64_t hundredths, int scale = 5) {
  return fixed(Decimal(hundredths, 2), scale);
}

std::string average_cost(const ForeignPosition& position) {
  return fixed(Decimal::divide(Decimal(position.cost, 2), Decimal(position.quantity), 4), 4);
}

/// "%", a blank text, and NASD for all of the United States.
bool is_market(std::string_view wanted, const Market& market) {
  if (wanted.empty() || wanted == "%") return true;
  return wanted == market.account || (wanted == "NASD" && market.nation == "미국");
}

bool is_symbol(std::string_view wanted, std::string_view symbol) {
  return wanted.empty() || wanted == "%" || wanted == symbol;
}

json::object present_row(const ForeignPosition& position) {
  const auto profit = position.value() - position.cost;
  return {{"prdt_name", position.stock.name()},
          {"cblc_qty13", fixed(Decimal(position.quantity), 8)},
          {"thdt_buy_ccld_qty1", "0.00000000"},
          {"thdt_sll_ccld_qty1", "0.00000000"},
          {"ccld_qty_smtl1", fixed(Decimal(position.quantity), 8)},
          {"ord_psbl_qty1", fixed(Decimal(position.quantity), 8)},
          {"frcr_pchs_amt", money(position.cost)},
          {"frcr_evlu_amt2", money(position.value(), 6)},
          {"evlu_pfls_amt2", money(profit)},
          {"evlu_pfls_rt1", fixed(percent(profit, position.cost), 8)},
          {"pdno", position.symbol},
          {"bass_exrt", fixed(currency_of(position.stock).rate, 8)},
          {"buy_crcy_cd", position.stock.currency()},
          {"ovrs_now_pric1", money(position.price)},
          {"avg_unpr3", average_cost(position)},
          {"tr_mket_name", position.market->name},
          {"natn_kor_name", position.market->nation},
          {"prdt_type_cd", position.market->product},
          {"loan_rmnd", "0"},
          {"loan_dt", ""},
          {"loan_expd_dt", ""},
          {"ovrs_excg_cd", position.market->account},
          {"item_lnkg_excg_cd", ""}};
}

json::object balance_row(const ForeignPosition& position) {
  const auto profit = position.value() - position.cost;
  return {{"cano", demo_account},
          {"acnt_prdt_cd", "01"},
          {"prdt_type_cd", position.market->product},
          {"ovrs_pdno", position.symbol},
          {"ovrs_item_name", position.stock.name()},
          {"frcr_evlu_pfls_amt", money(profit, 6)},
          {"evlu_pfls_rt", fixed(percent(profit, position.cost), 2)},
          {"pchs_avg_pric", average_cost(position)},
          {"ovrs_cblc_qty", number(position.quantity)},
          {"ord_psbl_qty", number(position.quantity)},
          {"frcr_pchs_amt1", money(position.cost)},
          {"ovrs_stck_evlu_amt", money(position.value(), 8)},
          {"now_pric2", money(position.price, 6)},
          {"tr_crcy_cd", position.stock.currency()},
          {"ovrs_excg_cd", position.market->account},
          {"loan_type_cd", "10"},
          {"loan_dt", ""},
          {"expd_dt", ""}};
}

json::object order_row(const LedgerOrder& order, const ForeignPosition& position) {
  const auto time = to_hhmmss_kst(start_of_day_kst(order.date) + std::chrono::seconds(order.second));
  const auto day = to_yyyymmdd(order.date);
  return {{"ord_dt", day},
          {"ord_gno_brno", "01790"},
          {"odno", padded(order.number, 10)},
          {"orgn_odno", ""},
          {"sll_buy_dvsn_cd", order.buy ? "02" : "01"},
          {"sll_buy_dvsn_cd_name", order.buy ? "매수" : "매도"},
          {"rvse_cncl_dvsn", "00"},
          {"rvse_cncl_dvsn_name", ""},
          {"pdno", position.symbol},
          {"prdt_name", position.stock.name()},
          {"ft_ord_qty", number(order.quantity)},
          {"ft_ord_unpr3", money(order.price, 8)},
          {"ft_ccld_qty", number(order.filled)},
          {"ft_ccld_unpr3", money(order.fill_price, 8)},
          {"ft_ccld_amt3", money(order.filled * order.fill_price)},
          {"nccs_qty", number(order.remaining())},
          {"prcs_stat_name", order.remaining() > 0 ? "" : "완료"},
          {"rjct_rson", ""},
          {"rjct_rson_name", ""},
          {"ord_tmd", time},
          {"tr_mket_name", position.market->name},
          {"tr_natn_name", position.market->nation},
          {"ovrs_excg_cd", position.market->account},
          {"tr_crcy_cd", position.stock.currency()},
          {"dmst_ord_dt", day},
          {"thco_ord_tmd", time},
          {"loan_type_cd", ""},
          {"loan_dt", ""},
          {"mdia_dvsn_name", "OpenAPI"}};
}

/// The orders of a range that a list of all, open or filled ones in some market shows, newest first.
std::vector<json::object> order_rows(const KisRequest& request, Date from, Date to, std::string_view state) {
  const auto positions = positions_of(request);
  auto orders = ledger_of(request, positions).orders(from, to, request.now);
  if (request.parameter("SORT_SQN") == "AS") std::ranges::reverse(orders);
  const auto side = request.parameter("SLL_BUY_DVSN");
  std::vector<json::object> rows;
  for (const auto& order : orders) {
    const auto& position = position_of(positions, order.instrument);
    if (!is_market(request.parameter("OVRS_EXCG_CD"), *position.market) ||
        !is_symbol(request.parameter("PDNO"), position.symbol))
      continue;
    if ((side == "01" && order.buy) || (side == "02" && !order.buy)) continue;
    if ((state == "01" && order.filled == 0) || (state == "02" && order.remaining() == 0)) continue;
    rows.push_back(order_row(order, position));
  }
  return rows;
}

/// The page of these rows that the request asks for.
KisAnswer page_of(const KisRequest& request, const std::vector<json::object>& rows,
                  std::initializer_list<std::string_view> filters, std::string_view container) {
  const std::size_t size = request.environment == Environment::real ? 20 : 15;
  const auto same = [](const json::object& row) { return row; };
  return account_page(request, rows, size, same, filters, 200, container);
}

}  // namespace

KisAnswer kis_overseas_present_balance(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  auto answer = account_answer();
  answer.tr_cont = "D";
  json::array rows, cash_rows;
  std::int64_t cost = 0, value = 0;
  for (const auto& position : positions_of(request)) {
    cost += position.in_won(position.cost).to_int();
    value += position.in_won(position.value()).to_int();
    rows.push_back(present_row(position));
  }
  Decimal cash;
  for (const auto& currency : currencies) {
    cash = cash + (currency.cash * currency.rate).rounded(0);
    cash_rows.push_back({{"crcy_cd", currency.code},
                         {"crcy_cd_name", currency.name},
                         {"frcr_buy_amt_smtl", "0.000000"},
                         {"frcr_sll_amt_smtl", "0.000000"},
                         {"frcr_dncl_amt_2", fixed(currency.cash, 6)},
                         {"frst_bltn_exrt", fixed(currency.rate, 8)},
                         {"frcr_buy_mgn_amt", "0.000000"},
                         {"frcr_etc_mgna", "0.000000"},
                         {"frcr_drwg_psbl_amt_1", fixed(currency.cash, 6)},
                         {"frcr_evlu_amt2", fixed((currency.cash * currency.rate).rounded(0), 6)},
                         {"acpl_cstd_crcy_yn", "Y"},
                         {"nxdy_frcr_drwg_psbl_amt", fixed(currency.cash, 6)}});
  }
  answer.body["output1"] = std::move(rows);
  answer.body["output2"] = std::move(cash_rows);
  answer.body["output3"] = json::object{{"pchs_amt_smtl", number(cost)},
                                        {"evlu_amt_smtl", number(value)},
                                        {"evlu_pfls_amt_smtl", number(value - cost)},
                                        {"dncl_amt", "0"},
                                        {"cma_evlu_amt", "0"},
                                        {"tot_dncl_amt", cash.to_string()},
                                        {"frcr_evlu_tota", cash.to_string()},
                                        {"tot_evlu_pfls_amt", fixed(Decimal(value - cost), 8)},
                                        {"evlu_erng_rt1", fixed(percent(value - cost, cost), 10)},
                                        {"tot_asst_amt", (cash + Decimal(value)).to_string()},
                                        {"frcr_use_psbl_amt", fixed(currencies[0].cash, 2)},
                                        {"wdrw_psbl_tot_amt", "0"},
                                        {"tot_loan_amt", "0"}};
  return answer;
}

KisAnswer kis_overseas_balance(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  if (!market_of(request.parameter("OVRS_EXCG_CD")))
    return kis_refusal("OPSQ2001", "ERROR INVALID OVRS_EXCG_CD");
  std::vector<json::object> rows;
  std::int64_t cost = 0, value = 0;
  for (const auto& position : positions_of(request)) {
    if (!is_market(request.parameter("OVRS_EXCG_CD"), *position.market)) continue;
    if (position.stock.currency() != request.parameter("TR_CRCY_CD")) continue;
    cost += position.cost;
    value += position.value();
    rows.push_back(balance_row(position));
  }
  auto answer = page_of(request, rows, {"CANO", "OVRS_EXCG_CD", "TR_CRCY_CD"}, "output1");
  answer.body["output2"] = json::object{{"frcr_pchs_amt1", money(cost)},
                                        {"ovrs_rlzt_pfls_amt", "0.00000"},
                                        {"ovrs_tot_pfls", money(value - cost)},
                                        {"rlzt_erng_rt", "0.00000000"},
                                        {"tot_evlu_pfls_amt", money(value - cost, 8)},
                                        {"tot_pftrt", fixed(percent(value - cost, cost), 8)}};
  return answer;
}

KisAnswer kis_overseas_orders(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  const auto from = parse_date(request.parameter("ORD_STRT_DT"));
  const auto to = parse_date(request.parameter("ORD_END_DT"));
  if (!from || !to) return kis_refusal("OPSQ2001", "ERROR INVALID ORD_STRT_DT");
  return page_of(request, order_rows(request, *from, *to, request.parameter("CCLD_NCCS_DVSN")),
                 {"CANO", "ORD_STRT_DT", "ORD_END_DT"}, "output");
}

KisAnswer kis_overseas_open_orders(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  const auto today = session_day(request.now);
  return page_of(request, order_rows(request, today, today, "02"), {"CANO", "OVRS_EXCG_CD"}, "output");
}

KisAnswer kis_overseas_buying_power(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  const auto* market = market_of(request.parameter("OVRS_EXCG_CD"));
  const auto price = Decimal::parse(request.parameter("OVRS_ORD_UNPR"));
  if (!market) return kis_refusal("OPSQ2001", "ERROR INVALID OVRS_EXCG_CD");
  if (!price || *price <= Decimal()) return kis_refusal("APBK1507", "주문단가를 입력하십시오.");
  const auto stock =
      OverseasStock::find(market->quotation, request.parameter("ITEM_CD"), request.world.exchange.seed());
  if (!stock) return kis_refusal("APBK1508", "종목코드를 확인하십시오.");
  const auto& currency = currency_of(*stock);
  Decimal cash = currency.code == stock->currency() ? currency.cash : Decimal(0, 2);
  const auto positions = positions_of(request);
  const auto ledger = ledger_of(request, positions);
  if (!positions.empty() && positions.front().stock.currency() == stock->currency())
    cash = cash - Decimal(ledger.reserved(request.now), 2);
  // A quarter of a percent is kept for fees. With won the customer could buy as much again.
  const auto amount = (cash * Decimal(9'975, 4)).rounded(2);
  const auto quantity = Decimal(Decimal::divide(amount, *price, 6).to_int());
  const auto most = Decimal(Decimal::divide(amount * Decimal(2), *price, 6).to_int());
  auto answer = account_answer();
  answer.body["output"] = json::object{{"tr_crcy_cd", stock->currency()},
                                       {"ord_psbl_frcr_amt", fixed(cash, 2)},
                                       {"sll_ruse_psbl_amt", "0.00"},
                                       {"ovrs_ord_psbl_amt", fixed(amount, 2)},
                                       {"max_ord_psbl_qty", quantity.to_string()},
                                       {"echm_af_ord_psbl_amt", "0.00"},
                                       {"echm_af_ord_psbl_qty", "0"},
                                       {"ord_psbl_qty", quantity.to_string()},
                                       {"exrt", fixed(currency.rate, 8)},
                                       {"frcr_ord_psbl_amt1", fixed(amount * Decimal(2), 6)},
                                       {"ovrs_max_ord_psbl_qty", most.to_string()}};
  return answer;
}

KisAnswer kis_overseas_profit(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  const auto from = parse_date(request.parameter("INQR_STRT_DT"));
  const auto to = parse_date(request.parameter("INQR_END_DT"));
  if (!from || !to) return kis_refusal("OPSQ2001", "ERROR INVALID INQR_STRT_DT");
  const bool won = request.parameter("WCRC_FRCR_DVSN_CD") == "02";
  const auto positions = positions_of(request);
  std::vector<json::object> rows;
  Decimal bought, sold, fees, profit;
  for (const auto& trade : ledger_of(request, positions).trades(*from, *to, request.now)) {
    const auto& position = position_of(positions, trade.instrument);
    const auto& currency = request.parameter("CRCY_CD");
    if (!is_market(request.parameter("OVRS_EXCG_CD"), *position.market) ||
        !is_symbol(request.parameter("PDNO"), position.symbol) ||
        (!currency.empty() && currency != position.stock.currency()))
      continue;
    const auto told = [&](std::int64_t hundredths) {
      return won ? position.in_won(hundredths) : Decimal(hundredths, 2);
    };
    const auto rate = fixed(currency_of(position.stock).rate, 8);
    bought = bought + told(trade.bought);
    sold = sold + told(trade.sold);
    fees = fees + told(trade.fee);
    profit = profit + told(trade.profit());
    rows.push_back({{"trad_day", to_yyyymmdd(trade.date)},
                    {"ovrs_pdno", position.symbol},
                    {"ovrs_item_name", position.stock.name()},
                    {"slcl_qty", number(trade.quantity)},
                    {"pchs_avg_pric", fixed(told(trade.bought / trade.quantity), 8)},
                    {"frcr_pchs_amt1", fixed(told(trade.bought), 6)},
                    {"avg_sll_unpr", fixed(told(trade.sold / trade.quantity), 8)},
                    {"frcr_sll_amt_smtl1", fixed(told(trade.sold), 6)},
                    {"stck_sll_tlex", fixed(told(trade.fee), 8)},
                    {"ovrs_rlzt_pfls_amt", fixed(told(trade.profit()), 5)},
                    {"pftrt", fixed(percent(trade.profit(), trade.bought), 8)},
                    {"exrt", rate},
                    {"ovrs_excg_cd", position.market->account},
                    {"frst_bltn_exrt", rate}});
  }
  auto answer = page_of(request, rows, {"CANO", "INQR_STRT_DT", "INQR_END_DT"}, "output1");
  answer.body["output2"] = json::object{
      {"stck_sll_amt_smtl", fixed(sold, 5)},
      {"stck_buy_amt_smtl", fixed(bought, 5)},
      {"smtl_fee1", fixed(fees, 6)},
      {"excc_dfrm_amt", fixed(sold - fees, 5)},
      {"ovrs_rlzt_pfls_tot_amt", fixed(profit, 5)},
      {"tot_pftrt",
       bought.is_zero() ? "0.00000000" : fixed(Decimal::divide(profit * Decimal(100), bought, 8), 8)},
      {"bass_dt", to_yyyymmdd(session_day(request.now))},
      {"exrt", "0.00000000"}};
  return answer;
}

}  // namespace kbroker::sim
