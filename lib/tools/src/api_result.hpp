// What call_api makes of a broker's answer.
#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/api_request.hpp"
#include "kbroker/catalog/api.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// `invalid_argument` for a name under `fields` that no container of the answer has.
std::optional<Error> unknown_field(const catalog::Api& api, const boost::json::object& arguments);

/// The `data` of the result: typed rows or raw pages, labels, paging, cuts, as the tool's arguments ask.
boost::json::object api_data(const Services& services, const catalog::Api& api,
                             const broker::ApiAnswer& answer, const boost::json::object& arguments);

/// One sentence about `data` for people.
std::string api_sentence(const catalog::Api& api, const broker::ApiAnswer& answer,
                         const boost::json::object& data);

}  // namespace kbroker::tools
