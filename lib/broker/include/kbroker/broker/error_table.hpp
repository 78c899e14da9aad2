// What a broker's codes, HTTP statuses and unreadable answers mean, as our errors. Pure.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "kbroker/base/error.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::broker {

/// One code of a broker.
struct ErrorRule {
  std::string_view code;
  Errc errc;
  bool retryable;
  std::chrono::milliseconds retry_after;  ///< zero: the retry policy decides
  std::string_view hint;
};

/// What to tell where no rule does, by HTTP status.
struct StatusHints {
  std::string_view unauthorized;           ///< 401
  std::string_view forbidden;              ///< 403
  std::string_view rate;                   ///< 429
  std::chrono::milliseconds rate_pause{};  ///< 429
  std::string_view later;                  ///< 5xx, and answers that were cut off
};

/// What a broker said when it refused.
struct Refusal {
  std::string code, sentence;  ///< empty when it gave none
  /// The code whose rule counts when there is none for `code`; empty: none.
  std::string_view implied;

  Refusal() = default;
};

/// A constant of its broker: name, rules and hints outlive it. Only code and sentence of an answer reach a
/// message, shortened.
struct ErrorTable {
  std::string_view broker;
  std::span<const ErrorRule> rules;
  StatusHints hints;

  /// Null when the code is not known.
  const ErrorRule* find(std::string_view code) const;
  /// An envelope that says no, whatever its status.
  Error refused(Refusal refusal, const net::http::ClientResponse& response, std::string_view operation) const;
  /// An answer without a JSON object: maintenance page, cut off body.
  Error unreadable(const net::http::ClientResponse& response, std::string_view operation) const;
  /// An answer that lacks `part`, for example "the price"; it says nothing about what was asked.
  Error damaged(std::string_view subject, std::string_view part) const;
  /// The broker answered as it does for codes that do not exist.
  Error unknown_symbol(std::string_view code) const;
};

}  // namespace kbroker::broker
