// An answer as the cache holds it, and how it goes out with its provenance.
#pragma once

#include <string>

#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/provenance.hpp"

namespace kbroker::broker {

template <class T>
concept HasRaw = requires(T value) { value.raw; };
template <class T>
concept HasTime = requires(T value) { value.time; };

/// The broker's raw object is kept apart, because most callers do not want a copy of it.
template <class T>
struct Kept {
  T value;
  boost::json::object raw;
  Environment environment;
  WallTime as_of;

  Kept(T value_, Environment environment_, WallTime received)
      : value(std::move(value_)), environment(environment_), as_of(received) {
    if constexpr (HasTime<T>) {
      if (value.time != WallTime{})
        as_of = value.time;
      else
        value.time = received;
    }
    if constexpr (HasRaw<T>) {
      raw = std::move(value.raw);
      value.raw = {};
    }
  }

  T copy(bool with_raw) const {
    T out = value;
    if constexpr (HasRaw<T>)
      if (with_raw) out.raw = raw;
    return out;
  }
};

/// `source` is what it would be at a real broker; the simulator's values stay simulated however they came.
inline Provenance provenance_of(Source source, BrokerId broker, Environment environment, WallTime as_of,
                                std::optional<Duration> age, std::string note = {}) {
  Provenance provenance;
  provenance.broker = broker;
  provenance.environment = environment;
  provenance.source = source;
  provenance.as_of = as_of;
  if (age) provenance.age = std::chrono::duration_cast<std::chrono::milliseconds>(*age);
  if (environment == Environment::simulated && source != Source::sample) {
    provenance.source = Source::simulated;
    provenance.note = simulated_note;
    if (!note.empty()) provenance.note.append("; ").append(note);
  } else {
    provenance.note = std::move(note);
  }
  return provenance;
}

}  // namespace kbroker::broker
