// What Kiwoom says went wrong, as our errors. Pure.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/broker/error_table.hpp"

namespace kbroker::kiwoom {

/// The codes in brackets inside `return_msg`, and the few that `return_code` has itself.
const broker::ErrorTable& errors();

/// The body of a successful answer (`return_code` 0, number or text), or what the code, the sentence or the
/// HTTP status tell about the failure. Only the code and return_msg reach the message.
Result<boost::json::object> read_envelope(const net::http::ClientResponse& response,
                                          std::string_view operation);

/// The code inside a sentence: "…[8005:Token이 유효하지 않습니다]" -> "8005", "…RC9000…" -> "RC9000". Empty
/// when there is none.
std::string code_in_sentence(std::string_view sentence);

}  // namespace kbroker::kiwoom
