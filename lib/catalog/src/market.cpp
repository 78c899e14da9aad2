// The markets' names.
#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::catalog {

std::string_view to_string(Market market) noexcept {
  switch (market) {
    case Market::kospi:
      return "KOSPI";
    case Market::kosdaq:
      return "KOSDAQ";
    case Market::konex:
      break;
  }
  return "KONEX";
}

}  // namespace kbroker::catalog
