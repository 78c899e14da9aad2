#include "completions.hpp"

#include <algorithm>

#include "kbroker/base/text.hpp"

namespace kbroker::tools {

namespace {

/// The protocol's limit of one completion (mcp.md, completion/complete).
constexpr std::size_t most = 100;

}  // namespace

std::vector<std::string> complete_api_id(const Services& services, std::string_view broker,
                                         std::string_view typed) {
  const auto& catalogue = services.apis->catalogue();
  std::vector<std::string> starting, containing;
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    auto id = catalogue.id(i);
    if (!broker.empty()) {
      if (!id.starts_with(broker) || id.size() <= broker.size() + 1) continue;
      id.remove_prefix(broker.size() + 1);
    }
    if (id.starts_with(typed))
      starting.emplace_back(id);
    else if (id.find(typed) != std::string_view::npos)
      containing.emplace_back(id);
  }
  starting.insert(starting.end(), containing.begin(), containing.end());
  if (starting.size() > most) starting.resize(most);
  return starting;
}

std::vector<std::string> complete_symbol(const Services& services, std::string_view typed) {
  std::vector<std::string> codes;
  for (const auto& match : services.master.current()->search(typed, 20)) codes.push_back(match.symbol->code);
  return codes;
}

std::vector<std::string> complete_word(std::initializer_list<std::string_view> words,
                                       std::string_view typed) {
  std::vector<std::string> found;
  const auto start = to_lower(typed);
  for (const auto word : words)
    if (to_lower(word).starts_with(start)) found.emplace_back(word);
  return found;
}

}  // namespace kbroker::tools
