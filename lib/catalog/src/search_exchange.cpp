#include "search_exchange.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

/// A foreign exchange in quotations and in orders, and what people call it.
struct Exchange {
  std::string_view quoted, ordered;
  std::array<std::u32string_view, 4> names;
};
constexpr auto exchanges = std::to_array<Exchange>({{"NAS", "NASD", {U"nasdaq", U"나스닥"}},
                                                    {"NYS", "NYSE", {U"nyse", U"newyork", U"뉴욕"}},
                                                    {"AMS", "AMEX", {U"amex", U"아멕스"}},
                                                    {"HKS", "SEHK", {U"hongkong", U"hkex", U"홍콩"}},
                                                    {"TSE", "TKSE", {U"japan", U"tokyo", U"일본", U"도쿄"}},
                                                    {"SHS", "SHAA", {U"shanghai", U"상해", U"상하이"}},
                                                    {"SZS", "SZAA", {U"shenzhen", U"심천"}},
                                                    {"HSX", "VNSE", {U"hochiminh", U"호치민", U"호찌민"}},
                                                    {"HNX", "HASE", {U"hanoi", U"하노이"}}});

struct Country {
  std::u32string_view name, english;
  std::string_view in_meaning;
};
constexpr auto countries = std::to_array<Country>(
    {{U"미국", U"us", "미국"}, {U"중국", U"china", "중국"}, {U"베트남", U"vietnam", "베트남"}});

const AllowedValue* allowed(const ApiParam& param, std::string_view value) {
  const auto found = std::ranges::find(param.values, value, &AllowedValue::value);
  return found == param.values.end() ? nullptr : &*found;
}

std::optional<std::string> value_for(const ApiParam& param, const Exchange& exchange) {
  for (const auto name : {exchange.quoted, exchange.ordered})
    if (allowed(param, name)) return std::string(name);
  return {};
}

/// A name in Latin letters is a word of its own.
bool says(const Sentence& sentence, std::u32string_view name) {
  if (name.empty()) return false;
  for (auto at = sentence.key.find(name); at != sentence.key.npos; at = sentence.key.find(name, at + 1)) {
    const auto end = at + name.size();
    const bool clear_left = sentence.starts_word(at) || !is_latin(sentence.key[at - 1]);
    const bool clear_right = sentence.starts_word(end) || !is_latin(sentence.key[end]);
    if (!is_latin(name.front()) || (clear_left && clear_right)) return true;
  }
  return false;
}

}  // namespace

bool lists_exchanges_abroad(const ApiParam& param) {
  return std::ranges::any_of(exchanges,
                             [&](const Exchange& one) { return value_for(param, one).has_value(); });
}

std::optional<std::string> exchange_named(const ApiParam& param, const Reading& reading) {
  for (const auto& instrument : reading.instruments)
    for (const auto& one : exchanges)
      if (instrument.foreign && instrument.foreign->exchange == one.quoted) return value_for(param, one);
  const auto said = [&](std::u32string_view name) { return says(reading.sentence, name); };
  for (const auto& one : exchanges)
    if (std::ranges::any_of(one.names, said))
      if (auto value = value_for(param, one)) return value;
  for (const auto& value : param.values)
    if (value.value.size() > 2 && said(to_utf32(to_lower(value.value)))) return std::string(value.value);
  for (const auto& country : countries)
    if (said(country.name) || said(country.english))
      for (const auto& value : param.values)
        if (value.meaning.ko.find(country.in_meaning) != value.meaning.ko.npos)
          return std::string(value.value);
  return {};
}

}  // namespace kbroker::catalog
