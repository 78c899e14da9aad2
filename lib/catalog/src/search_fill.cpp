#include "search_fill.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "kbroker/base/text.hpp"
#include "search_exchange.hpp"

namespace kbroker::catalog {

namespace {

bool allows(const ApiParam& param, std::string_view value) {
  return param.values.empty() || param.open ||
         std::ranges::find(param.values, value, &AllowedValue::value) != param.values.end();
}

bool filled_by_caller(const ApiParam& param) {
  return param.filled_by == FilledBy::caller && param.fixed.empty();
}

/// Whether a meaning of this dimension says which value is wanted.
bool says_which(std::string_view dimension) {
  return dimension != "stop" && dimension != "show" && dimension != "weak" && dimension != "time";
}

class Filler {
 public:
  Filler(const Api& api, const Reading& reading, const ValueSubjects& subjects, const ValueSubjects& venues)
      : reading_(reading), subjects_(subjects), venues_(venues) {
    abroad_ = std::ranges::any_of(api.params, lists_exchanges_abroad);
  }

  std::optional<std::string> value_of(const ApiParam& param) const {
    const auto name = param.plain_name;
    std::optional<std::string> value;
    if (name == "symbol")
      value = symbol();
    else if (name == "exchange")
      return exchange(param);
    else if (name == "market")
      value = market(param);
    else if (name == "from")
      value = day(param, true);
    else if (name == "to" || name == "date")
      value = day(param, false);
    else if (name == "time")
      value = first(Entity::Kind::time);
    else if (name == "quantity")
      value = first(Entity::Kind::quantity);
    else if (name == "price")
      value = first(Entity::Kind::price);
    else if (name == "order" || name == "original_order" || name == "order_number")
      value = first(Entity::Kind::order_number);
    if (value && allows(param, *value)) return value;
    return chosen(param, subjects_);
  }

 private:
  std::optional<std::string> symbol() const {
    for (const auto& instrument : reading_.instruments)
      if (!instrument.code.empty() && (instrument.foreign != nullptr) == abroad_) return instrument.code;
    return {};
  }

  /// Only one that is named: an order on the wrong exchange is worse than a question.
  std::optional<std::string> exchange(const ApiParam& param) const {
    if (auto named = exchange_named(param, reading_)) return named;
    return abroad_ ? std::nullopt : chosen(param, venues_);
  }

  /// What the sentence says, else where the instrument is quoted: "삼전 얼마" means KRX.
  std::optional<std::string> market(const ApiParam& param) const {
    if (auto said = chosen(param, subjects_)) return said;
    for (const auto& instrument : reading_.instruments) {
      if (instrument.foreign || instrument.code.empty()) continue;
      const std::string_view quoted = instrument.elw ? "W" : "J";
      if (std::ranges::find(param.values, quoted, &AllowedValue::value) != param.values.end())
        return std::string(quoted);
    }
    return {};
  }

  std::optional<std::string> day(const ApiParam& param, bool first_day) const {
    if (!reading_.days || (first_day && !reading_.days->from)) return {};
    const auto text = to_yyyymmdd(first_day ? *reading_.days->from : reading_.days->to);
    return param.type == ValueType::month ? text.substr(0, 6) : text;
  }

  std::optional<std::string> first(Entity::Kind kind) const {
    const auto found = std::ranges::find(reading_.entities, kind, &Entity::kind);
    if (found == reading_.entities.end()) return {};
    return found->value;
  }

  /// The one allowed value whose meaning the sentence speaks of: "주봉" chooses W.
  std::optional<std::string> chosen(const ApiParam& param, const ValueSubjects& subjects) const {
    const AllowedValue* best = nullptr;
    std::size_t most = 0;
    bool tied = false;
    for (const auto& value : param.values) {
      if (value.value.empty()) continue;
      auto spoken = spoken_of(value.meaning.ko, subjects) + spoken_of(value.meaning.en, subjects);
      if (is_filled_only(value)) spoken = says_filled() ? std::max<std::size_t>(spoken, 1) : 0;
      if (spoken == 0 || spoken < most) continue;
      tied = spoken == most;
      most = spoken;
      best = &value;
    }
    if (!best || tied) return {};
    return std::string(best->value);
  }

  static bool is_filled_only(const AllowedValue& value) {
    return value.meaning.en.starts_with("filled") || value.meaning.en.starts_with("fills");
  }

  /// "Order history" asks for all orders: only these words leave the open ones out.
  bool says_filled() const {
    static constexpr std::u32string_view words[] = {U"체결", U"filled", U"fills", U"executed", U"execution"};
    const std::u32string_view key = reading_.sentence.key;
    return std::ranges::any_of(words, [&](std::u32string_view word) {
      for (auto at = key.find(word); at != key.npos; at = key.find(word, at + 1))
        if (!key.substr(0, at).ends_with(U"미") && !key.substr(0, at).ends_with(U"un")) return true;
      return false;
    });
  }

  std::size_t spoken_of(std::string_view meaning, const ValueSubjects& subjects) const {
    const auto found = subjects.find(meaning);
    if (found == subjects.end()) return 0;
    const auto& ids = found->second;
    const auto spoken = static_cast<std::size_t>(
        std::ranges::count_if(ids, [&](MeaningId id) { return reading_.asked[id]; }));
    return spoken < ids.size() - spoken ? 0 : spoken;
  }

  const Reading& reading_;
  const ValueSubjects &subjects_, &venues_;
  bool abroad_ = false;
};

std::string text_of(const Reading& reading, std::size_t begin, std::size_t end) {
  std::string text;
  for (auto at = begin; at < end; ++at) {
    if (at > begin && reading.sentence.starts[at])
      text += to_utf8(std::u32string(1, reading.sentence.marks[at]));
    text += to_utf8(std::u32string(1, reading.sentence.typed[at]));
  }
  return text;
}

std::string_view name_of(Entity::Kind kind) {
  switch (kind) {
    case Entity::Kind::code:
      return "instrument";
    case Entity::Kind::order_number:
      return "order_number";
    case Entity::Kind::days:
      return "days";
    case Entity::Kind::time:
      return "time";
    case Entity::Kind::quantity:
      return "quantity";
    case Entity::Kind::price:
      break;
  }
  return "price";
}

}  // namespace

ParamFiller::ParamFiller(const ApiCatalogue& catalogue, TextReader& read) {
  const auto& meanings = read.words().meanings();
  const auto add = [&](ValueSubjects& to, std::string_view text, auto speaks) {
    std::vector<MeaningId> subjects;
    std::ranges::copy_if(read(text).meanings, std::back_inserter(subjects), speaks);
    if (!subjects.empty()) to.try_emplace(text, std::move(subjects));
  };
  const auto any = [&](MeaningId id) { return says_which(meanings[id].dimension); };
  const auto venue = [&](MeaningId id) {
    return meanings[id].name == "krx_venue" || meanings[id].dimension.starts_with("venue");
  };
  for (std::size_t i = 0; i < catalogue.size(); ++i)
    for (const auto& param : catalogue.at(i).params)
      if (filled_by_caller(param))
        for (const auto& value : param.values)
          for (const auto text : {value.meaning.ko, value.meaning.en})
            param.plain_name == "exchange" ? add(venues_, text, venue) : add(subjects_, text, any);
}

std::vector<FilledParam> ParamFiller::fill(const Api& api, const Reading& reading) const {
  const Filler filler(api, reading, subjects_, venues_);
  std::vector<FilledParam> filled;
  for (const auto& param : api.params) {
    if (!filled_by_caller(param)) continue;
    if (auto value = filler.value_of(param)) filled.push_back({param.name, std::move(*value)});
  }
  return filled;
}

std::vector<Recognised> recognised_in(const Reading& reading) {
  std::vector<Recognised> found;
  for (const auto& instrument : reading.instruments) {
    const auto name = instrument.symbol ? instrument.symbol->name : std::string();
    found.push_back(
        {"instrument", text_of(reading, instrument.begin, instrument.end), instrument.code, name});
  }
  for (const auto& entity : reading.entities)
    if (entity.kind != Entity::Kind::code && entity.kind != Entity::Kind::days)
      found.push_back(
          {std::string(name_of(entity.kind)), text_of(reading, entity.begin, entity.end), entity.value, {}});
  if (reading.days) {
    const auto& first = reading.days->from;
    const auto from = first ? to_iso(*first) : std::string(), to = to_iso(reading.days->to);
    found.push_back({"days", {}, from == to ? from : from + "/" + to, {}});
  }
  return found;
}

}  // namespace kbroker::catalog
