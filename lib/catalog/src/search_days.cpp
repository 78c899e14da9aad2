#include "search_days.hpp"

#include <algorithm>
#include <string_view>

namespace kbroker::catalog {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::years;

Date shifted(Date day, int by_days) {
  return Date{sys_days(day) + days(by_days)};
}
/// The last day of a month when the day itself is not in it.
Date in_month(Date day) {
  return day.ok() ? day : Date{day.year() / day.month() / std::chrono::last};
}

struct Spoken {
  std::u32string_view word;
  enum class What : std::uint8_t { day, week, month, year } what;
  int begin, end;  ///< units from now
};

/// The longer word first where one begins another.
constexpr Spoken spoken[] = {
    {U"그저께", Spoken::What::day, -2, -2},      {U"그제", Spoken::What::day, -2, -2},
    {U"어제", Spoken::What::day, -1, -1},        {U"yesterday", Spoken::What::day, -1, -1},
    {U"내일", Spoken::What::day, 1, 1},          {U"tomorrow", Spoken::What::day, 1, 1},
    {U"모레", Spoken::What::day, 2, 2},          {U"지난주", Spoken::What::week, -1, -1},
    {U"lastweek", Spoken::What::week, -1, -1},   {U"이번주", Spoken::What::week, 0, 0},
    {U"thisweek", Spoken::What::week, 0, 0},     {U"다음주", Spoken::What::week, 1, 1},
    {U"nextweek", Spoken::What::week, 1, 1},     {U"지난달", Spoken::What::month, -1, -1},
    {U"lastmonth", Spoken::What::month, -1, -1}, {U"이번달", Spoken::What::month, 0, 0},
    {U"thismonth", Spoken::What::month, 0, 0},   {U"다음달", Spoken::What::month, 1, 1},
    {U"nextmonth", Spoken::What::month, 1, 1},   {U"재작년", Spoken::What::year, -2, -2},
    {U"작년", Spoken::What::year, -1, -1},       {U"lastyear", Spoken::What::year, -1, -1},
    {U"올해", Spoken::What::year, 0, 0},         {U"금년", Spoken::What::year, 0, 0},
    {U"thisyear", Spoken::What::year, 0, 0},     {U"내년", Spoken::What::year, 1, 1},
    {U"오늘", Spoken::What::day, 0, 0},          {U"today", Spoken::What::day, 0, 0},
};

DayRange range_of(const Spoken& word, Date today) {
  const auto monday = Date{sys_days(today) - (std::chrono::weekday(sys_days(today)) - std::chrono::Monday)};
  switch (word.what) {
    case Spoken::What::day:
      return {shifted(today, word.begin), shifted(today, word.end)};
    case Spoken::What::week:
      return {shifted(monday, 7 * word.begin), shifted(monday, 7 * word.end + 6)};
    case Spoken::What::month: {
      const auto month = today.year() / today.month() + months(word.begin);
      return {Date{month / 1}, Date{month / std::chrono::last}};
    }
    case Spoken::What::year:
      break;
  }
  const auto year = today.year() + years(word.begin);
  return {Date{year / 1 / 1}, Date{year / 12 / 31}};
}

struct Unit {
  std::u32string_view word;
  Spoken::What what;
};
constexpr Unit units[] = {
    {U"거래일", Spoken::What::day}, {U"일", Spoken::What::day},       {U"days", Spoken::What::day},
    {U"day", Spoken::What::day},    {U"주일", Spoken::What::week},    {U"주간", Spoken::What::week},
    {U"weeks", Spoken::What::week}, {U"week", Spoken::What::week},    {U"개월", Spoken::What::month},
    {U"달", Spoken::What::month},   {U"months", Spoken::What::month}, {U"month", Spoken::What::month},
    {U"년", Spoken::What::year},    {U"years", Spoken::What::year},   {U"year", Spoken::What::year}};

struct Count {
  std::u32string_view word;
  int value;
  Spoken::What what;
};
constexpr Count counts[] = {{U"일주일", 1, Spoken::What::week}, {U"한달", 1, Spoken::What::month},
                            {U"두달", 2, Spoken::What::month},  {U"세달", 3, Spoken::What::month},
                            {U"석달", 3, Spoken::What::month},  {U"반년", 6, Spoken::What::month},
                            {U"열흘", 10, Spoken::What::day},   {U"보름", 15, Spoken::What::day}};

DayRange back(Date today, int count, Spoken::What what) {
  switch (what) {
    case Spoken::What::day:
      return {shifted(today, -count), today};
    case Spoken::What::week:
      return {shifted(today, -7 * count), today};
    case Spoken::What::month:
      return {in_month(today - months(count)), today};
    case Spoken::What::year:
      break;
  }
  return {in_month(today - years(count)), today};
}

/// Days and where the sentence names them.
struct Named {
  DayRange days;
  std::size_t begin = 0, end = 0;
};

/// "3개월", "5년치", "last 30 days"
std::optional<DayRange> counted(std::u32string_view key, Date today) {
  for (std::size_t at = 0; at < key.size(); ++at) {
    if (!is_digit(key[at]) || (at > 0 && is_digit(key[at - 1]))) continue;
    int count = 0;
    auto end = at;
    while (end < key.size() && is_digit(key[end]) && count < 1000)
      count = count * 10 + static_cast<int>(key[end++] - U'0');
    if (count == 0 || count > 400) continue;
    for (const auto& unit : units) {
      const auto rest = key.substr(end + unit.word.size() > key.size() ? key.size() : end + unit.word.size());
      if (!key.substr(end).starts_with(unit.word) || rest.starts_with(U"봉") || rest.starts_with(U"물") ||
          rest.starts_with(U"선"))
        continue;
      // "14일" is a day of a month unless something says that it counts.
      if (unit.word == U"일" && !rest.starts_with(U"간") && !rest.starts_with(U"치") &&
          key.find(U"최근") == key.npos && key.find(U"지난") == key.npos)
        continue;
      return back(today, count, unit.what);
    }
  }
  for (const auto& count : counts)
    if (key.find(count.word) != key.npos) return back(today, count.value, count.what);
  return {};
}

std::optional<Named> named(std::u32string_view key, std::size_t start, Date today) {
  for (const auto& word : spoken)
    if (const auto at = key.find(word.word, start); at != key.npos)
      return Named{range_of(word, today), at, at + word.word.size()};
  return {};
}

template <std::size_t N>
bool follows(const Sentence& sentence, std::size_t at, const std::u32string_view (&words)[N]) {
  const auto rest = std::u32string_view(sentence.key).substr(at);
  return std::ranges::any_of(words, [&](std::u32string_view word) { return rest.starts_with(word); });
}

/// One of these words of its own stands just before.
template <std::size_t N>
bool precedes(const Sentence& sentence, std::size_t at, const std::u32string_view (&words)[N]) {
  const auto before = std::u32string_view(sentence.key).substr(0, at);
  return std::ranges::any_of(words, [&](std::u32string_view word) {
    return sentence.starts_word(at) && before.ends_with(word) && sentence.starts_word(at - word.size());
  });
}

bool begins_there(const Sentence& sentence, const Named& said) {
  static constexpr std::u32string_view behind[] = {U"부터", U"이후", U"이래", U"onward"};
  static constexpr std::u32string_view before[] = {U"from", U"since", U"after"};
  return follows(sentence, said.end, behind) || precedes(sentence, said.begin, before);
}

bool ends_there(const Sentence& sentence, const Named& said) {
  static constexpr std::u32string_view behind[] = {U"까지", U"이전", U"전까지"};
  static constexpr std::u32string_view before[] = {U"until", U"till", U"through", U"before", U"upto", U"to"};
  return follows(sentence, said.end, behind) || precedes(sentence, said.begin, before);
}

/// Days that only begin or only end the range meant.
DayRange opened(const Sentence& sentence, const Named& said, Date today) {
  auto range = said.days;
  if (begins_there(sentence, said)) {
    const auto last = named(sentence.key, said.end, today);
    range.to = last && ends_there(sentence, *last) ? last->days.to : today;
    if (range.from && range.to < *range.from) range.to = *range.from;
  } else if (ends_there(sentence, said)) {
    range.from.reset();
  }
  return range;
}

}  // namespace

std::optional<DayRange> days_of(const Sentence& sentence, const std::vector<Entity>& entities, Date today) {
  std::optional<Named> said;
  for (const auto& entity : entities) {
    if (!entity.days) continue;
    if (!said) {
      said = Named{*entity.days, entity.begin, entity.end};
    } else if (said->days.from <= entity.days->to) {
      return DayRange{said->days.from, entity.days->to};
    }
  }
  if (!said)
    if (const auto range = counted(sentence.key, today)) return range;
  if (!said) said = named(sentence.key, 0, today);
  if (!said) return {};
  return opened(sentence, *said, today);
}

}  // namespace kbroker::catalog
