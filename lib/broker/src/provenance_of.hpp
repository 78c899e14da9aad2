// How a value goes out with its provenance.
#pragma once

#include <string>

#include "kbroker/broker/provenance.hpp"

namespace kbroker::broker {

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
