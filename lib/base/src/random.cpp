#include "kbroker/base/random.hpp"

#include <cstdio>
#include <stdexcept>

#include <openssl/rand.h>

namespace kbroker {

std::uint64_t SecureRandom::next() {
  std::uint64_t value = 0;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&value), sizeof value) != 1)
    throw std::runtime_error("the operating system gave no random bytes");
  return value;
}

std::uint64_t SeededRandom::next() {
  std::lock_guard lock(mutex_);
  return engine_();
}

std::string random_id(Random& random) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string id;
  id.reserve(32);
  for (int half = 0; half < 2; ++half) {
    auto value = random.next();
    for (int i = 0; i < 16; ++i, value >>= 4) id.push_back(digits[value & 15]);
  }
  return id;
}

}  // namespace kbroker
