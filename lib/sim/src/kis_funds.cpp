// KIS: what funds are worth, and what they hold.
#include <tuple>
#include <vector>

#include "kis_market.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t components = 20;

/// An eighth of a percent lies between price and value.
Decimal value_of(std::int64_t price) {
  return Decimal(price * 10'012 / 100, 2);
}

}  // namespace

void put_fund_value(json::object& row, const Candle& day, std::int64_t previous_close) {
  const auto nav = value_of(day.close), before = value_of(previous_close);
  row["nav"] = fixed(nav, 2);
  row["prdy_last_nav"] = row["prdy_clpr_nav"] = fixed(before, 2);
  row["oprc_nav"] = fixed(value_of(day.open), 2);
  row["hprc_nav"] = fixed(value_of(day.high), 2);
  row["lprc_nav"] = fixed(value_of(day.low), 2);
  row["nav_prdy_vrss"] = fixed(nav - before, 2);
  row["nav_prdy_vrss_sign"] = nav == before ? "3" : nav > before ? "2" : "5";
  row["nav_prdy_ctrt"] = fixed(percent((nav - before).units(), before.units()), 2);
  const auto apart = Decimal(day.close * 100, 2) - nav;
  row["nav_vrss_prpr"] = fixed(apart, 2);
  row["dprt"] = fixed(percent(apart.units(), nav.units()), 2);
  row["trc_errt"] = "0.31";
  row["etf_rprs_bstp_kor_isnm"] = "";
}

std::vector<Instrument> fund_holdings(const Exchange& exchange) {
  std::vector<Instrument> held;
  for (const auto& listed : exchange.listed())
    if (!listed.fund && held.size() < components) held.push_back(listed);
  return held;
}

KisAnswer kis_fund_components(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  const auto& exchange = request.world.exchange;
  const auto fund = exchange.find(request.parameter("FID_INPUT_ISCD"));
  json::array rows;
  if (fund && fund->fund) {
    std::vector<std::tuple<Instrument, Quote, std::int64_t>> held;
    std::int64_t total = 0;
    for (const auto& share : fund_holdings(exchange)) {
      const auto quote = exchange.quote(share, request.now);
      const auto worth = share.listed_shares / 1'000'000 * quote.price();
      held.emplace_back(share, quote, worth);
      total += worth;
    }
    for (const auto& [share, quote, worth] : held) {
      json::object row{{"stck_shrn_iscd", share.symbol->code},
                       {"hts_kor_isnm", share.symbol->name},
                       {"stck_prpr", number(quote.price())},
                       {"acml_vol", number(quote.today.volume)},
                       {"acml_tr_pbmn", number(quote.today.value)},
                       {"etf_cnfg_issu_rlim", fixed(percent(worth, total), 2)},
                       {"etf_vltn_amt", number(worth)}};
      put_change(row, quote.price(), quote.base);
      rows.push_back(std::move(row));
    }
  }
  answer.body["output2"] = std::move(rows);
  return answer;
}

}  // namespace kbroker::sim
