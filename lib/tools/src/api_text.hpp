// An API of the catalogue as JSON, for describe_api and the kapi:// resources.
#pragma once

#include <boost/json/object.hpp>

#include "kbroker/catalog/api.hpp"

namespace kbroker::tools {

/// Method, path, transaction ids, parameters, response, paging, paper support, traps. `fields`: with every
/// response field; otherwise only the containers with the names of their fields.
boost::json::object api_description(const catalog::Api& api, bool fields);

}  // namespace kbroker::tools
