// Numbers as the brokers write them.
#include "wire_values.hpp"

namespace kbroker::sim {

std::string fixed(Decimal value, int scale) {
  std::string text = value.rounded(scale).to_string();
  const auto point = text.find('.');
  std::size_t decimals = point == std::string::npos ? 0 : text.size() - point - 1;
  if (scale > 0 && point == std::string::npos) text += '.';
  for (; decimals < static_cast<std::size_t>(scale); ++decimals) text += '0';
  return text;
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  const std::size_t sign = value < 0 ? 1 : 0;
  if (digits.size() + sign < width) digits.insert(0, width - sign - digits.size(), '0');
  return value < 0 ? "-" + digits : digits;
}

std::string marked(std::int64_t price, std::int64_t base) {
  const std::string text = std::to_string(price);
  return price > base ? "+" + text : price < base ? "-" + text : text;
}

std::string signed_text(std::int64_t value) {
  return value > 0 ? "+" + std::to_string(value) : std::to_string(value);
}

std::string signed_text(Decimal value, int scale) {
  const std::string text = fixed(value, scale);
  return value > Decimal() ? "+" + text : text;
}

std::string direction(std::int64_t price, std::int64_t base, std::int64_t lower, std::int64_t upper) {
  if (price == base) return "3";
  if (price > base) return price >= upper ? "1" : "2";
  return price <= lower ? "4" : "5";
}

std::string blank_padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

boost::json::object blanked(boost::json::object object) {
  for (auto& member : object) {
    auto* text = member.value().if_string();
    if (text == nullptr) continue;
    const bool number = Decimal::parse(std::string_view(*text)).has_value();
    *text = !number ? "" : text->find('.') == boost::json::string::npos ? "0" : "0.00";
  }
  return object;
}

}  // namespace kbroker::sim
