// Stop callbacks are foreign code: they run without the lock.
#include "call_table.hpp"

#include <algorithm>

namespace kbroker::mcp {

namespace {

auto position_of(auto& calls, std::string_view id) {
  return std::find_if(calls.begin(), calls.end(), [&](const auto& call) { return call.first == id; });
}

}  // namespace

void CallTable::begin(std::string id, std::stop_source stop) {
  {
    std::lock_guard lock(mutex_);
    calls_.emplace_back(std::move(id), stop);
    if (!closed_) return;
  }
  stop.request_stop();
}

bool CallTable::end(std::string_view id) {
  std::lock_guard lock(mutex_);
  const auto found = position_of(calls_, id);
  if (found == calls_.end()) return false;
  calls_.erase(found);
  return true;
}

void CallTable::cancel(std::string_view id) {
  std::stop_source stop(std::nostopstate);
  {
    std::lock_guard lock(mutex_);
    const auto found = position_of(calls_, id);
    if (found == calls_.end()) return;
    stop = found->second;
    calls_.erase(found);
  }
  stop.request_stop();
}

void CallTable::close() {
  std::vector<std::pair<std::string, std::stop_source>> calls;
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
    calls = calls_;
  }
  for (auto& call : calls) call.second.request_stop();
}

}  // namespace kbroker::mcp
