// The circuit breaker's state machine.
#include "kbroker/broker/resilience.hpp"

namespace kbroker::broker {

bool Breaker::allow(SteadyTime now) {
  if (state_ == State::closed) return true;
  if (remaining(now) > Duration::zero()) return false;
  state_ = State::half_open;
  if (probing_) return false;
  probing_ = true;
  return true;
}

void Breaker::succeeded() {
  state_ = State::closed;
  failures_ = 0;
  probing_ = false;
}

void Breaker::failed(SteadyTime now) {
  ++failures_;
  const bool opens = state_ == State::half_open || failures_ >= config_.failures_to_open;
  // A late failure of a call sent before the breaker opened does not prolong the pause.
  if (!opens || state_ == State::open) return;
  state_ = State::open;
  opened_ = now;
  probing_ = false;
}

void Breaker::abandoned() {
  probing_ = false;
}

Breaker::State Breaker::state(SteadyTime now) const {
  return state_ == State::open && remaining(now) == Duration::zero() ? State::half_open : state_;
}

Duration Breaker::remaining(SteadyTime now) const {
  if (state_ != State::open) return Duration::zero();
  const auto until = opened_ + config_.open_for;
  return until > now ? until - now : Duration::zero();
}

std::string_view to_string(Breaker::State state) noexcept {
  switch (state) {
    case Breaker::State::closed:
      return "closed";
    case Breaker::State::open:
      return "open";
    case Breaker::State::half_open:
      return "half_open";
  }
  return "closed";
}

}  // namespace kbroker::broker
