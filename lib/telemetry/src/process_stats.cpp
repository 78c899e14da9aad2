// What the kernel knows about this process, from /proc (proc(5)).
#include "process_stats.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <time.h>
#include <unistd.h>

namespace kbroker::telemetry {

double resident_memory_bytes() {
  std::ifstream file("/proc/self/statm");
  double total = 0, resident = 0;
  file >> total >> resident;
  return file ? resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) : 0;
}

double open_file_descriptors() {
  std::error_code failure;
  std::filesystem::directory_iterator entries("/proc/self/fd", failure);
  if (failure) return 0;
  const auto count = std::distance(begin(entries), end(entries));
  // Without the descriptor that reads the folder.
  return static_cast<double>(count - 1);
}

double process_start_seconds() {
  std::ifstream stat("/proc/self/stat");
  const std::string line{std::istreambuf_iterator<char>(stat), {}};
  // The second field is the program's name in parentheses and may hold anything; field 22 is the start in
  // clock ticks since boot.
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 22; ++field) fields >> skipped;
  double ticks = 0;
  fields >> ticks;

  if (!fields) return 0;

  // Not from /proc/stat, which a hardened service does not see.
  timespec now{}, since_boot{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  ::clock_gettime(CLOCK_BOOTTIME, &since_boot);
  const auto in_seconds = [](const timespec& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  return in_seconds(now) - in_seconds(since_boot) + ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace kbroker::telemetry
