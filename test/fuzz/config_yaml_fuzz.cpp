// Feeds bytes to both readers of YAML configuration and to every key's parser.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "../../lib/config/src/placeholder.hpp"
#include "../../lib/config/src/seen_values.hpp"
#include "../../lib/config/src/sources.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kbroker::config;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Findings findings;
  Settings settings;
  for (const auto& given : read_yaml(text, "fuzz.yaml", findings))
    // The contents of files that the input names are no business of this target.
    if (const auto* key = find_key(given.key); key && !given.from_file && key->form != "path")
      key->read(settings, given.value);
  SeenValues seen;
  for (const auto& given : read_kis_devlp(text, "fuzz.yaml", findings))
    seen.add(given, is_placeholder(given.value.items[0]) ? ValueState::placeholder : ValueState::good);
  seen.credentials();
  to_yaml_masked(settings);
  for (const auto& problem : findings.problems) to_string(problem);
  return 0;
}
