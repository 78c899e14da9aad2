// Structured log events. Libraries write events; `telemetry` decides where they go.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include <boost/json/value.hpp>

namespace kbroker::log {

enum class Level { debug, info, warning, error };

std::string_view to_string(Level level) noexcept;

/// A named value: text, number or bool.
struct Field {
  std::string_view name;
  boost::json::value value;

  template <class T>
  Field(std::string_view name_, const T& value_) : name(name_) {
    if constexpr (std::is_convertible_v<const T&, std::string_view>)
      value = std::string_view(value_);
    else
      value = value_;
  }
};

/// One event: a stable name ("broker.request.failed"), a sentence for people, fields for machines.
struct Event {
  Level level;
  std::string_view name;
  std::string_view message;
  std::initializer_list<Field> fields;
};

/// Where events go; must be safe to call from any thread. Set once at start-up, before threads exist.
using Sink = std::function<void(const Event&)>;
void set_sink(Sink sink, Level least);
/// Ask before building costly fields.
bool enabled(Level level) noexcept;

void write(Level level, std::string_view name, std::string_view message,
           std::initializer_list<Field> fields = {});
inline void debug(std::string_view name, std::string_view message, std::initializer_list<Field> fields = {}) {
  if (enabled(Level::debug)) write(Level::debug, name, message, fields);
}
inline void info(std::string_view name, std::string_view message, std::initializer_list<Field> fields = {}) {
  if (enabled(Level::info)) write(Level::info, name, message, fields);
}
inline void warning(std::string_view name, std::string_view message,
                    std::initializer_list<Field> fields = {}) {
  if (enabled(Level::warning)) write(Level::warning, name, message, fields);
}
inline void error(std::string_view name, std::string_view message, std::initializer_list<Field> fields = {}) {
  if (enabled(Level::error)) write(Level::error, name, message, fields);
}

}  // namespace kbroker::log
