// Replaced by the room's first source.
#include "kbroker/net/http_client.hpp"
#include "kbroker/net/http_message.hpp"
#include "kbroker/net/http_server.hpp"
#include "kbroker/net/runtime.hpp"
#include "kbroker/net/sse_stream.hpp"
#include "kbroker/net/url.hpp"
