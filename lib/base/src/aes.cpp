#include "kbroker/base/aes.hpp"

#include <limits>
#include <memory>
#include <stdexcept>

#include <openssl/err.h>
#include <openssl/evp.h>

namespace kbroker {

namespace {

constexpr std::size_t block_bytes = 16;

bool fits(std::string_view key, std::string_view iv, std::string_view text) {
  // OpenSSL counts in int; the padding adds at most one block.
  constexpr std::size_t most = std::numeric_limits<int>::max() - block_bytes;
  return key.size() == aes256_key_bytes && iv.size() == aes256_iv_bytes && text.size() <= most;
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// `encrypt` as EVP_CipherInit_ex takes it.
std::optional<std::string> transform(std::string_view key, std::string_view iv, std::string_view text,
                                     int encrypt) {
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                EVP_CIPHER_CTX_free);
  std::string out(text.size() + block_bytes, '\0');
  auto* at = reinterpret_cast<unsigned char*>(out.data());
  int size = 0, rest = 0;
  if (!context ||
      EVP_CipherInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, bytes(key), bytes(iv), encrypt) != 1 ||
      EVP_CipherUpdate(context.get(), at, &size, bytes(text), static_cast<int>(text.size())) != 1 ||
      EVP_CipherFinal_ex(context.get(), at + size, &rest) != 1) {
    // What is left in the thread's queue would be taken for a failure of TLS.
    ERR_clear_error();
    return std::nullopt;
  }
  out.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(rest));
  return out;
}

}  // namespace

std::string aes256_cbc_encrypt(std::string_view key, std::string_view iv, std::string_view plain) {
  if (!fits(key, iv, plain))
    throw std::invalid_argument("AES-256-CBC takes a key of 32 bytes and an iv of 16");
  auto encrypted = transform(key, iv, plain, 1);
  if (!encrypted) throw std::runtime_error("AES-256-CBC is not available in this OpenSSL");
  return std::move(*encrypted);
}

std::optional<std::string> aes256_cbc_decrypt(std::string_view key, std::string_view iv,
                                              std::string_view encrypted) {
  if (!fits(key, iv, encrypted)) return std::nullopt;
  return transform(key, iv, encrypted, 0);
}

}  // namespace kbroker
