// What every call of a broker takes and gives: how long to wait, and an answer with its environment.
#pragma once

#include <stop_token>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::broker {

/// How long a caller waits and how it changes its mind.
struct CallOptions {
  Deadline deadline;
  std::stop_token stop;

  CallOptions() = default;
  CallOptions(Deadline deadline_, std::stop_token stop_ = {}) : deadline(deadline_), stop(std::move(stop_)) {}
};

/// An answer and the environment that gave it (decided per API, see design section 5).
template <class T>
struct Answer {
  T value;
  Environment environment = Environment::real;

  Answer() = default;
  Answer(T value_, Environment environment_) : value(std::move(value_)), environment(environment_) {}
};

template <class T>
using Reply = boost::asio::awaitable<Result<Answer<T>>>;

}  // namespace kbroker::broker
