#include "kis_realtime_rows.hpp"

#include "kbroker/base/time_format.hpp"
#include "kbroker/sim/simulator.hpp"
#include "kis_field_values.hpp"
#include "kis_market.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

/// The fields of the TR's frame, `known` ones first, others invented.
std::string row_of(const catalog::Api& api, const KisRequest& request, const json::object& known,
                   std::uint64_t key) {
  const KisRow row{request, known, key, 0, date_kst(request.now)};
  std::string text;
  for (const auto& field : api.response.front().fields) {
    if (&field != &api.response.front().fields.front()) text += '^';
    text += field_value(field, row);
  }
  return text;
}

std::string_view division(Venue venue) {
  switch (venue) {
    case Venue::krx:
      return "J";
    case Venue::nxt:
      return "NX";
    case Venue::combined:
      break;
  }
  return "UN";
}

}  // namespace

std::optional<Venue> trade_venue(std::string_view tr_id) {
  if (tr_id == "H0STCNT0") return Venue::krx;
  if (tr_id == "H0NXCNT0") return Venue::nxt;
  if (tr_id == "H0UNCNT0") return Venue::combined;
  return std::nullopt;
}

std::string trade_row(const catalog::Api& api, const Instrument& instrument, std::int64_t volume,
                      const World& world, Environment environment) {
  const auto venue = trade_venue(api.transactions.front().real).value_or(Venue::krx);
  const auto& code = instrument.symbol->code;
  const Fields parameters{{"FID_COND_MRKT_DIV_CODE", std::string(division(venue))}, {"FID_INPUT_ISCD", code}};
  const KisRequest request{world, environment, parameters, {}, world.clock.wall()};
  // The same figures as inquire-price and the order book give at this moment.
  auto known = kis_inquire_price(request).body["output"].as_object();
  const auto book = kis_inquire_order_book(request);
  for (const auto& level : book.body.at("output1").as_object())
    known.insert_or_assign(level.key(), level.value());
  known["mksc_shrn_iscd"] = code;
  known["stck_cntg_hour"] = to_hhmmss_kst(request.now);
  known["cntg_vol"] = number(volume);
  known["bsop_date"] = to_yyyymmdd_kst(request.now);
  known["trht_yn"] = known.at("temp_stop_yn");
  known["hour_cls_code"] = "0";
  known["mrkt_trtm_cls_code"] = "";
  return row_of(api, request, known, instrument.key);
}

std::string notice_row(const catalog::Api& api, const Fill& fill, std::size_t number_of_order,
                       const World& world, Environment environment) {
  const Fields parameters;
  const KisRequest request{world, environment, parameters, {}, world.clock.wall()};
  const auto instrument = world.exchange.find(fill.code);
  const auto quantity = padded(fill.quantity, 10);
  const json::object known{{"cust_id", demo_hts_id},
                           {"acnt_no", std::string(demo_account) + "01"},
                           {"oder_no", padded(static_cast<std::int64_t>(number_of_order), 10)},
                           {"ooder_no", ""},
                           {"seln_byov_cls", fill.buy ? "02" : "01"},
                           {"rctf_cls", "0"},
                           {"oder_kind", "00"},
                           {"oder_cond", "0"},
                           {"stck_shrn_iscd", fill.code},
                           {"cntg_qty", quantity},
                           {"cntg_unpr", padded(fill.price, 9)},
                           {"stck_cntg_hour", to_hhmmss_kst(request.now)},
                           {"rfus_yn", "0"},
                           {"cntg_yn", "2"},
                           {"acpt_yn", "2"},
                           {"brnc_no", "00950"},
                           {"oder_qty", quantity},
                           {"acnt_name", "모의계좌"},
                           {"ord_cond_prc", "000000000"},
                           {"ord_exg_gb", "1"},
                           {"popup_yn", "N"},
                           {"filler", ""},
                           {"crdt_cls", "00"},
                           {"crdt_loan_date", ""},
                           {"cntg_isnm40", instrument ? instrument->symbol->name : ""},
                           {"oder_prc", padded(fill.price, 9)}};
  return row_of(api, request, known, 0);
}

}  // namespace kbroker::sim
