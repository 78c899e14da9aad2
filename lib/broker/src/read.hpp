// One read as the gateway handles it: what it is called, how it is asked, what may stand in for it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "event.hpp"
#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/kept.hpp"

namespace kbroker::broker {

template <class T>
struct Read {
  std::shared_ptr<Broker> broker;
  std::string_view operation;
  std::string text;
  std::function<Reply<T>(CallOptions)> ask;
  std::function<Duration(WallTime)> time_to_live;
  /// A last known good value may stand in.
  bool may_be_stale = true;
  /// Empty: never invented.
  std::function<T(WallTime)> sample;

  Read(std::shared_ptr<Broker> broker_, std::string_view operation_, std::string text_)
      : broker(std::move(broker_)), operation(operation_), text(std::move(text_)) {}
};

template <class T>
using Outcome = Result<std::shared_ptr<const Kept<T>>>;

/// An upstream call that several callers wait for.
template <class T>
struct Flight {
  Event landed;
  /// Written before `landed` is set, read after.
  Outcome<T> outcome = Error(Errc::cancelled, "The call was stopped because the program is ending.");
};

}  // namespace kbroker::broker
