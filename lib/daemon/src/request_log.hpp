// One log line a request: who asked what, how it ended and how long it took.
#pragma once

#include <vector>

#include "kbroker/net/http_server.hpp"

namespace kbroker::daemon {

/// The routes with their requests written at level debug: request id, session, client, method, path, status.
/// At other levels the routes as they are. Of a session id only the beginning is written, enough to follow a
/// session and too little to enter it.
std::vector<net::http::Route> with_request_log(std::vector<net::http::Route> routes);

}  // namespace kbroker::daemon
