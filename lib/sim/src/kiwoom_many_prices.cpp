// Kiwoom: prices of many instruments (ka10095).
#include "kiwoom_market.hpp"

namespace kbroker::sim {
namespace json = boost::json;

KiwoomAnswer kiwoom_many_prices(const KiwoomRequest& request) {
  json::array rows;
  std::string_view codes = request.parameter("stk_cd");
  while (!codes.empty()) {
    const auto end = std::min(codes.find('|'), codes.size());
    const auto subject = kiwoom_subject(request, codes.substr(0, end));
    codes.remove_prefix(std::min(end + 1, codes.size()));
    json::object row;
    for (const auto name : {"stk_cd", "stk_nm", "cur_prc"}) row[name] = "";
    // An unknown code gives success and a blank row.
    if (!subject.refusal) {
      const auto quote = request.world.exchange.quote(subject.instrument, request.now, subject.venue);
      row = {{"stk_cd", subject.echo},
             {"stk_nm", subject.instrument.symbol->name},
             {"cur_prc", marked(quote.price(), quote.base)},
             {"base_pric", std::to_string(quote.base)},
             {"pred_pre", signed_text(quote.change())},
             {"pred_pre_sig", direction(quote.price(), quote.base, quote.band.lower, quote.band.upper)},
             {"flu_rt", signed_text(percent(quote.change(), quote.base), 2)},
             {"trde_qty", std::to_string(quote.today.volume)},
             {"trde_prica", std::to_string(quote.today.value / 1'000'000)},
             {"upl_pric", "+" + std::to_string(quote.band.upper)},
             {"lst_pric", "-" + std::to_string(quote.band.lower)},
             {"open_pric", marked(quote.today.open, quote.base)},
             {"high_pric", marked(quote.today.high, quote.base)},
             {"low_pric", marked(quote.today.low, quote.base)}};
    }
    rows.push_back(std::move(row));
  }
  KiwoomAnswer answer;
  answer.body["atn_stk_infr"] = std::move(rows);
  return answer;
}

}  // namespace kbroker::sim
