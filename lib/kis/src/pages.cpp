// Follows the pages of a list that KIS continues by context strings or by the header alone.
#include "pages.hpp"

#include "access.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::kis {

using boost::asio::awaitable;

awaitable<Result<bool>> read_pages(broker::Endpoint& endpoint, const Api& api, Query query,
                                   std::string_view context, std::size_t max_pages,
                                   broker::CallOptions options,
                                   std::function<Result<void>(const boost::json::object&)> add) {
  const auto filter = "CTX_AREA_FK" + std::string(context), key = "CTX_AREA_NK" + std::string(context);
  if (!context.empty()) {
    query.emplace_back(filter, "");
    query.emplace_back(key, "");
  }
  net::http::Headers next;
  for (std::size_t number = 0; number < max_pages; ++number) {
    auto page = co_await get(endpoint, api, query, options, next);
    if (page.has_error()) co_return page.error();
    auto added = add(page->body);
    if (added.has_error()) co_return added.error();
    next = page->next;
    if (next.empty()) co_return false;
    if (context.empty()) continue;
    query[query.size() - 2].second = context_area(page->body, to_lower(filter));
    query[query.size() - 1].second = context_area(page->body, to_lower(key));
  }
  co_return true;
}

Error too_many_pages(std::string_view what, std::size_t max_pages) {
  return Error(Errc::broker_error,
               std::string(what) + " has more than " + std::to_string(max_pages) + " pages.",
               "Part of a balance is not shown for the whole: look at it in the app of KIS.");
}

}  // namespace kbroker::kis
