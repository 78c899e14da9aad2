#include "search_entities.hpp"

#include <algorithm>
#include <cstdio>

#include "code_text.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

/// Reads one entity at a time, front to back.
class Scanner {
 public:
  Scanner(const Sentence& sentence, Date today) : text_(sentence), key_(sentence.key), today_(today) {}

  std::vector<Entity> all() {
    std::vector<Entity> found;
    for (std::size_t at = 0; at < key_.size();) {
      auto entity = at_order(at);
      if (!entity) entity = at_word(at);
      if (!entity && is_digit(key_[at]) && (at == 0 || !is_digit(key_[at - 1]))) entity = at_digits(at);
      if (entity) {
        at = entity->end;
        found.push_back(std::move(*entity));
      } else {
        ++at;
      }
    }
    return found;
  }

 private:
  struct Number {
    long long value = 0;
    std::size_t digits = 0, end = 0;
    std::string fraction;
  };

  bool follows(std::size_t at, std::u32string_view word) const {
    return std::u32string_view(key_).substr(std::min(at, key_.size()), word.size()) == word;
  }
  template <std::size_t N>
  std::size_t after_any(std::size_t at, const std::u32string_view (&words)[N]) const {
    for (const auto word : words)
      if (follows(at, word)) return at + word.size();
    return 0;
  }

  /// Digits, with commas between thousands and one decimal point.
  Number number_at(std::size_t at) const {
    Number number;
    bool fraction = false;
    for (; at < key_.size() && is_digit(key_[at]); ++at) {
      if (number.digits > 0 && text_.starts[at]) {
        const auto mark = text_.marks[at];
        const bool thousands =
            mark == U',' && at + 2 < key_.size() && is_digit(key_[at + 1]) && is_digit(key_[at + 2]);
        if (mark == U'.' && !fraction)
          fraction = true;
        else if (!thousands || fraction)
          break;
      }
      if (number.digits == 18) break;
      ++number.digits;
      if (fraction)
        number.fraction += static_cast<char>(key_[at]);
      else
        number.value = number.value * 10 + static_cast<long long>(key_[at] - U'0');
    }
    number.end = at;
    return number;
  }

  std::string typed(std::size_t begin, std::size_t end) const {
    return to_utf8(std::u32string_view(text_.typed).substr(begin, end - begin));
  }

  Entity make(Entity::Kind kind, std::size_t begin, std::size_t end, std::string value) const {
    return {kind, begin, end, std::move(value), {}};
  }
  Entity make(std::size_t begin, std::size_t end, DayRange range) const {
    return {Entity::Kind::days, begin, end, {}, range};
  }

  /// A word of letters and digits that is a code: 57LA50, 0126Z0, A005930, Q500001.
  std::optional<Entity> at_word(std::size_t at) const {
    if (!text_.starts_word(at)) return {};
    auto end = at;
    bool digits = false;
    while (end < key_.size() && (end == at || !text_.starts[end]) &&
           (is_latin(key_[end]) || is_digit(key_[end])))
      digits |= is_digit(key_[end++]);
    const auto length = end - at;
    if (!digits || length < 6 || length > 7) return {};
    const auto word = to_upper(typed(at, end));
    const auto code = bare_code(word);
    if (!is_well_formed_code(code)) return {};
    if (followed_by_unit(end)) return {};
    // 005930.KS
    static constexpr std::u32string_view suffixes[] = {U"ks", U"kq"};
    if (text_.starts_word(end) && end < key_.size() && text_.marks[end] == U'.')
      if (const auto after = after_any(end, suffixes)) end = after;
    return make(Entity::Kind::code, at, end, code);
  }

  /// "주문 12345 취소", "order number 77": fewer than seven digits are an order's number where the sentence
  /// says so.
  std::optional<Entity> at_order(std::size_t at) const {
    if (!is_digit(key_[at]) || at == 0 || is_digit(key_[at - 1])) return {};
    static constexpr std::u32string_view named[] = {U"주문번호", U"ordernumber", U"orderno", U"orderid"};
    static constexpr std::u32string_view orders[] = {U"주문", U"order"};
    static constexpr std::u32string_view changes[] = {U"취소", U"정정",   U"변경",   U"바꿔",  U"철회",
                                                      U"빼줘", U"cancel", U"modify", U"amend", U"change"};
    const auto before = std::u32string_view(key_).substr(0, at);
    const auto behind = [&](std::u32string_view word) { return before.ends_with(word); };
    const auto said = [&](std::u32string_view word) { return key_.find(word) != key_.npos; };
    if (!std::ranges::any_of(named, behind) &&
        !(std::ranges::any_of(orders, behind) && std::ranges::any_of(changes, said)))
      return {};
    const auto number = number_at(at);
    const bool plain = number.digits > 1 && number.fraction.empty() && number.end - at == number.digits;
    if (!plain || followed_by_unit(number.end) || price_at(at, number)) return {};
    return make(Entity::Kind::order_number, at, number.end, typed(at, number.end));
  }

  bool followed_by_unit(std::size_t at) const {
    static constexpr std::u32string_view units[] = {U"원",  U"달러", U"불", U"만원",
                                                    U"won", U"주",   U"개", U"년"};
    return after_any(at, units) != 0;
  }

  std::optional<Entity> at_digits(std::size_t at) const {
    if (auto day = day_at(at)) return day;
    if (auto time = time_at(at)) return time;
    const auto number = number_at(at);
    if (number.digits >= 7 && number.fraction.empty() && number.end - at == number.digits &&
        !followed_by_unit(number.end))
      return make(Entity::Kind::order_number, at, number.end, typed(at, number.end));
    if (auto price = price_at(at, number)) return price;
    if (auto quantity = quantity_at(at, number)) return quantity;
    return {};
  }

  std::optional<Entity> day_at(std::size_t at) const {
    const auto first = number_at(at);
    const auto date = [&](long long y, long long m, long long d, std::size_t end) -> std::optional<Entity> {
      const Date day{std::chrono::year(static_cast<int>(y)), std::chrono::month(static_cast<unsigned>(m)),
                     std::chrono::day(static_cast<unsigned>(d))};
      if (y < 1950 || y > 2100 || !day.ok()) return {};
      return make(at, end, {day, day});
    };
    if (first.digits == 8 && first.end - at == 8)
      return date(first.value / 10000, first.value / 100 % 100, first.value % 100, first.end);
    if (first.digits == 4 && first.end < key_.size() && is_digit(key_[first.end]) &&
        text_.starts[first.end]) {
      const auto second = number_at(first.end);
      if (second.digits <= 2 && second.end < key_.size() && is_digit(key_[second.end]) &&
          text_.marks[second.end] == text_.marks[first.end])
        if (const auto third = number_at(second.end); third.digits <= 2)
          return date(first.value, second.value, third.value, third.end);
    }
    // 2026.03.01 reads as a number with a fraction: take it apart.
    if (first.digits >= 5 && first.fraction.size() == 2 && first.value >= 1950 && first.value <= 2100 &&
        first.end < key_.size() && is_digit(key_[first.end]))
      if (const auto third = number_at(first.end); third.digits <= 2)
        return date(first.value, std::stoll(first.fraction), third.value, third.end);
    return korean_day(at, first);
  }

  /// 2021년, 2026년 3월 1일, 11월 14일, 10월.
  std::optional<Entity> korean_day(std::size_t at, const Number& first) const {
    auto year = static_cast<int>(today_.year());
    auto number = first;
    bool year_given = false;
    if (first.value >= 1950 && first.value <= 2100 && follows(first.end, U"년") &&
        !follows(first.end, U"년치")) {
      year = static_cast<int>(first.value);
      year_given = true;
      const auto next = first.end + 1;
      number = next < key_.size() && is_digit(key_[next]) ? number_at(next) : Number{};
      if (number.digits == 0 || !follows(number.end, U"월"))
        return make(at, next,
                    {Date{std::chrono::year(year) / 1 / 1}, Date{std::chrono::year(year) / 12 / 31}});
    }
    if (number.value < 1 || number.value > 12 || !follows(number.end, U"월") || follows(number.end, U"월봉"))
      return {};
    const auto month = std::chrono::month(static_cast<unsigned>(number.value));
    // Without a year: the last one that has begun.
    if (!year_given && month > today_.month()) --year;
    auto end = number.end + 1;
    if (end < key_.size() && is_digit(key_[end])) {
      const auto day = number_at(end);
      const Date whole{std::chrono::year(year) / month / static_cast<int>(day.value)};
      if (follows(day.end, U"일") && day.value <= 31 && whole.ok())
        return make(at, day.end + 1, {whole, whole});
    }
    return make(at, end,
                {Date{std::chrono::year(year) / month / 1},
                 Date{std::chrono::year(year) / month / std::chrono::last}});
  }

  /// 9시, 10시 반, 15시 20분, 15:30.
  std::optional<Entity> time_at(std::size_t at) const {
    const auto hour = number_at(at);
    if (hour.value > 24 || !hour.fraction.empty()) return {};
    long long minute = 0;
    auto end = hour.end;
    if (follows(end, U"시") && !follows(end, U"시간") && !follows(end, U"시가")) {
      end += 1;
      if (follows(end, U"반")) {
        minute = 30;
        ++end;
      } else if (end < key_.size() && is_digit(key_[end])) {
        const auto part = number_at(end);
        if (follows(part.end, U"분") && part.value < 60) {
          minute = part.value;
          end = part.end + 1;
        }
      }
    } else if (end < key_.size() && is_digit(key_[end]) && text_.marks[end] == U':') {
      const auto part = number_at(end);
      if (part.value > 59) return {};
      minute = part.value;
      end = part.end;
    } else {
      return {};
    }
    auto value = hour.value;
    if (value < 12 && at >= 2 && (follows(at - 2, U"오후"))) value += 12;
    char text[8];
    std::snprintf(text, sizeof text, "%02d%02d00", static_cast<int>(value), static_cast<int>(minute));
    return make(Entity::Kind::time, at, end, text);
  }

  /// 20만원, 11만2천원, 250달러, $250, at 280.
  std::optional<Entity> price_at(std::size_t at, const Number& first) const {
    long long won = 0;
    auto number = first;
    auto end = first.end;
    bool big = false;
    for (bool more = true; more;) {
      more = false;
      const long long unit = follows(end, U"억")   ? 100'000'000
                             : follows(end, U"만") ? 10'000
                             : follows(end, U"천") ? 1'000
                                                   : 0;
      if (unit == 0 || number.value > 99'999'999) break;
      won += number.value * unit;
      big = true;
      end += 1;
      if (end < key_.size() && is_digit(key_[end])) {
        number = number_at(end);
        end = number.end;
        more = true;
      } else {
        number = Number{};
      }
    }
    if (big) won += number.value;
    static constexpr std::u32string_view units[] = {
        U"원", U"달러", U"불", U"엔", U"위안", U"홍콩달러", U"krw", U"won", U"usd", U"dollars", U"dollar"};
    const auto after = after_any(end, units);
    const bool marked = text_.marks[at] == U'$' || text_.marks[at] == U'@';
    const bool at_price =
        at >= 2 && text_.starts_word(at) && follows(at - 2, U"at") && text_.starts_word(at - 2);
    const bool to_price = at >= 2 && text_.starts_word(at) && follows(at - 2, U"to") &&
                          text_.starts_word(at - 2) && first.digits > 1;
    if (!after && !marked && !(at_price && text_.starts_word(end)) && !(to_price && text_.starts_word(end)) &&
        !(big && text_.starts_word(end + 1)))
      return {};
    auto value = std::to_string(big ? won : first.value);
    if (!big && !first.fraction.empty()) value += "." + first.fraction;
    return make(Entity::Kind::price, at, after ? after : end, value);
  }

  /// 10주, 3 shares, 2계약, 10그램; not 52주 and 3주간.
  std::optional<Entity> quantity_at(std::size_t at, const Number& number) const {
    const auto end = number.end;
    static constexpr std::u32string_view units[] = {U"계약",      U"그램",     U"shares", U"share",
                                                    U"contracts", U"contract", U"lots",   U"grams"};
    if (const auto after = after_any(end, units))
      return make(Entity::Kind::quantity, at, after, std::to_string(number.value));
    if (follows(end, U"주") && number.value != 52) {
      static constexpr std::u32string_view weeks[] = {U"주간", U"주치", U"주동안", U"주전",
                                                      U"주봉", U"주일", U"주이",   U"주차"};
      if (after_any(end, weeks) == 0)
        return make(Entity::Kind::quantity, at, end + 1, std::to_string(number.value));
    }
    static constexpr std::u32string_view verbs[] = {U"buy", U"sell"};
    for (const auto verb : verbs)
      if (at >= verb.size() && follows(at - verb.size(), verb) && text_.starts_word(end))
        return make(Entity::Kind::quantity, at, end, std::to_string(number.value));
    return {};
  }

  const Sentence& text_;
  const std::u32string& key_;
  Date today_;
};

}  // namespace

std::vector<Entity> entities_of(const Sentence& sentence, Date today) {
  return Scanner(sentence, today).all();
}

}  // namespace kbroker::catalog
