// Follows the pages of a list that KIS continues by context strings or by the header alone.
#pragma once

#include <functional>
#include <string_view>

#include "protocol.hpp"

namespace kbroker::kis {

/// `context` ends the names of the context parameters: "100" for CTX_AREA_FK100 and CTX_AREA_NK100, "200";
/// empty: there are none, and the header tr_cont alone asks for the next page. `add` takes each body. True
/// when pages remain that the cap left out.
boost::asio::awaitable<Result<bool>> read_pages(broker::Endpoint& endpoint, const Api& api, Query query,
                                                std::string_view context, std::size_t max_pages,
                                                broker::CallOptions options,
                                                std::function<Result<void>(const boost::json::object&)> add);

/// What is said of a balance that is longer than the cap: `what` begins the sentence.
Error too_many_pages(std::string_view what, std::size_t max_pages);

}  // namespace kbroker::kis
