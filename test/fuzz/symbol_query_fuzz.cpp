// The search takes any text: results in order, within the limit, and resolve() agrees with the list.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kbroker/catalog/symbol_master.hpp"

using namespace kbroker::catalog;

namespace {

SymbolMaster sample() {
  std::vector<Symbol> all;
  for (const auto market : {Market::kospi, Market::kosdaq, Market::konex})
    for (auto& symbol : parse_master(market, sample_master_file(market)).value().symbols)
      all.push_back(std::move(symbol));
  return SymbolMaster(std::move(all));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const SymbolMaster master = sample();
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  const auto matches = master.search(query, 10);
  if (matches.size() > 10) std::abort();
  double last = 1.0;
  for (const auto& match : matches) {
    if (!match.symbol || match.score <= 0 || match.score > last || match.why.empty()) std::abort();
    last = match.score;
  }
  const auto code = master.resolve(query, false);
  if (code && !master.find(*code)) std::abort();
  return 0;
}
