// TLS settings of both sides, made from PEM files.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "kbroker/net/http_server.hpp"

namespace kbroker::net {

using TlsContext = boost::asio::ssl::context;

/// TLS 1.2 and 1.3. Errors (`invalid_argument`) name the file that is wrong.
Result<std::shared_ptr<TlsContext>> make_server_tls(const http::TlsFiles& files);

/// TLS 1.2 and 1.3 with the system's certificate authorities and those of `ca_file` (PEM; may be empty).
Result<std::shared_ptr<TlsContext>> make_client_tls(const std::string& ca_file);

}  // namespace kbroker::net
