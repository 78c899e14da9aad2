// Invented values for the fields of KIS answers that nobody wrote by hand.
#include "kis_field_values.hpp"

#include <algorithm>
#include <array>

#include "kbroker/base/text.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/sim/simulator.hpp"
#include "kis_market.hpp"
#include "noise.hpp"
#include "wire_values.hpp"

namespace kbroker::sim {

namespace {

using catalog::ApiField;
using catalog::ValueType;

bool contains_any(std::string_view name, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return name.ends_with(end); });
}

/// The draw of a field, in [0, 1).
double draw(std::string_view name, const KisRow& row) {
  return unit(key_of(row.key, name), static_cast<std::int64_t>(row.number));
}

bool rises(const KisRow& row) {
  return unit(row.key, static_cast<std::int64_t>(row.number)) >= 0.5;
}

/// All prices of a row lie within two percent of one another.
std::string price(std::string_view name, const KisRow& row) {
  const double anchor = 20 + 480 * unit(mix(row.key), static_cast<std::int64_t>(row.number / 1'000));
  const double value = anchor * (0.99 + 0.02 * draw(name, row));
  return row.foreign ? fixed(Decimal(static_cast<std::int64_t>(value * 10'000), 4), 4)
                     : number(static_cast<std::int64_t>(value) * 100);
}

std::string rate(std::string_view name, const KisRow& row) {
  const auto hundredths = static_cast<std::int64_t>(draw(name, row) * 500);
  return fixed(Decimal(rises(row) ? hundredths : -hundredths, 2), 2);
}

std::string whole(std::string_view name, const KisRow& row, double limit) {
  return number(static_cast<std::int64_t>(draw(name, row) * limit));
}

bool is_price(std::string_view name) {
  return contains_any(name,
                      {"prpr", "prc", "pric", "unpr", "oprc", "hgpr", "lwpr", "clpr", "askp", "bidp"}) ||
         ends_with_any(name, {"last", "open", "high", "low", "clos", "base", "pask", "pbid"});
}

bool is_rate(std::string_view name) {
  return contains_any(name, {"ctrt", "rate"}) || ends_with_any(name, {"_rt", "_rt1", "wght"});
}

/// The largest whole number of a unit.
double limit_of(std::string_view unit) {
  static constexpr auto limits = std::to_array<std::pair<std::string_view, double>>({{"KRW", 1e9},
                                                                                     {"million KRW", 1e6},
                                                                                     {"100 million KRW", 1e5},
                                                                                     {"shares", 1e6},
                                                                                     {"contracts", 1e4},
                                                                                     {"count", 100},
                                                                                     {"days", 365},
                                                                                     {"months", 12},
                                                                                     {"seconds", 60}});
  const auto found = std::ranges::find(limits, unit, &std::pair<std::string_view, double>::first);
  return found == limits.end() ? 10'000 : found->second;
}

std::string number_value(const ApiField& field, const std::string& name, const KisRow& row) {
  // Overseas quotations give the change without its sign and the rate with it.
  if (name == "diff") return price(name, row);
  if (name == "rate" && row.foreign) return (rises(row) ? "+" : "") + rate(name, row);
  if (field.unit == "percent" || (field.unit.empty() && is_rate(name))) return rate(name, row);
  if (is_price(name)) return price(name, row);
  if (field.unit == "points" || field.unit == "times")
    return fixed(Decimal(static_cast<std::int64_t>(draw(name, row) * 400'000), 2), 2);
  if (field.unit == "USD" || field.unit == "currency")
    return fixed(Decimal(static_cast<std::int64_t>(draw(name, row) * 1e9), 5), 5);
  return whole(name, row, limit_of(field.unit));
}

std::string text_value(const ApiField& field, const std::string& name, const KisRow& row) {
  if (name == "sign" || name.ends_with("_sign")) return rises(row) ? "2" : "5";
  if (!field.values.empty())
    return std::string(
        field.values[static_cast<std::size_t>(draw(name, row) * 997) % field.values.size()].value);
  if (ends_with_any(name, {"_yn"})) return draw(name, row) < 0.5 ? "Y" : "N";
  if (name == "cano" || name == "acnt_no") return std::string(demo_account);
  if (name == "acnt_prdt_cd") return "01";
  if (contains_any(name, {"crcy", "curr"})) return row.foreign ? "USD" : "KRW";
  const auto& listed = row.request.world.exchange.listed();
  const auto* symbol = listed.empty() ? nullptr : listed[row.number % listed.size()].symbol;
  if (ends_with_any(name, {"name", "_nm", "isnm", "knam", "enam"}) && symbol) return symbol->name;
  if (ends_with_any(name, {"iscd", "pdno", "sht_cd", "symb", "item_cd"}))
    return row.foreign ? "SIM" + std::to_string(row.number) : symbol ? symbol->code : "005930";
  if (ends_with_any(name, {"odno", "_no"}))
    return padded(117'057 + static_cast<std::int64_t>(row.number), 10);
  if (ends_with_any(name, {"_cd", "_code", "_dvsn"})) return "0" + std::to_string(1 + row.number % 3);
  return "SIM" + std::to_string(100 + static_cast<int>(draw(name, row) * 900));
}

}  // namespace

std::string field_value(const ApiField& field, const KisRow& row) {
  const std::string name = to_lower(field.name);
  if (const auto* known = row.known.if_contains(name)) return std::string(known->as_string());
  if (const auto asked = row.request.parameter(name); !trim(asked).empty()) return std::string(asked);
  // Later rows are older, a minute each.
  const auto time = start_of_day_kst(row.day) + std::chrono::hours(15) + std::chrono::minutes(30) -
                    std::chrono::minutes(row.number % 300);
  switch (field.type) {
    case ValueType::date:
      return to_yyyymmdd(row.day);
    case ValueType::month:
      return to_yyyymmdd(row.day).substr(0, 6);
    case ValueType::time:
      return to_hhmmss_kst(time);
    case ValueType::datetime:
      return to_yyyymmdd(row.day) + to_hhmmss_kst(time);
    case ValueType::number:
    case ValueType::price:
      return number_value(field, name, row);
    case ValueType::text:
      break;
  }
  return text_value(field, name, row);
}

}  // namespace kbroker::sim
