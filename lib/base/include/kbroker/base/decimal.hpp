// Money and rates without binary floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kbroker {

/// A decimal number: units times ten to the power of minus scale. Scale is 0 to 12.
/// Values beyond 18 digits do not parse; arithmetic that would overflow throws std::overflow_error.
class Decimal {
 public:
  constexpr Decimal() = default;
  constexpr explicit Decimal(std::int64_t units, int scale = 0) : units_(units), scale_(scale) {}

  /// Reads "71250.8333", "-0.39", "+0.65", " 0.00", "0000000001", "20,190". Empty or malformed: nothing.
  static std::optional<Decimal> parse(std::string_view text);

  constexpr std::int64_t units() const { return units_; }
  constexpr int scale() const { return scale_; }
  bool is_zero() const { return units_ == 0; }
  /// Towards zero.
  std::int64_t to_int() const;
  /// For JSON numbers and statistics only, never for arithmetic on money.
  double to_double() const;
  /// Without trailing zeros after the point: "71250.8333", "-0.39", "0".
  std::string to_string() const;
  Decimal abs() const { return Decimal(units_ < 0 ? -units_ : units_, scale_); }
  Decimal operator-() const { return Decimal(-units_, scale_); }
  /// Half away from zero.
  Decimal rounded(int scale) const;

  friend Decimal operator+(Decimal a, Decimal b);
  friend Decimal operator-(Decimal a, Decimal b);
  friend Decimal operator*(Decimal a, Decimal b);
  /// a / b with `scale` digits after the point, half away from zero. b must not be zero.
  static Decimal divide(Decimal a, Decimal b, int scale);
  friend bool operator==(Decimal a, Decimal b);
  friend std::strong_ordering operator<=>(Decimal a, Decimal b);

 private:
  std::int64_t units_ = 0;
  int scale_ = 0;
};

/// 97200 -> "97,200"; keeps a fraction: 1234.5 -> "1,234.5".
std::string with_thousands(Decimal value);

}  // namespace kbroker
