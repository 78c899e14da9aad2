#include "kbroker/base/decimal.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "kbroker/base/text.hpp"

namespace kbroker {

namespace {

__extension__ using Wide = __int128;
constexpr int max_scale = 12;

constexpr std::int64_t power_of_ten(int exponent) {
  std::int64_t value = 1;
  while (exponent-- > 0) value *= 10;
  return value;
}

std::int64_t narrow(Wide value) {
  if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min())
    throw std::overflow_error("decimal overflow");
  return static_cast<std::int64_t>(value);
}

Wide divide_rounded(Wide dividend, Wide divisor) {
  const bool negative = (dividend < 0) != (divisor < 0);
  if (dividend < 0) dividend = -dividend;
  if (divisor < 0) divisor = -divisor;
  const Wide quotient = (dividend + divisor / 2) / divisor;
  return negative ? -quotient : quotient;
}

struct Aligned {
  Wide a, b;
  int scale;
};

Aligned align(Decimal a, Decimal b) {
  const int scale = std::max(a.scale(), b.scale());
  return {Wide{a.units()} * power_of_ten(scale - a.scale()),
          Wide{b.units()} * power_of_ten(scale - b.scale()), scale};
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  text = trim(text);
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  Wide units = 0;
  int scale = 0, digits = 0;
  bool point = false, seen = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      seen = true;
      if (point && scale == max_scale) continue;  // more precision than any broker means
      if (digits > 0 || c != '0') ++digits;
      if (digits > 18) return std::nullopt;
      units = units * 10 + (c - '0');
      if (point) ++scale;
    } else if (c == '.' && !point) {
      point = true;
    } else if (c == ',' && seen && !point) {
      continue;  // thousands separator
    } else {
      return std::nullopt;
    }
  }
  if (!seen) return std::nullopt;
  return Decimal(static_cast<std::int64_t>(negative ? -units : units), scale);
}

std::int64_t Decimal::to_int() const {
  return units_ / power_of_ten(scale_);
}

double Decimal::to_double() const {
  return static_cast<double>(units_) / static_cast<double>(power_of_ten(scale_));
}

std::string Decimal::to_string() const {
  const bool negative = units_ < 0;
  auto magnitude = negative ? 0 - static_cast<std::uint64_t>(units_) : static_cast<std::uint64_t>(units_);
  std::string digits = std::to_string(magnitude);
  if (scale_ > 0) {
    if (digits.size() <= static_cast<std::size_t>(scale_))
      digits.insert(0, static_cast<std::size_t>(scale_) + 1 - digits.size(), '0');
    digits.insert(digits.size() - static_cast<std::size_t>(scale_), 1, '.');
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return negative && digits != "0" ? "-" + digits : digits;
}

Decimal Decimal::rounded(int scale) const {
  if (scale >= scale_) return *this;
  return Decimal(narrow(divide_rounded(units_, power_of_ten(scale_ - scale))), scale);
}

Decimal operator+(Decimal a, Decimal b) {
  const auto aligned = align(a, b);
  return Decimal(narrow(aligned.a + aligned.b), aligned.scale);
}

Decimal operator-(Decimal a, Decimal b) {
  const auto aligned = align(a, b);
  return Decimal(narrow(aligned.a - aligned.b), aligned.scale);
}

Decimal operator*(Decimal a, Decimal b) {
  Wide units = Wide{a.units()} * b.units();
  int scale = a.scale() + b.scale();
  while (scale > max_scale) {
    units = divide_rounded(units, 10);
    --scale;
  }
  return Decimal(narrow(units), scale);
}

Decimal Decimal::divide(Decimal a, Decimal b, int scale) {
  if (b.is_zero()) throw std::domain_error("decimal division by zero");
  // a.units / 10^a.scale / (b.units / 10^b.scale) * 10^scale
  Wide dividend = a.units();
  Wide divisor = b.units();
  const int shift = scale - a.scale() + b.scale();
  if (shift >= 0)
    dividend *= power_of_ten(shift > 18 ? 18 : shift);
  else
    divisor *= power_of_ten(-shift);
  return Decimal(narrow(divide_rounded(dividend, divisor)), scale);
}

bool operator==(Decimal a, Decimal b) {
  const auto aligned = align(a, b);
  return aligned.a == aligned.b;
}

std::strong_ordering operator<=>(Decimal a, Decimal b) {
  const auto aligned = align(a, b);
  return aligned.a < aligned.b   ? std::strong_ordering::less
         : aligned.a > aligned.b ? std::strong_ordering::greater
                                 : std::strong_ordering::equal;
}

std::string with_thousands(Decimal value) {
  std::string text = value.to_string();
  const auto start = text.front() == '-' ? 1U : 0U;
  const auto point = text.find('.');
  auto at = point == std::string::npos ? text.size() : point;
  while (at > start + 3) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

}  // namespace kbroker
