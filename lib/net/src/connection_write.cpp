// How a connection writes: at once when the socket takes it, with a deadline when it does not.
#include <boost/asio/deferred.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "connection.hpp"

namespace kbroker::net::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

using Pieces = std::array<std::string_view, 3>;

std::array<asio::const_buffer, 3> buffers(const Pieces& pieces) {
  return {asio::buffer(pieces[0]), asio::buffer(pieces[1]), asio::buffer(pieces[2])};
}

bool empty(const Pieces& pieces) {
  return pieces[0].empty() && pieces[1].empty() && pieces[2].empty();
}

void take_off(Pieces& pieces, std::size_t size) {
  for (auto& piece : pieces) {
    const auto part = std::min(size, piece.size());
    piece.remove_prefix(part);
    size -= part;
  }
}

}  // namespace

bool Connection::write_now(Pieces& pieces) {
  if (tls_) return empty(pieces);
  while (!empty(pieces)) {
    error_code ec;
    const bool one = pieces[1].empty() && pieces[2].empty();
    take_off(pieces,
             one ? socket_.write_some(asio::buffer(pieces[0]), ec) : socket_.write_some(buffers(pieces), ec));
    if (ec == asio::error::would_block || ec == asio::error::try_again) return false;
    if (ec) {
      broken_ = true;
      return true;
    }
  }
  return true;
}

asio::awaitable<bool> Connection::write(Pieces pieces) {
  if (write_now(pieces)) co_return !broken_;
  const Phase before = phase_;
  phase_ = Phase::writing;
  deadline_.set_after(core_->config.write_deadline);
  error_code ec;
  if (tls_) {
    co_await asio::async_write(*tls_, buffers(pieces), asio::redirect_error(asio::use_awaitable, ec));
  } else {
    while (open() && !ec && !write_now(pieces))
      co_await socket_.async_wait(Socket::wait_write, asio::redirect_error(asio::deferred, ec));
  }
  if (ec) broken_ = true;
  if (!open() || broken_) co_return false;
  deadline_.clear();
  phase_ = before;
  co_return true;
}

}  // namespace kbroker::net::http
