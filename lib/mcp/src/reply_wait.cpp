#include "reply_wait.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kbroker::mcp {

namespace asio = boost::asio;

void ReplyWait::bring(std::size_t position, Result<boost::json::object> reply) {
  asio::post(timer_.get_executor(),
             [self = shared_from_this(), position, reply = std::move(reply)]() mutable {
               self->replies_[position] = std::move(reply);
               if (--self->missing_ == 0) self->timer_.cancel();
             });
}

asio::awaitable<ReplyWait::Outcome> ReplyWait::wait(std::shared_ptr<ReplyWait> self, std::stop_token stop,
                                                    std::chrono::milliseconds patience) {
  const auto tell = [self] {
    asio::post(self->timer_.get_executor(), [self] {
      self->stopped_ = true;
      self->timer_.cancel();
    });
  };
  const std::stop_callback on_stop(std::move(stop), tell);
  self->timer_.expires_after(patience);
  while (self->missing_ > 0 && !self->stopped_) {
    boost::system::error_code woken;
    co_await self->timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (woken != asio::error::operation_aborted) break;
  }
  if (self->missing_ == 0) co_return Outcome::complete;
  co_return self->stopped_ ? Outcome::stopped : Outcome::late;
}

Result<Replies> ReplyWait::take() {
  Replies replies;
  for (auto& reply : replies_) {
    if (!*reply) return reply->error();
    replies.push_back(std::move(**reply));
  }
  return replies;
}

}  // namespace kbroker::mcp
