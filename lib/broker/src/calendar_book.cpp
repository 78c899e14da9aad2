// {"kis": [{"date": "2026-11-23", "open": true, "environment": "real", "fetched": 1795305600, "raw": {…}},
// …], …}
#include "calendar_book.hpp"

#include <array>

#include <boost/json/array.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/log.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "private_file.hpp"

namespace kbroker::broker {

namespace chrono = std::chrono;
namespace json = boost::json;

namespace {

/// Days older than this are of no use to anybody.
constexpr chrono::days forgotten_after{60};

/// Later than this (the year 2255) nanoseconds would overflow.
constexpr std::int64_t latest_time = 9'000'000'000;

/// The simulator's days are not kept: they must not meet a real key after a restart.
std::optional<Environment> parse_kept_environment(std::string_view text) {
  for (const auto environment : {Environment::real, Environment::paper})
    if (to_string(environment) == text) return environment;
  return std::nullopt;
}

}  // namespace

CalendarBook::CalendarBook(std::string file) : file_(std::move(file)) {
  load();
}

std::optional<CalendarBook::Page> CalendarBook::find(BrokerId broker, Date from, WallTime now,
                                                     Duration keep) const {
  std::lock_guard lock(mutex_);
  const auto book = books_.find(broker);
  if (book == books_.end()) return std::nullopt;
  const auto first = book->second.find(chrono::sys_days{from});
  if (first == book->second.end() || now - first->second.fetched >= keep || now < first->second.fetched)
    return std::nullopt;
  Page page;
  page.environment = first->second.environment;
  page.fetched = first->second.fetched;
  for (auto day = first; day != book->second.end(); ++day)
    page.days.push_back(CalendarDay{Date{day->first}, day->second.open, day->second.raw});
  return page;
}

std::optional<CalendarBook::Asked> CalendarBook::asked(BrokerId broker, WallTime now, Duration keep) const {
  std::lock_guard lock(mutex_);
  const auto book = books_.find(broker);
  if (book == books_.end()) return std::nullopt;
  std::optional<Asked> latest;
  for (const auto& [date, day] : book->second) {
    if (now - day.fetched >= keep || now < day.fetched) continue;
    if (!latest || day.fetched > latest->at) latest = Asked{Date{date}, Date{date}, day.fetched};
    if (day.fetched == latest->at) latest->last = Date{date};
  }
  return latest;
}

void CalendarBook::merge(BrokerId broker, const std::vector<CalendarDay>& days, Environment environment,
                         WallTime now) {
  std::lock_guard lock(mutex_);
  auto& book = books_[broker];
  for (const auto& day : days) book[chrono::sys_days{day.date}] = Day{day.open, environment, now, day.raw};
  book.erase(book.begin(), book.lower_bound(chrono::floor<chrono::days>(now) - forgotten_after));
  if (file_.empty()) return;
  // Under the lock, so that an older text never replaces a newer one.
  const auto written = write_private_file(file_, text());
  if (written.has_error())
    log::warning("calendar.file", "the exchange calendar cannot be kept",
                 {{"detail", written.error().message}});
}

void CalendarBook::load() {
  if (file_.empty()) return;
  const auto contents = read_private_file(file_);
  if (contents.has_error())
    return log::warning("calendar.file", "the exchange calendar cannot be read",
                        {{"detail", contents.error().message}});
  if (!*contents) return;
  const auto root = wire::parse_object(**contents);
  if (!root)
    return log::warning("calendar.file", "the exchange calendar is damaged and ignored", {{"file", file_}});
  for (const auto broker : {BrokerId::kis, BrokerId::kiwoom})
    for (const auto* row : wire::rows(*root, to_string(broker))) {
      const auto date = wire::date(*row, "date");
      const auto open = wire::flag(*row, "open");
      const auto environment = parse_kept_environment(wire::text(*row, "environment"));
      const auto fetched = wire::integer(*row, "fetched");
      const auto* raw = wire::first_row(*row, "raw");
      if (date && open && environment && raw && fetched && *fetched > 0 && *fetched < latest_time)
        books_[broker][chrono::sys_days{*date}] =
            Day{*open, *environment, WallTime{chrono::seconds{*fetched}}, *raw};
    }
}

std::string CalendarBook::text() const {
  json::object root;
  for (const auto& [broker, book] : books_) {
    json::array rows;
    for (const auto& [date, day] : book) {
      if (day.environment == Environment::simulated) continue;
      json::object row;
      row["date"] = to_iso(Date{date});
      row["open"] = day.open;
      row["raw"] = day.raw;
      row["environment"] = to_string(day.environment);
      row["fetched"] = chrono::duration_cast<chrono::seconds>(day.fetched.time_since_epoch()).count();
      rows.push_back(std::move(row));
    }
    root[to_string(broker)] = std::move(rows);
  }
  return to_json_text(root);
}

}  // namespace kbroker::broker
