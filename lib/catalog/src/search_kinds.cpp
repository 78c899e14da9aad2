#include "search_kinds.hpp"

#include <stdexcept>
#include <string>

namespace kbroker::catalog {

Kinds::Kinds(const SearchWords& words) : places_(words.meanings().size()) {
  for (std::uint16_t dimension = 0; dimension < dimension_count; ++dimension) {
    std::uint16_t bit = 0;
    for (std::size_t id = 0; id < places_.size(); ++id)
      if (words.meanings()[id].dimension == dimension_weights[dimension].dimension)
        places_[id] = {dimension, bit++};
    if (bit == 0 || bit > 32)
      throw std::invalid_argument("1 to 32 meanings are needed in dimension " +
                                  std::string(dimension_weights[dimension].dimension));
  }
}

KindSet Kinds::of(const std::vector<bool>& meanings) const {
  KindSet set{};
  for (std::size_t id = 0; id < meanings.size(); ++id)
    if (meanings[id] && places_[id].dimension < dimension_count)
      set[places_[id].dimension] |= std::uint32_t{1} << places_[id].bit;
  return set;
}

}  // namespace kbroker::catalog
