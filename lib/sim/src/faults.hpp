// Injected faults: which rules a request meets and what they do to its answer.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/base/random.hpp"

namespace kbroker::sim {

enum class FaultKind {
  latency_ms,      ///< answer later
  status,          ///< another HTTP status with an empty body
  rate_limit,      ///< the broker's own "too many calls"
  html,            ///< a web page where JSON is expected
  truncate,        ///< the first half of the answer
  wrong_json,      ///< valid JSON of another shape
  missing_fields,  ///< the answer without its payload values
  close,           ///< the connection is closed without an answer
  half_open,       ///< no answer while the caller waits
  token_revoked,   ///< every token ends; the call is refused for it
  token_refused,   ///< a token is refused to a good key
  maintenance,     ///< 503 with a page
};
std::string_view to_string(FaultKind kind) noexcept;

/// One effect to apply to one request.
struct Fault {
  FaultKind kind{};
  std::int64_t value = 0;           ///< milliseconds or HTTP status
  std::vector<std::string> fields;  ///< missing_fields: only these
};

/// Any thread may call every function.
class Faults {
 public:
  explicit Faults(std::uint64_t seed) : random_(seed) {}

  /// Adds one rule (an object) or several (an array) and answers their numbers. A mistake in any of them adds
  /// none and is named in an `invalid_argument` error. The format is in docs/simulator.md.
  Result<std::vector<std::uint64_t>> add(const boost::json::value& rules);
  /// Rules with what is left of their counts.
  boost::json::array list() const;
  /// False when there is no such rule.
  bool remove(std::uint64_t number);
  void clear();
  /// What happens to this request, in the order the rules were added; counts go down. `issues_token` limits
  /// token_refused to token calls; every other fault with an operation of its own matches by it.
  std::vector<Fault> meet(std::string_view path, std::string_view operation, bool issues_token);

 private:
  struct Rule {
    std::uint64_t number = 0;
    std::string path, operation;
    Fault fault;
    std::int64_t left = -1;  ///< -1: for ever
    double probability = 1;
  };
  static Result<Rule> parse(const boost::json::value& value);

  mutable std::mutex mutex_;
  std::vector<Rule> rules_;
  std::uint64_t last_number_ = 0;
  SeededRandom random_;
};

/// The answer without its payload values: those named, or all when none is named. Envelope keys stay.
std::string without_fields(std::string_view json_text, const std::vector<std::string>& fields);

}  // namespace kbroker::sim
