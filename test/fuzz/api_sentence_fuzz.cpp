// The sentence of search_api: any bytes, also broken UTF-8.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "kbroker/catalog/api_search.hpp"

using namespace kbroker;
using namespace kbroker::catalog;

namespace {

const SymbolMaster& sample() {
  static const SymbolMaster master(
      parse_master(Market::kospi, sample_master_file(Market::kospi)).value().symbols);
  return master;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ApiSearch search(ApiCatalogue::embedded());
  SearchRequest request;
  request.sentence = {reinterpret_cast<const char*>(data), size};
  request.limit = 3;
  request.explain = true;
  request.today = Date{std::chrono::year(2026) / 11 / 20};
  const auto answer = search.search(request, sample());
  if (answer.hits.size() != request.limit) __builtin_trap();
  for (std::size_t i = 1; i < answer.hits.size(); ++i)
    if (answer.hits[i - 1].score < answer.hits[i].score) __builtin_trap();
  return 0;
}
