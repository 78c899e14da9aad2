// Whatever KIS sends over WebSocket goes through frames, decryption and rows without a crash.
#include <cstdint>

#include "../../lib/kis/src/realtime_frames.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kbroker;
  static const kis::StreamCipher cipher{Secret("0123456789abcdef0123456789abcdef"),
                                        Secret("0123456789abcdef")};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto frame = kis::parse_realtime_frame(text);
  if (frame.has_error()) return 0;
  if (const auto* reply = std::get_if<kis::RegistrationReply>(&*frame))
    static_cast<void>(kis::refusal_error(*reply, "fuzz"));
  const auto* rows = std::get_if<kis::DataFrame>(&*frame);
  if (!rows) return 0;
  const auto plain = rows->encrypted ? kis::decrypt_payload(*rows, cipher) : std::string(rows->payload);
  if (plain.has_error()) return 0;
  for (const std::size_t fields : {1U, 8U, 46U}) static_cast<void>(kis::split_rows(*rows, *plain, fields));
  return 0;
}
