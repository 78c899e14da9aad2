// Feeds bytes to the reader of the catalogue's YAML; what it accepts without a problem must survive packing.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "../../lib/catalog/src/api_pack.hpp"
#include "../../lib/catalog/src/api_source.hpp"

using namespace kbroker::catalog;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<SourceFile> files{{"fuzz.yaml", {reinterpret_cast<const char*>(data), size}}};
  const auto source = read_apis(files);
  for (const auto& problem : source.problems) to_string(problem);
  const auto bytes = pack_apis(source.apis);
  const PackedApis packed(bytes);
  for (std::size_t i = 0; i < source.apis.size(); ++i)
    if (packed.unpack(i) != source.apis[i]) std::abort();
  return 0;
}
