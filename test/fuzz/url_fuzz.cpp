// A URL that is accepted can be written again and means the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kbroker/net/url.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kbroker::net;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto url = parse_url(text)) {
    if (url->host.empty() || url->port == 0 || !url->target.starts_with('/')) std::abort();
    for (const unsigned char c : url->target)
      if (c <= 0x20 || c >= 0x7F) std::abort();
    const auto again =
        parse_url((url->tls ? "https://" : "http://") + to_authority(url->host, url->port) + url->target);
    if (!again || again->host != url->host || again->port != url->port || again->target != url->target ||
        again->tls != url->tls)
      std::abort();
  }
  if (const auto place = parse_host_port(text)) {
    const auto again = parse_host_port(to_authority(place->host, place->port));
    if (!again || again->host != place->host || again->port != place->port) std::abort();
  }
  is_loopback_host(text);
  return 0;
}
