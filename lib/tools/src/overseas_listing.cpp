#include "overseas_listing.hpp"

#include <algorithm>
#include <string>

#include "kbroker/base/text.hpp"
#include "kbroker/broker/overseas.hpp"

namespace kbroker::tools {

std::vector<const catalog::Symbol*> listed_overseas(const OtherMasters& masters, std::string_view text) {
  std::vector<const catalog::Symbol*> found;
  const auto look_up = [&](std::string_view exchange, const std::string& symbol) {
    const auto code = std::string(exchange) + ":" + symbol;
    for (const auto& master : masters)
      if (const auto* listed = master->find(code); listed && std::ranges::find(found, listed) == found.end())
        found.push_back(listed);
  };
  const auto as_typed = to_upper(trim(text));
  const auto code = broker::parse_overseas(as_typed);
  for (const auto& exchange : broker::overseas_exchanges()) {
    look_up(exchange.name, as_typed);
    const bool meant = code && (code->exchange ? code->exchange == &exchange : exchange.country == "US");
    if (meant) look_up(exchange.name, code->symbol);
  }
  return found;
}

}  // namespace kbroker::tools
