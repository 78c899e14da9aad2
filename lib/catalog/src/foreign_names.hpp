// Well-known foreign instruments, from data/foreign_names.tsv.
#pragma once

#include <string>
#include <vector>

#include "kbroker/catalog/foreign_instruments.hpp"

namespace kbroker::catalog {

struct ForeignName {
  std::u32string text;  ///< search_key() of the name
  const ForeignInstrument* instrument = nullptr;
  bool is_symbol = false;  ///< the ticker itself
};

/// The shipped list, in the order of the texts; read on first use, any thread.
const std::vector<ForeignName>& foreign_names();

}  // namespace kbroker::catalog
