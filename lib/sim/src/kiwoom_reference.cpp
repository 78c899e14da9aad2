// Kiwoom: the list of instruments (ka10099) and one of them (ka10100). These answer in camelCase.
#include <charconv>

#include "candles.hpp"
#include "kiwoom_market.hpp"
#include "sectors.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t list_rows = 2000;

struct MarketCode {
  std::string_view code, name;
};

MarketCode market_code(const catalog::Symbol& symbol) {
  if (symbol.kind == "EF") return {"8", "ETF"};
  if (symbol.kind == "RT") return {"6", "리츠"};
  switch (symbol.market) {
    case catalog::Market::kosdaq:
      return {"10", "코스닥"};
    case catalog::Market::konex:
      return {"50", "코넥스"};
    case catalog::Market::kospi:
      break;
  }
  return {"0", "거래소"};
}

json::object row_of(const KiwoomRequest& request, const Instrument& instrument) {
  const auto& symbol = *instrument.symbol;
  const auto market = market_code(symbol);
  const auto quote = request.world.exchange.quote(instrument, request.now);
  return {{"code", symbol.code},
          {"name", symbol.name},
          {"listCount", padded(instrument.listed_shares, 16)},
          {"auditInfo", "정상"},
          {"regDay", to_yyyymmdd(first_listed_day)},
          {"lastPrice", padded(quote.base, 8)},
          {"state", symbol.halted ? "거래정지" : "증거금20%"},
          {"marketCode", market.code},
          {"marketName", market.name},
          {"upName", sector_of(symbol)},
          {"upSizeName", ""},
          {"companyClassName", ""},
          {"orderWarning", "0"},
          {"nxtEnable", "Y"}};
}

}  // namespace

KiwoomAnswer kiwoom_instruments(const KiwoomRequest& request) {
  const auto market = request.parameter("mrkt_tp");
  static constexpr std::string_view markets[] = {"0", "3", "4", "5", "6", "8", "9", "10", "30", "50", "60"};
  bool known = false;
  for (const auto code : markets) known = known || code == market;
  if (!known)
    return kiwoom_refusal(2, "입력 값 오류입니다", "1901",
                          "시장 코드값이 존재하지 않습니다. 시장코드=" + std::string(market));
  std::size_t first = 0;
  const auto key = request.next_key;
  if (!key.empty()) {
    const auto read = std::from_chars(key.data(), key.data() + key.size(), first);
    if (read.ec != std::errc() || read.ptr != key.data() + key.size()) return kiwoom_bad_value("next-key");
  }
  KiwoomAnswer answer;
  json::array rows;
  std::size_t index = 0;
  for (const auto& instrument : request.world.exchange.listed()) {
    // KOSPI's list holds the funds traded there too.
    const auto code = market_code(*instrument.symbol).code;
    const bool wanted =
        code == market || (market == "0" && instrument.symbol->market == catalog::Market::kospi);
    if (!wanted || index++ < first) continue;
    if (rows.size() == list_rows) {
      answer.next_key = std::to_string(first + list_rows);
      break;
    }
    rows.push_back(row_of(request, instrument));
  }
  answer.body["list"] = std::move(rows);
  return answer;
}

KiwoomAnswer kiwoom_instrument(const KiwoomRequest& request) {
  auto subject = kiwoom_subject(request);
  if (subject.refusal) return std::move(*subject.refusal);
  KiwoomAnswer answer;
  answer.body = row_of(request, subject.instrument);
  return answer;
}

}  // namespace kbroker::sim
