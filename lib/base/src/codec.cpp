#include "kbroker/base/codec.hpp"

#include <array>
#include <cerrno>

#include <iconv.h>

#include "kbroker/base/text.hpp"

namespace kbroker {

namespace {

constexpr std::string_view standard_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode64(std::string_view data, std::string_view alphabet, bool padded) {
  std::string out;
  out.reserve((data.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < data.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, data.size() - i);
    unsigned block = static_cast<unsigned char>(data[i]) << 16;
    if (left > 1) block |= static_cast<unsigned>(static_cast<unsigned char>(data[i + 1])) << 8;
    if (left > 2) block |= static_cast<unsigned char>(data[i + 2]);
    for (std::size_t k = 0; k < 4; ++k) {
      if (k <= left)
        out.push_back(alphabet[block >> (18 - 6 * k) & 63]);
      else if (padded)
        out.push_back('=');
    }
  }
  return out;
}

std::optional<std::string> decode64(std::string_view text, std::string_view alphabet) {
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  unsigned block = 0;
  int bits = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    block = block << 6 | static_cast<unsigned>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<char>(block >> bits & 0xFF));
    }
  }
  // Left-over bits must be zero and there must not be a lone character: one text a value.
  if (bits == 6 || (block & ((1U << bits) - 1)) != 0) return std::nullopt;
  return out;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Converter() {
    if (valid()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  bool valid() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  /// Calls `on_bad(out)` for an undecodable byte; that returns false to give up.
  template <class OnBad>
  bool run(std::string_view in, std::string& out, OnBad on_bad) {
    char* from = const_cast<char*>(in.data());  // iconv's signature; it does not write there
    std::size_t left = in.size();
    while (left > 0) {
      std::array<char, 512> buffer{};
      char* to = buffer.data();
      std::size_t room = buffer.size();
      const auto status = iconv(handle_, &from, &left, &to, &room);
      out.append(buffer.data(), static_cast<std::size_t>(to - buffer.data()));
      if (status == static_cast<std::size_t>(-1) && errno != E2BIG) {
        if (!on_bad(out)) return false;
        ++from;
        --left;
      }
    }
    return true;
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::string base64_encode(std::string_view data) {
  return encode64(data, standard_alphabet, true);
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.remove_suffix(1);
  return decode64(text, standard_alphabet);
}

std::string base64url_encode(std::string_view data) {
  return encode64(data, url_alphabet, false);
}

std::optional<std::string> base64url_decode(std::string_view text) {
  return decode64(text, url_alphabet);
}

std::string percent_encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out.push_back(c);
    } else {
      out.push_back('%');
      out.push_back(digits[byte >> 4]);
      out.push_back(digits[byte & 15]);
    }
  }
  return out;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out.push_back(static_cast<char>(high << 4 | low));
      i += 2;
    } else {
      out.push_back(text[i] == '+' && plus_is_space ? ' ' : text[i]);
    }
  }
  return out;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  for (const auto pair : split(query, '&')) {
    const auto equals = pair.find('=');
    const auto key = percent_decode(pair.substr(0, equals), true);
    if (!key || *key != name) continue;
    const auto value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    return percent_decode(value, true).value_or(std::string(value));
  }
  return std::nullopt;
}

std::string cp949_to_utf8(std::string_view bytes) {
  Converter converter("UTF-8", "CP949");
  std::string out;
  if (converter.valid()) {
    converter.run(bytes, out, [](std::string& text) {
      text += "\xEF\xBF\xBD";
      return true;
    });
    return out;
  }
  // No Korean tables on this machine: ASCII survives, the rest is marked.
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) < 0x80)
      out.push_back(c);
    else
      out += "\xEF\xBF\xBD";
  }
  return out;
}

std::optional<std::string> utf8_to_cp949(std::string_view text) {
  Converter converter("CP949", "UTF-8");
  std::string out;
  if (!converter.valid() || !converter.run(text, out, [](std::string&) { return false; }))
    return std::nullopt;
  return out;
}

}  // namespace kbroker
