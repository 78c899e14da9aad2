// The parameters as callers of KIS's Trading MCP give them. Pure.
#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "api_call.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"
#include "kbroker/catalog/api.hpp"

namespace kbroker::tools::compat {

/// What a caller writes there is not looked at: account and HTS id, which the server fills, and the account's
/// password, which must not travel; KIS wants it empty.
bool is_left_away(const catalog::ApiParam& param);

struct SampleParams {
  boost::json::object params;                      ///< of the API itself
  std::optional<broker::Environment> environment;  ///< env_dv
  std::size_t max_pages = usual_pages;             ///< max_depth
  std::string stock_name;                          ///< empty: none given
  boost::json::object view;                        ///< offset and fields, as call_api takes them
};

/// What the samples' functions take besides the API's own parameters is taken out: env_dv, max_depth,
/// stock_name and its like. Left away are the samples' paging state (tr_cont, dataframe, depth) and what
/// is_left_away(). `invalid_argument` for an env_dv, max_depth, offset or fields that is none.
Result<SampleParams> read_sample_params(const catalog::Api& api, const boost::json::object& given);

/// The name of a parameter as the samples spell it: "fid_input_iscd".
std::string sample_argument(const catalog::ApiParam& param);

}  // namespace kbroker::tools::compat
