// AES-256-CBC against the vectors of NIST.
#include <catch2/catch_test_macros.hpp>

#include <stdexcept>

#include "kbroker/base/aes.hpp"

using namespace kbroker;

namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

// SP 800-38A, F.2.5.
const std::string key = from_hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
const std::string iv = from_hex("000102030405060708090a0b0c0d0e0f");
const std::string plain = from_hex(
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
const std::string blocks = from_hex(
    "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
    "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b");

}  // namespace

TEST_CASE("AES-256-CBC gives the blocks of NIST, and one more of padding") {
  const auto encrypted = aes256_cbc_encrypt(key, iv, plain);
  CHECK(encrypted.size() == blocks.size() + 16);
  CHECK(encrypted.starts_with(blocks));
  CHECK(aes256_cbc_decrypt(key, iv, encrypted) == plain);
}

TEST_CASE("texts of every length come back from AES") {
  for (std::size_t size = 0; size <= 33; ++size) {
    const std::string text(size, 'x');
    CHECK(aes256_cbc_decrypt(key, iv, aes256_cbc_encrypt(key, iv, text)) == text);
  }
}

TEST_CASE("what cannot be decrypted is nothing") {
  CHECK_FALSE(aes256_cbc_decrypt(key, iv, ""));
  CHECK_FALSE(aes256_cbc_decrypt(key, iv, "fifteen bytes.."));
  CHECK_FALSE(aes256_cbc_decrypt(key, iv, blocks));  // ends in no padding
  const auto encrypted = aes256_cbc_encrypt(key, iv, plain);
  CHECK_FALSE(aes256_cbc_decrypt(key, iv, encrypted.substr(0, encrypted.size() - 1)));
  CHECK_FALSE(aes256_cbc_decrypt(key.substr(1), iv, encrypted));
  CHECK_FALSE(aes256_cbc_decrypt(key, iv.substr(1), encrypted));
  CHECK_THROWS_AS(aes256_cbc_encrypt("short", iv, plain), std::invalid_argument);
}
