// Brokers' bodies: whatever arrives, the readers answer something or nothing.
#include <cstdint>
#include <string_view>

#include "kbroker/broker/wire_fields.hpp"

namespace wire = kbroker::broker::wire;

namespace {

void read_row(const boost::json::object& row) {
  for (const auto& member : row) {
    const std::string_view name = member.key();
    (void)wire::text(row, name);
    (void)wire::decimal(row, name);
    (void)wire::magnitude(row, name);
    (void)wire::integer(row, name);
    (void)wire::date(row, name);
    (void)wire::timestamp(row, name);
    (void)wire::timestamp(row, "date", name);
    (void)wire::flag(row, name);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto body = wire::parse_object({reinterpret_cast<const char*>(data), size});
  if (!body) return 0;
  read_row(*body);
  for (const auto& member : *body)
    for (const auto* row : wire::rows(*body, member.key())) read_row(*row);
  return 0;
}
