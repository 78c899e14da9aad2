// Randomness as a dependency.
#pragma once

#include <cstdint>
#include <mutex>
#include <random>
#include <string>

namespace kbroker {

/// Any thread may call every function.
class Random {
 public:
  virtual ~Random() = default;
  virtual std::uint64_t next() = 0;
  /// In [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
};

/// From the operating system by OpenSSL: unguessable.
class SecureRandom final : public Random {
 public:
  std::uint64_t next() override;
};

/// Repeatable, for tests and the simulator.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t next() override;

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

/// 128 random bits as 32 hexadecimal digits.
std::string random_id(Random& random);

}  // namespace kbroker
