// Waits until something another thread does has happened.
#pragma once

#include <chrono>
#include <thread>

namespace kbroker::test {

/// True as soon as `condition()` is; false when `limit` has passed.
template <class Condition>
bool wait_for(Condition condition, std::chrono::milliseconds limit = std::chrono::seconds(10)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace kbroker::test
