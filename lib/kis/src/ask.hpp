// One quotation: the host that offers the call, its answer, decoded.
#pragma once

#include <string>
#include <utility>

#include "access.hpp"
#include "protocol.hpp"

namespace kbroker::kis {

/// How an answer about the instrument `code` is read; `now` is when it arrived.
template <class T>
using Decode = Result<T> (*)(const boost::json::object& body, const std::string& code, WallTime now);

/// `access` and `api` outlive the call.
template <class T>
broker::Reply<T> ask(const Access& access, const Api& api, Query query, std::string code, Decode<T> decode,
                     broker::CallOptions options) {
  auto endpoint = access.for_quotations(api);
  if (endpoint.has_error()) co_return endpoint.error();
  auto page = co_await get(**endpoint, api, query, options);
  if (page.has_error()) co_return page.error();
  auto value = decode(page->body, code, (*endpoint)->now());
  if (value.has_error()) co_return value.error();
  co_return broker::Answer<T>(std::move(*value), (*endpoint)->environment());
}

}  // namespace kbroker::kis
