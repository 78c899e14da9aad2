// The sample master files that ship for demo mode.
#include "embedded_data.hpp"
#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::catalog {

std::string_view sample_master_file(Market market) {
  switch (market) {
    case Market::kospi:
      return embedded::kospi_master;
    case Market::kosdaq:
      return embedded::kosdaq_master;
    case Market::konex:
      break;
  }
  return embedded::konex_master;
}

}  // namespace kbroker::catalog
