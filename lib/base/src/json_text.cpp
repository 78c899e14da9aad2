#include "kbroker/base/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace kbroker {

namespace json = boost::json;

namespace {

template <class Number>
void append_number(std::string& out, Number value) {
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
}

void append_double(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";  // JSON has no word for it
    return;
  }
  append_number(out, value);
}

void append_pretty(std::string& out, const json::value& value, std::size_t depth) {
  const auto line = [&](std::size_t level) {
    out.push_back('\n');
    out.append(level * 2, ' ');
  };
  if (const auto* object = value.if_object(); object && !object->empty()) {
    out.push_back('{');
    bool first = true;
    for (const auto& member : *object) {
      if (!first) out.push_back(',');
      first = false;
      line(depth + 1);
      append_json_string(out, member.key());
      out += ": ";
      append_pretty(out, member.value(), depth + 1);
    }
    line(depth);
    out.push_back('}');
  } else if (const auto* array = value.if_array(); array && !array->empty()) {
    out.push_back('[');
    bool first = true;
    for (const auto& element : *array) {
      if (!first) out.push_back(',');
      first = false;
      line(depth + 1);
      append_pretty(out, element, depth + 1);
    }
    line(depth);
    out.push_back(']');
  } else {
    append_json(out, value);
  }
}

bool needs_escape(unsigned char byte) {
  return byte < 0x20 || byte == '"' || byte == '\\';
}

/// Position of the next byte that needs an escape, or the size. Looks at eight bytes at once: the high bit of
/// a byte of `marks` is set where that byte is a control character, a quote or a backslash. A borrow may mark
/// a byte after such a one as well, so the byte itself decides.
std::size_t next_escape(std::string_view text, std::size_t from) {
  constexpr std::uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
  for (; from + 8 <= text.size(); from += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + from, 8);
    const auto quotes = word ^ (ones * '"'), backslashes = word ^ (ones * '\\');
    const auto marks =
        ((word - ones * 0x20) & ~word) | ((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes);
    if (marks & highs) break;
  }
  while (from < text.size() && !needs_escape(static_cast<unsigned char>(text[from]))) ++from;
  return from;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  append_json_escaped(out, text);
  out.push_back('"');
}

void append_json_escaped(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::size_t start = 0;
  for (auto i = next_escape(text, 0); i < text.size(); i = next_escape(text, i + 1)) {
    const auto byte = static_cast<unsigned char>(text[i]);
    out.append(text.data() + start, i - start);
    start = i + 1;
    switch (byte) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        out += "\\u00";
        out.push_back(digits[byte >> 4]);
        out.push_back(digits[byte & 15]);
    }
  }
  out.append(text.data() + start, text.size() - start);
}

void append_json(std::string& out, const json::object& object) {
  out.push_back('{');
  bool first = true;
  for (const auto& member : object) {
    if (!first) out.push_back(',');
    first = false;
    append_json_string(out, member.key());
    out.push_back(':');
    append_json(out, member.value());
  }
  out.push_back('}');
}

void append_json(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      break;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      break;
    case json::kind::int64:
      append_number(out, value.get_int64());
      break;
    case json::kind::uint64:
      append_number(out, value.get_uint64());
      break;
    case json::kind::double_:
      append_double(out, value.get_double());
      break;
    case json::kind::string:
      append_json_string(out, value.get_string());
      break;
    case json::kind::array: {
      out.push_back('[');
      bool first = true;
      for (const auto& element : value.get_array()) {
        if (!first) out.push_back(',');
        first = false;
        append_json(out, element);
      }
      out.push_back(']');
      break;
    }
    case json::kind::object:
      append_json(out, value.get_object());
      break;
  }
}

std::string to_json_text(const json::value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

std::string to_json_text(const json::object& value) {
  std::string out;
  append_json(out, value);
  return out;
}

std::string to_pretty_json(const json::value& value) {
  std::string out;
  append_pretty(out, value, 0);
  return out;
}

json::value to_json(Decimal value) {
  const auto whole = value.rounded(0);
  if (whole == value) return whole.units();
  return value.to_double();
}

}  // namespace kbroker
