// The shipped sample as one master, made the way the daemon makes it.
#pragma once

#include <vector>

#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::catalog::test {

inline std::vector<Symbol> sample_symbols() {
  std::vector<Symbol> all;
  for (const auto market : {Market::kospi, Market::kosdaq, Market::konex})
    for (auto& symbol : parse_master(market, sample_master_file(market)).value().symbols)
      all.push_back(std::move(symbol));
  return all;
}

inline const SymbolMaster& sample_master() {
  static const SymbolMaster master(sample_symbols());
  return master;
}

}  // namespace kbroker::catalog::test
