// KIS: answers of the APIs that nobody wrote by hand, from what the catalogue says about them.
#include <algorithm>

#include "candles.hpp"
#include "kbroker/catalog/api_values.hpp"
#include "kis_field_values.hpp"
#include "kis_market.hpp"
#include "kis_paging.hpp"
#include "noise.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

using catalog::Api;
using catalog::ApiContainer;
using catalog::Shape;

/// What the caller asked about, if it is one instrument.
struct Subject {
  std::optional<Instrument> instrument;
  /// The code has the right form and nobody lists it.
  bool unlisted = false;
};

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Subject subject_of(const Api& api, const KisRequest& request) {
  Subject subject;
  const auto param = std::ranges::find(api.params, "symbol", &catalog::ApiParam::plain_name);
  if (param == api.params.end()) return subject;
  const auto code = request.parameter(param->name);
  if (api.category.starts_with("overseas")) {
    subject.unlisted = code.starts_with("ZZZ");
  } else if (api.category == "domestic_stock" || api.category == "etfetn") {
    subject.instrument = request.world.exchange.find(code);
    subject.unlisted = !subject.instrument && code.size() == 6 && all_digits(code);
  }
  return subject;
}

/// The figures that inquire-price and search-stock-info would give, so that answers agree with one another.
json::object figures_of(const Instrument& instrument, const KisRequest& request) {
  const Fields fields{{"FID_COND_MRKT_DIV_CODE", "J"}, {"FID_INPUT_ISCD", instrument.symbol->code}};
  const KisRequest price{request.world, request.environment, fields, {}, request.now};
  auto known = kis_inquire_price(price).body["output"].as_object();
  const auto quote = request.world.exchange.quote(instrument, request.now);
  known["stck_prdy_clpr"] = number(quote.base);
  known["prdy_vol"] = number(quote.yesterday.volume);
  if (instrument.fund) {
    put_fund_value(known, quote.today, quote.base);
    const auto held = fund_holdings(request.world.exchange).size();
    known["etf_cnfg_issu_cnt"] = number(static_cast<std::int64_t>(held));
  }
  for (const auto name : {"hts_kor_isnm", "prdt_name", "prdt_abrv_name", "kor_isnm", "itms_kor_isnm"})
    known[name] = instrument.symbol->name;
  for (const auto name : {"mksc_shrn_iscd", "pdno", "shtn_pdno", "sht_cd", "iscd", "shrn_iscd"})
    known[name] = instrument.symbol->code;
  return known;
}

/// One day of an instrument, under the names that daily rows use.
void put_day(json::object& known, const ChartRow& day) {
  known["stck_bsop_date"] = to_yyyymmdd(day.candle.date);
  known["stck_oprc"] = number(day.candle.open);
  known["stck_hgpr"] = number(day.candle.high);
  known["stck_lwpr"] = number(day.candle.low);
  known["stck_clpr"] = number(day.candle.close);
  known["stck_prpr"] = number(day.candle.close);
  known["acml_vol"] = number(day.candle.volume);
  known["acml_tr_pbmn"] = number(day.candle.value);
  put_change(known, day.candle.close, day.previous_close);
}

class Generator {
 public:
  Generator(const Api& api, const KisRequest& request)
      : api_(api), request_(request), subject_(subject_of(api, request)), key_(key_of_request()) {
    if (subject_.instrument) known_ = figures_of(*subject_.instrument, request_);
    page_ = kis_page(api_, request_, key_);
  }

  KisAnswer answer() {
    KisAnswer made;
    if (api_.account) {
      made.message_code = api_.mutates ? "APBK0013" : "KIOK0510";
      made.message = api_.mutates ? "주문 전송 완료 되었습니다." : "조회가 완료되었습니다";
    }
    bool first_list = true;
    for (const auto& container : api_.response) {
      if (container.name == "body") {
        auto top = row(container, 0, last_day());
        for (auto& member : top) made.body.insert_or_assign(member.key(), std::move(member.value()));
      } else {
        made.body[container.name] = content(container, first_list);
      }
      if (container.shape == Shape::array) first_list = false;
    }
    put_page(made, api_, request_, page_);
    return made;
  }

 private:
  std::uint64_t key_of_request() const {
    std::string text(api_.id);
    for (const auto& param : api_.params)
      if (!catalog::asks_for_page(api_, param)) text += "&" + std::string(request_.parameter(param.name));
    return key_of(request_.world.exchange.seed(), text);
  }

  json::value content(const ApiContainer& container, bool first_list) const {
    if (container.shape == Shape::array) return rows(container, first_list);
    if (container.shape == Shape::object) return row(container, 0, last_day());
    // The shape depends on how much there is: a list, one row as an object, or none as a blank text.
    if (subject_.unlisted) return "";
    if (api_.paging == catalog::Paging::none && key_ % 2 == 0) return row(container, 0, last_day());
    return rows(container, first_list);
  }

  json::array rows(const ApiContainer& container, bool first_list) const {
    json::array list;
    if (subject_.unlisted) return list;
    // Further lists of account answers are totals of one row.
    const auto count = api_.account && !first_list ? std::min<std::size_t>(page_.count, 1) : page_.count;
    Date day = last_day();
    for (std::size_t i = 0; i < page_.first; ++i) day = previous_trading_day(day);
    for (std::size_t i = 0; i < count; ++i, day = previous_trading_day(day))
      list.push_back(row(container, page_.first + i, day, true));
    return list;
  }

  json::object row(const ApiContainer& container, std::size_t number, Date day, bool of_list = false) const {
    const auto known = of_list ? known_in_list(container, number, day) : known_;
    const KisRow place{request_, known, key_, number, day, api_.category.starts_with("overseas")};
    json::object made;
    for (const auto& field : container.fields) made[field.name] = field_value(field, place);
    return subject_.unlisted ? blanked(made) : made;
  }

  json::object known_in_list(const ApiContainer& container, std::size_t number, Date day) const {
    const auto has = [&](std::string_view name) {
      return std::ranges::any_of(container.fields,
                                 [&](const catalog::ApiField& field) { return iequals(field.name, name); });
    };
    const auto& exchange = request_.world.exchange;
    if (subject_.instrument && has("stck_bsop_date")) {
      auto known = known_;
      const auto days = chart(exchange, *subject_.instrument, Period::day, day, day, 1, request_.now);
      if (!days.empty()) put_day(known, days.front());
      if (!days.empty() && subject_.instrument->fund)
        put_fund_value(known, days.front().candle, days.front().previous_close);
      return known;
    }
    // Rankings and lists: an instrument a row.
    if (!subject_.instrument && api_.category == "domestic_stock" && has("hts_kor_isnm") &&
        !exchange.listed().empty()) {
      auto known = figures_of(exchange.listed()[number % exchange.listed().size()], request_);
      known["data_rank"] = std::to_string(number + 1);
      return known;
    }
    // Of the instrument's own figures a list repeats only the names.
    json::object known;
    for (const auto name : {"hts_kor_isnm", "prdt_name", "pdno", "mksc_shrn_iscd", "stck_shrn_iscd"})
      if (const auto* value = known_.if_contains(name)) known[name] = *value;
    return known;
  }

  /// The newest day that answers tell of: the session, or the end of the range that was asked for.
  Date last_day() const {
    const auto session = session_day(request_.now);
    const auto to = std::ranges::find(api_.params, "to", &catalog::ApiParam::plain_name);
    if (to == api_.params.end()) return session;
    const auto asked = parse_date(request_.parameter(to->name));
    if (!asked || *asked >= session) return session;
    return is_trading_day(*asked) ? *asked : previous_trading_day(*asked);
  }

  const Api& api_;
  const KisRequest& request_;
  const Subject subject_;
  const std::uint64_t key_;
  json::object known_;
  KisPage page_;
};

}  // namespace

KisAnswer kis_generated(const Api& api, const KisRequest& request) {
  return Generator(api, request).answer();
}

}  // namespace kbroker::sim
