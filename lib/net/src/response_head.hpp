// Writes the status line and fields of an answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kbroker/net/http_message.hpp"

namespace kbroker::net::http {

/// How the end of an answer is found by its reader.
enum class Framing { content_length, chunked, until_close, none };

struct HeadOptions {
  Framing framing = Framing::content_length;
  std::uint64_t content_length = 0;
  bool keep_connection = true;
  bool http_1_0 = false;
};

/// The standard phrase; "Unknown" for others.
std::string_view reason_phrase(unsigned status);
/// 1xx, 204 and 304 never have a body (RFC 9110, 6.4.1).
bool allows_body(unsigned status);

/// Appends the head to `out`. False when a field of the response holds a line break or another control
/// character, or its name is no token: sending it would let its author write whole answers.
/// The response's own Connection, Content-Length, Transfer-Encoding and Date fields are left out.
bool append_head(std::string& out, const Response& response, const HeadOptions& options);

/// The answer to what the server itself refuses.
Response error_response(unsigned status, std::string_view message);

}  // namespace kbroker::net::http
