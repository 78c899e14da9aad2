// Feeds bytes to the reader of HTTP dates.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kbroker/net/http_date.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  kbroker::net::http::parse_http_date({reinterpret_cast<const char*>(data), size});
  return 0;
}
