// A value as the cache holds it, shared by everybody who asked for it.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "kbroker/base/clock.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::broker {

/// A place beside a shared value for what its reader made of it, such as a written answer: it lives as long
/// as the value and spares the next reader the work. One kind of reader a value; the last one set stays. Any
/// thread.
class Companion {
 public:
  template <class Made>
  std::shared_ptr<const Made> get() const {
    std::lock_guard lock(mutex_);
    return std::static_pointer_cast<const Made>(made_);
  }
  void set(std::shared_ptr<const void> made) const {
    std::lock_guard lock(mutex_);
    made_.swap(made);
  }

 private:
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const void> made_;
};

template <class T>
concept HasTime = requires(T value) { value.time; };

/// Immutable. A value without a time of its own gets the time it was received.
template <class T>
struct Kept {
  T value;
  Environment environment;
  WallTime as_of;
  Companion companion;

  Kept(T value_, Environment environment_, WallTime received)
      : value(std::move(value_)), environment(environment_), as_of(received) {
    if constexpr (HasTime<T>) {
      if (value.time != WallTime{})
        as_of = value.time;
      else
        value.time = received;
    }
  }
};

}  // namespace kbroker::broker
