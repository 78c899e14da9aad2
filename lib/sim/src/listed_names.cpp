// The shipped list of instruments beside Korean shares.
#include "listed_names.hpp"

#include <algorithm>

#include "kbroker/catalog/other_masters.hpp"

namespace kbroker::sim {

const catalog::Symbol* find_other(std::string_view code) {
  static const auto symbols = catalog::sample_other_symbols();
  const auto found = std::ranges::find(symbols, code, &catalog::Symbol::code);
  return found == symbols.end() ? nullptr : &*found;
}

std::string_view listed_name(std::string_view code) {
  const auto* symbol = find_other(code);
  return symbol ? std::string_view(symbol->name) : std::string_view();
}

}  // namespace kbroker::sim
