// What KIS says went wrong, as our errors. Pure.
#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/broker/error_table.hpp"

namespace kbroker::kis {

/// The codes of the gateway (EGW), the services (OPSQ), realtime data (OPSP) and the order side (APBK and
/// others).
const broker::ErrorTable& errors();

/// The body of a successful answer, or what the envelope, the code or the HTTP status tell about the failure.
/// Success is `rt_cd` "0" and nothing else; gateway errors come as HTTP 500 with the same envelope.
/// Only msg_cd and msg1 (error_code and error_description from the token endpoint) reach the message.
Result<boost::json::object> read_envelope(const net::http::ClientResponse& response,
                                          std::string_view operation);

/// The failure a JSON body describes, whatever its status.
Error envelope_error(const boost::json::object& body, const net::http::ClientResponse& response,
                     std::string_view operation);

}  // namespace kbroker::kis
