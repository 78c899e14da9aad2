// Any REST API of a broker as data: what to send, and the pages that came back.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::broker {

/// Who knows the value of a parameter.
enum class ParameterSource { caller, account_number, account_product, user_id };

struct ApiParameter {
  std::string name, value;
  ParameterSource source = ParameterSource::caller;
};

struct ApiRequest {
  std::string operation;  ///< names the call in errors and metrics: "kis.domestic_stock.inquire_price"
  std::string method = "GET";
  std::string path;
  /// KIS: TR ids, Kiwoom: api-ids. Without a paper one the paper host does not offer the call.
  std::string transaction_real, transaction_paper;
  std::vector<ApiParameter> parameters;
  /// Those that an answer gives for the page after it, by name in any letter case.
  std::vector<std::string> page_parameters;
  bool paged = false;
  /// `page_parameters` hold what an earlier answer gave.
  bool resumed = false;
  std::size_t max_pages = 1;
  /// As ApiCall::lane.
  std::string lane;
  bool account = false;
  /// The account is that of futures and options, where those are kept apart.
  bool derivatives = false;
  /// As ApiCall::repeatable.
  bool repeatable = true;
  /// Nothing: decided per API (design section 5).
  std::optional<Environment> environment;

  ApiRequest() = default;
};

struct ApiAnswer {
  enum class Stop {
    complete,    ///< there are no more pages
    page_limit,  ///< as many as were asked for
    time,        ///< the caller's time is nearly over
    repeated,    ///< the broker gave the same page again
    failed,      ///< a later page failed: `failure`
  };

  std::vector<boost::json::object> pages;  ///< one at least
  Stop stop = Stop::complete;
  std::optional<Error> failure;
  /// The page parameters that ask for the rest; empty when nothing is left or the broker cannot go on from
  /// there.
  std::vector<std::pair<std::string, std::string>> rest;
  std::string account;  ///< whole, where the call sent one; tools mask it

  ApiAnswer() = default;
};

}  // namespace kbroker::broker
