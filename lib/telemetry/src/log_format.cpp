// A log event as one line of text or JSON.
#include "log_format.hpp"

#include <array>
#include <cstdio>
#include <ctime>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::telemetry {

namespace {

void append_escape(std::string& out, char c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      constexpr std::string_view digits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(c);
      out += "\\x";
      out += digits[byte >> 4];
      out += digits[byte & 15];
  }
}

/// Length of an invisible character at the front that ends a line or drives a terminal: C1 controls (U+0080
/// to U+009F), U+2028 and U+2029. 0: none.
std::size_t hidden_length(std::string_view text) {
  if (text.size() >= 2 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0) return 2;
  if (text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9")) return 3;
  return 0;
}

void append_printable(std::string& out, std::string_view text) {
  const bool is_utf8 = is_valid_utf8(text);
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    auto escaped = byte < ' ' || byte == 0x7f || (byte >= 0x80 && !is_utf8) ? std::size_t{1} : 0;
    if (escaped == 0 && byte >= 0x80) escaped = hidden_length(text.substr(i));
    for (std::size_t k = 0; k < escaped; ++k) append_escape(out, text[i + k]);
    if (escaped == 0) out += c;
    i += escaped == 0 ? 1 : escaped;
  }
}

std::string printable(std::string_view text) {
  std::string out;
  append_printable(out, text);
  return out;
}

/// Values with blanks or quotes are quoted, so that where a value ends is always clear.
void append_text_value(std::string& out, const boost::json::value& value) {
  if (!value.is_string()) {
    append_printable(out, to_json_text(value));
    return;
  }
  const std::string_view text = value.get_string();
  if (!text.empty() && text.find_first_of(" =\"\\") == std::string_view::npos) {
    append_printable(out, text);
    return;
  }
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  append_printable(out, quoted + '"');
}

/// JSON must be UTF-8 whatever a broker or a client sent.
boost::json::value valid(const boost::json::value& value) {
  if (value.is_string() && !is_valid_utf8(value.get_string()))
    return boost::json::value(printable(value.get_string()));
  return value;
}

}  // namespace

std::string to_log_time(WallTime time) {
  const auto since = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch();
  const auto whole = std::chrono::floor<std::chrono::seconds>(since);
  const std::time_t moment = whole.count();
  std::tm utc{};
  ::gmtime_r(&moment, &utc);
  std::array<char, 80> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                                   utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
                                   utc.tm_sec, static_cast<int>((since - whole).count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string to_text_line(const log::Event& event, WallTime time) {
  std::string out = to_log_time(time);
  out += ' ';
  out += log::to_string(event.level);
  out += ' ';
  append_printable(out, event.name);
  out += ' ';
  append_printable(out, event.message);
  for (const auto& field : event.fields) {
    out += ' ';
    append_printable(out, field.name);
    out += '=';
    append_text_value(out, field.value);
  }
  return out;
}

std::string to_json_line(const log::Event& event, WallTime time) {
  boost::json::object line;
  line["ts"] = to_log_time(time);
  line["level"] = log::to_string(event.level);
  line["event"] = event.name;
  line["message"] = valid(boost::json::value(event.message));
  if (event.fields.size() > 0) {
    auto& fields = line["fields"].emplace_object();
    for (const auto& field : event.fields) fields[field.name] = valid(field.value);
  }
  return to_json_text(line);
}

}  // namespace kbroker::telemetry
