// The daily publication time in Korean time.
#include "refresh_schedule.hpp"

#include "kbroker/base/calendar_date.hpp"

namespace kbroker::catalog {

namespace {

constexpr std::chrono::hours publication_hour{7};

}  // namespace

WallTime last_publication(WallTime now) {
  const auto today = date_kst(now);
  const auto publication = start_of_day_kst(today) + publication_hour;
  return publication <= now ? publication : start_of_day_kst(add_days(today, -1)) + publication_hour;
}

WallTime next_publication(WallTime now) {
  return start_of_day_kst(add_days(date_kst(last_publication(now)), 1)) + publication_hour;
}

}  // namespace kbroker::catalog
