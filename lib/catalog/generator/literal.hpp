// Bytes as C++ source text.
#pragma once

#include <string>
#include <string_view>

namespace kbroker::catalog {

/// As a string literal a line of text; three octal digits cannot run into what follows.
inline std::string literal(std::string_view bytes) {
  static constexpr char octal[] = "01234567";
  std::string out = "\n    \"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= ' ' && byte < 0x7F && c != '"' && c != '\\' && c != '?')
      out += c;
    else
      (out += '\\', out += octal[byte >> 6], out += octal[byte >> 3 & 7], out += octal[byte & 7]);
    if (c == '\n') out += "\"\n    \"";
  }
  return out + '"';
}

}  // namespace kbroker::catalog
