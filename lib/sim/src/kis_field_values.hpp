// Invented values for the fields of KIS answers that nobody wrote by hand.
#pragma once

#include <cstdint>
#include <string>

#include <boost/json/object.hpp>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/catalog/api.hpp"
#include "kis_api.hpp"

namespace kbroker::sim {

/// One row that is being filled.
struct KisRow {
  const KisRequest& request;
  /// What the market says about the row's instrument or day, by field name; goes before what is invented.
  const boost::json::object& known;
  std::uint64_t key = 0;  ///< different for every API and request
  std::size_t number = 0;
  Date day{};
  bool foreign = false;  ///< prices with four decimals
};

/// As the wire has it: a string, numbers with the decimals of their unit. The same for the same row.
std::string field_value(const catalog::ApiField& field, const KisRow& row);

}  // namespace kbroker::sim
