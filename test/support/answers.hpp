// Answers of a broker as tests spell them.
#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/broker/wire_fields.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::test {

inline net::http::ClientResponse answer(unsigned status, std::string_view body) {
  net::http::ClientResponse response;
  response.status = status;
  response.body = body;
  return response;
}

/// The text is one JSON object.
inline boost::json::object object(std::string_view text) {
  return broker::wire::parse_object(text).value();
}

}  // namespace kbroker::test
