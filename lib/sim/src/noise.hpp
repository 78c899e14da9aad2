// Repeatable noise: the same key and place give the same number on every run.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

namespace kbroker::sim {

/// Spreads the bits of a counter (the finalizer of SplitMix64).
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

/// A key for a text, different for every seed (FNV-1a, then mixed).
constexpr std::uint64_t key_of(std::uint64_t seed, std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ mix(seed);
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return mix(hash);
}

/// In [0, 1).
constexpr double unit(std::uint64_t key, std::int64_t place) {
  return static_cast<double>(mix(key ^ mix(static_cast<std::uint64_t>(place))) >> 11) * 0x1.0p-53;
}

/// In [-1, 1), continuous in `x`, changing direction about once per whole step.
inline double smooth(std::uint64_t key, double x) {
  const double whole = std::floor(x);
  const auto place = static_cast<std::int64_t>(whole);
  const double t = x - whole;
  const double a = unit(key, place), b = unit(key, place + 1);
  return 2 * (a + (b - a) * t * t * (3 - 2 * t)) - 1;
}

}  // namespace kbroker::sim
