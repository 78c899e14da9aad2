// Digests by OpenSSL, as lower-case hexadecimal.
#pragma once

#include <string>
#include <string_view>

namespace kbroker {

std::string md5_hex(std::string_view data);
std::string sha256_hex(std::string_view data);
/// Raw 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view data);
/// In time that does not depend on where the texts differ.
bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace kbroker
