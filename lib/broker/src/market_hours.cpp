// Session tables and the days that are closed every year.
#include "kbroker/broker/market_hours.hpp"

#include <array>
#include <span>

namespace kbroker::broker {

namespace chrono = std::chrono;
using namespace std::chrono_literals;

namespace {

struct Session {
  chrono::seconds from, to;
  std::string_view phase, label_ko, label_en;
  bool open;
};

// As published up to 2026-11. Longer KRX hours are announced.
constexpr std::array krx_sessions{
    Session{8h + 30min, 9h, "pre_open_auction", "장 시작 동시호가", "opening auction", false},
    Session{9h, 15h + 20min, "regular", "정규장", "regular session", true},
    Session{15h + 20min, 15h + 30min, "closing_auction", "장 마감 동시호가", "closing auction", true},
    Session{15h + 40min, 16h, "after_hours_close", "장후 시간외 종가", "after-hours at the closing price",
            true},
    Session{16h, 18h, "after_hours_single_price", "시간외 단일가", "after-hours single price", true},
};

// The after market begins at 15:30 in some sources and at 15:40 in others; the later is taken, because it is
// the start of order matching.
constexpr std::array nxt_sessions{
    Session{8h, 8h + 50min, "pre_market", "프리마켓", "pre-market", true},
    Session{9h + 30s, 15h + 20min, "regular", "메인마켓", "main market", true},
    Session{15h + 40min, 20h, "after_market", "애프터마켓", "after-market", true},
};

// What a combined quotation follows: the venue that trades, KRX first.
constexpr std::array combined_sessions{
    Session{8h, 8h + 50min, "pre_market", "프리마켓 (NXT)", "pre-market (NXT)", true},
    Session{8h + 50min, 9h, "pre_open_auction", "장 시작 동시호가 (KRX)", "opening auction (KRX)", false},
    Session{9h, 15h + 20min, "regular", "정규장", "regular session", true},
    Session{15h + 20min, 15h + 30min, "closing_auction", "장 마감 동시호가 (KRX)", "closing auction (KRX)",
            true},
    Session{15h + 40min, 20h, "after_market", "장후 거래 (KRX 시간외, NXT 애프터마켓)",
            "after hours (KRX after-hours, NXT after-market)", true},
};

std::span<const Session> sessions_of(Basis venue) {
  switch (venue) {
    case Basis::krx:
      return krx_sessions;
    case Basis::nxt:
      return nxt_sessions;
    case Basis::combined:
      return combined_sessions;
  }
  return krx_sessions;
}

struct FixedHoliday {
  chrono::month_day day;
  std::string_view name;
};

constexpr std::array fixed_holidays{
    FixedHoliday{chrono::January / 1, "신정 / New Year's Day"},
    FixedHoliday{chrono::March / 1, "삼일절 / Independence Movement Day"},
    FixedHoliday{chrono::May / 1, "근로자의 날 / Labour Day"},
    FixedHoliday{chrono::May / 5, "어린이날 / Children's Day"},
    FixedHoliday{chrono::June / 6, "현충일 / Memorial Day"},
    FixedHoliday{chrono::August / 15, "광복절 / Liberation Day"},
    FixedHoliday{chrono::October / 3, "개천절 / National Foundation Day"},
    FixedHoliday{chrono::October / 9, "한글날 / Hangul Day"},
    FixedHoliday{chrono::December / 25, "성탄절 / Christmas Day"},
    FixedHoliday{chrono::December / 31, "연말 휴장일 / year-end closing day"},
};

/// Why the day is closed every year; empty when it is not.
std::string_view yearly_closure(Date date) {
  for (const auto& holiday : fixed_holidays)
    if (holiday.day == date.month() / date.day()) return holiday.name;
  if (is_weekend(date)) return "주말 / weekend";
  return {};
}

}  // namespace

SessionState session_at(Basis venue, WallTime now, bool trading_day) {
  SessionState state;
  state.venue = venue;
  state.label_ko = "휴장일";
  state.label_en = "not a trading day";
  if (!trading_day) return state;

  const auto midnight = start_of_day_kst(date_kst(now));
  const auto sessions = sessions_of(venue);
  for (const auto& session : sessions) {
    if (now >= midnight + session.to) continue;
    if (now >= midnight + session.from) {
      state.phase = session.phase;
      state.label_ko = session.label_ko;
      state.label_en = session.label_en;
      state.open = session.open;
      state.next_change = midnight + session.to;
    } else {
      const bool first = &session == sessions.data();
      state.phase = first ? "closed" : "break";
      state.label_ko = first ? "개장 전" : "세션 사이 휴식";
      state.label_en = first ? "before the opening" : "break between sessions";
      state.next_change = midnight + session.from;
    }
    return state;
  }
  state.label_ko = "장 마감";
  state.label_en = "closed for the day";
  return state;
}

bool period_is_over(Interval interval, Date date, Basis basis, WallTime now) {
  const chrono::sys_days day(date);
  auto last = day;
  if (interval == Interval::week) {
    const auto weekday = chrono::weekday(day).iso_encoding();
    last = day + chrono::days(weekday < 5 ? 5 - static_cast<int>(weekday) : 0);
  } else if (interval == Interval::month) {
    last = chrono::sys_days(date.year() / date.month() / chrono::last);
  } else if (interval == Interval::year) {
    last = chrono::sys_days(date.year() / chrono::December / 31);
  }
  const chrono::hours closing{basis == Basis::krx ? 18 : 20};
  return now >= start_of_day_kst(chrono::year_month_day(last)) + closing;
}

DayVerdict judge_day(Date date, std::optional<bool> broker_says) {
  const auto closure = yearly_closure(date);
  DayVerdict verdict;
  verdict.open = broker_says.value_or(closure.empty());
  verdict.certain = broker_says.has_value() || !closure.empty();
  if (broker_says && *broker_says)
    verdict.reason = "증권사 달력 기준 개장일 / a trading day by the broker's calendar";
  else if (!closure.empty())
    verdict.reason = closure;
  else if (broker_says)
    verdict.reason = "증권사 달력 기준 휴장일 / closed by the broker's calendar";
  else
    verdict.reason =
        "평일이나 증권사 달력으로 확인되지 않음 (음력 명절, 선거일, 대체 공휴일 가능) / a weekday, not "
        "confirmed by a "
        "broker's calendar (lunar holidays, elections and substitute days are possible)";
  return verdict;
}

}  // namespace kbroker::broker
