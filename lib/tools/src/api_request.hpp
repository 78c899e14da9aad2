// From the catalogue's description and a caller's arguments to the request the gateway sends.
#pragma once

#include <optional>

#include "kbroker/broker/api_request.hpp"
#include "kbroker/catalog/api.hpp"
#include "kbroker/catalog/api_arguments.hpp"

namespace kbroker::tools {

broker::ApiRequest api_request(const catalog::Api& api, const catalog::ApiArguments& arguments,
                               std::optional<broker::Environment> environment, std::size_t max_pages);

}  // namespace kbroker::tools
