// AES-256 in CBC mode (NIST FIPS 197, SP 800-38A) with PKCS#7 padding, by OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kbroker {

inline constexpr std::size_t aes256_key_bytes = 32;
inline constexpr std::size_t aes256_iv_bytes = 16;

/// Throws std::invalid_argument for a key or an iv of another size.
std::string aes256_cbc_encrypt(std::string_view key, std::string_view iv, std::string_view plain);
/// Nothing for a key or an iv of another size, and for what was not encrypted with them. CBC does not prove
/// that the text is whole and unchanged: about one in 256 foreign texts decrypts to noise.
std::optional<std::string> aes256_cbc_decrypt(std::string_view key, std::string_view iv,
                                              std::string_view encrypted);

}  // namespace kbroker
