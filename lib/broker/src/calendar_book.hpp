// Exchange days as the brokers gave them, kept on disk: KIS asks to be asked at most once a day.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "kbroker/broker/domain.hpp"

namespace kbroker::broker {

/// Any thread may call every function. A damaged or unreadable file is ignored with a warning.
class CalendarBook {
 public:
  /// `file` empty: memory only.
  explicit CalendarBook(std::string file);

  struct Page {
    std::vector<CalendarDay> days;  ///< oldest first
    Environment environment = Environment::real;
    WallTime fetched;  ///< of the day asked for
  };

  /// The known days from `from` on; nothing when `from` itself is not known or older than `keep`.
  std::optional<Page> find(BrokerId broker, Date from, WallTime now, Duration keep) const;
  /// What the latest answer of the broker covered, and when it came; nothing when that is older than `keep`.
  struct Asked {
    Date first{}, last{};
    WallTime at;
  };
  std::optional<Asked> asked(BrokerId broker, WallTime now, Duration keep) const;
  void merge(BrokerId broker, const std::vector<CalendarDay>& days, Environment environment, WallTime now);

 private:
  struct Day {
    bool open = false;
    Environment environment = Environment::real;
    WallTime fetched;
    boost::json::object raw{};
  };
  using Days = std::map<std::chrono::sys_days, Day>;

  void load();
  std::string text() const;

  const std::string file_;
  mutable std::mutex mutex_;
  std::map<BrokerId, Days> books_;
};

}  // namespace kbroker::broker
