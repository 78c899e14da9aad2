// Writes the status line and fields of an answer.
#include "response_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "kbroker/base/text.hpp"
#include "kbroker/net/sse_stream.hpp"

namespace kbroker::net::http {

namespace {

struct Phrase {
  unsigned status;
  std::string_view text;
  std::string_view code;  ///< in error bodies
};

constexpr Phrase phrases[] = {
    {200, "OK", ""},
    {201, "Created", ""},
    {202, "Accepted", ""},
    {204, "No Content", ""},
    {301, "Moved Permanently", ""},
    {302, "Found", ""},
    {303, "See Other", ""},
    {304, "Not Modified", ""},
    {307, "Temporary Redirect", ""},
    {308, "Permanent Redirect", ""},
    {400, "Bad Request", "bad_request"},
    {401, "Unauthorized", "unauthorized"},
    {403, "Forbidden", "forbidden"},
    {404, "Not Found", "not_found"},
    {405, "Method Not Allowed", "method_not_allowed"},
    {406, "Not Acceptable", "not_acceptable"},
    {408, "Request Timeout", "request_timeout"},
    {409, "Conflict", "conflict"},
    {410, "Gone", "gone"},
    {413, "Content Too Large", "content_too_large"},
    {415, "Unsupported Media Type", "unsupported_media_type"},
    {417, "Expectation Failed", "expectation_failed"},
    {421, "Misdirected Request", "misdirected_request"},
    {422, "Unprocessable Content", "unprocessable_content"},
    {426, "Upgrade Required", "upgrade_required"},
    {429, "Too Many Requests", "too_many_requests"},
    {431, "Request Header Fields Too Large", "header_too_large"},
    {500, "Internal Server Error", "internal"},
    {501, "Not Implemented", "not_implemented"},
    {502, "Bad Gateway", "bad_gateway"},
    {503, "Service Unavailable", "unavailable"},
    {504, "Gateway Timeout", "gateway_timeout"},
    {505, "HTTP Version Not Supported", "version_not_supported"},
};

const Phrase* find_phrase(unsigned status) {
  const auto found = std::find_if(std::begin(phrases), std::end(phrases),
                                  [status](const Phrase& phrase) { return phrase.status == status; });
  return found == std::end(phrases) ? nullptr : found;
}

void append_number(std::string& out, std::uint64_t value) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

/// "Date: …\r\n", formatted once a second a thread.
std::string_view date_field() {
  thread_local std::time_t formatted = 0;
  thread_local std::array<char, 48> text{};
  thread_local std::size_t size = 0;
  const std::time_t now = std::time(nullptr);
  if (now != formatted) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    // Day and month names by hand: strftime's depend on the locale.
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    size = static_cast<std::size_t>(std::snprintf(
        text.data(), text.size(), "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", days[utc.tm_wday],
        utc.tm_mday, months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec));
    formatted = now;
  }
  return {text.data(), size};
}

/// RFC 9110, 5.6.2.
constexpr auto token_characters = [] {
  std::array<bool, 256> allowed{};
  for (unsigned c = 0x21; c < 0x7F; ++c)
    allowed[c] = std::string_view("\"(),/:;<=>?@[\\]{}").find(static_cast<char>(c)) == std::string_view::npos;
  return allowed;
}();

bool is_token(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return token_characters[static_cast<unsigned char>(c)]; });
}

bool is_field_value(std::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](unsigned char c) { return (c >= 0x20 && c != 0x7F) || c == '\t'; });
}

bool is_framing_field(std::string_view name) {
  return iequals(name, "Connection") || iequals(name, "Content-Length") ||
         iequals(name, "Transfer-Encoding") || iequals(name, "Date");
}

bool append_field(std::string& out, std::string_view name, std::string_view value) {
  if (!is_token(name) || !is_field_value(value)) return false;
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
  return true;
}

}  // namespace

std::string_view reason_phrase(unsigned status) {
  const Phrase* phrase = find_phrase(status);
  return phrase ? phrase->text : "Unknown";
}

bool allows_body(unsigned status) {
  return status >= 200 && status != 204 && status != 304;
}

bool append_head(std::string& out, const Response& response, const HeadOptions& options) {
  out += "HTTP/1.1 ";
  append_number(out, response.status);
  out += ' ';
  out += reason_phrase(response.status);
  out += "\r\n";
  out += date_field();
  if (response.stream) {
    out +=
        "Content-Type: text/event-stream\r\nCache-Control: no-cache, no-transform\r\nX-Accel-Buffering: "
        "no\r\n";
  } else if (!response.content_type.empty()) {
    if (!append_field(out, "Content-Type", response.content_type)) return false;
  }
  for (const auto& [name, value] : response.headers) {
    if (is_framing_field(name)) continue;
    if (response.stream && (iequals(name, "Content-Type") || iequals(name, "Cache-Control") ||
                            iequals(name, "X-Accel-Buffering")))
      continue;
    if (!append_field(out, name, value)) return false;
  }
  switch (options.framing) {
    case Framing::content_length:
      out += "Content-Length: ";
      append_number(out, options.content_length);
      out += "\r\n";
      break;
    case Framing::chunked:
      out += "Transfer-Encoding: chunked\r\n";
      break;
    case Framing::until_close:
    case Framing::none:
      break;
  }
  if (!options.keep_connection)
    out += "Connection: close\r\n";
  else if (options.http_1_0)
    out += "Connection: keep-alive\r\n";
  out += "\r\n";
  return true;
}

Response error_response(unsigned status, std::string_view message) {
  const Phrase* phrase = find_phrase(status);
  boost::json::object error;
  error["code"] = phrase && !phrase->code.empty() ? phrase->code : std::string_view("error");
  error["message"] = message;
  boost::json::object body;
  body["error"] = std::move(error);
  return Response::json(status, boost::json::serialize(body));
}

}  // namespace kbroker::net::http
