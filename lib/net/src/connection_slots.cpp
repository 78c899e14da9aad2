// Limits connections per host and keeps idle ones for the next request.
#include "connection_slots.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kbroker::net::http {

namespace asio = boost::asio;

/// A part of the event loop that is told when the loop goes, to close idle connections while it still can.
class ConnectionSlots::LoopWatch final : public asio::execution_context::service {
 public:
  using key_type = LoopWatch;
  static inline asio::execution_context::id id;

  explicit LoopWatch(asio::execution_context& loop) : service(loop) {}

  void add(const std::shared_ptr<ConnectionSlots>& slots) {
    std::lock_guard lock(mutex_);
    std::erase_if(users_, [](const auto& user) { return user.expired(); });
    for (const auto& user : users_)
      if (user.lock() == slots) return;
    users_.push_back(slots);
  }

 private:
  void shutdown() override {
    for (const auto& user : users_)
      if (const auto slots = user.lock()) slots->forget_loop(context());
  }
  std::mutex mutex_;
  std::vector<std::weak_ptr<ConnectionSlots>> users_;
};

/// A place in the queue that is given up, or passed on, when the waiting coroutine goes.
struct ConnectionSlots::Waiting {
  ConnectionSlots& slots;
  Host& host;
  std::shared_ptr<Waiter> waiter;
  bool taken = false;

  Waiting(ConnectionSlots& s, Host& h, std::shared_ptr<Waiter> w) : slots(s), host(h), waiter(std::move(w)) {}
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() {
    if (taken) return;
    std::lock_guard lock(slots.mutex_);
    std::erase(host.waiters, waiter);
    if (waiter->granted) slots.release_place(host, nullptr, nullptr);
  }
};

Lease::Lease(std::shared_ptr<ConnectionSlots> slots, std::string host, std::unique_ptr<ClientConnection> idle)
    : connection(std::move(idle)), slots_(std::move(slots)), host_(std::move(host)) {}

Lease::~Lease() {
  if (!slots_) return;
  connection.reset();
  slots_->give_back(host_, nullptr, nullptr);
}

void Lease::keep(asio::execution_context& context) {
  const auto slots = std::exchange(slots_, nullptr);
  slots->give_back(host_, std::move(connection), &context);
}

asio::awaitable<Lease> ConnectionSlots::acquire(std::string host_name, bool fresh) {
  const auto executor = co_await asio::this_coro::executor;
  auto& loop = asio::query(executor, asio::execution::context);
  std::unique_ptr<ClientConnection> idle;
  std::shared_ptr<Waiter> waiter;
  Host* host = nullptr;
  {
    std::lock_guard lock(mutex_);
    const Time limit = std::chrono::steady_clock::now() - idle_time_out_;
    close_idle_if([limit](const Idle& entry) { return entry.since <= limit; });
    host = &hosts_[host_name];
    if (!fresh) idle = take_idle(*host, loop);
    if (!idle && host->open >= per_host_ && !host->idle.empty()) {
      // Idle on another loop, or not wanted: its place is.
      host->idle.erase(host->idle.begin());
      --host->open;
    }
    if (!idle && host->open < per_host_) {
      ++host->open;
    } else if (!idle) {
      waiter = std::make_shared<Waiter>();
      waiter->loop = &loop;
      waiter->wake = std::make_shared<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
      host->waiters.push_back(waiter);
    }
  }
  if (waiter) {
    Waiting waiting(*this, *host, waiter);
    boost::system::error_code ignored;
    co_await waiter->wake->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    bool granted = false;
    {
      std::lock_guard lock(mutex_);
      granted = waiter->granted;
    }
    if (!granted) throw boost::system::system_error(asio::error::operation_aborted);
    waiting.taken = true;
    if (!fresh && waiter->connection && waiter->connection->fit_for_reuse())
      idle = std::move(waiter->connection);
    waiter->connection.reset();
  }
  co_return Lease(shared_from_this(), std::move(host_name), std::move(idle));
}

std::unique_ptr<ClientConnection> ConnectionSlots::take_idle(Host& host, asio::execution_context& loop) {
  for (auto i = host.idle.size(); i-- > 0;) {
    if (host.idle[i].loop != &loop) continue;
    auto connection = std::move(host.idle[i].connection);
    host.idle.erase(host.idle.begin() + static_cast<std::ptrdiff_t>(i));
    if (connection->fit_for_reuse()) return connection;
    --host.open;
  }
  return nullptr;
}

void ConnectionSlots::give_back(const std::string& host_name, std::unique_ptr<ClientConnection> connection,
                                asio::execution_context* loop) {
  if (connection) asio::use_service<LoopWatch>(*loop).add(shared_from_this());
  std::lock_guard lock(mutex_);
  Host& host = hosts_[host_name];
  if (connection && host.waiters.empty() && host.idle.size() < idle_per_host_) {
    Idle entry{std::move(connection), loop, std::chrono::steady_clock::now()};
    host.idle.push_back(std::move(entry));
  } else {
    release_place(host, std::move(connection), loop);
  }
}

void ConnectionSlots::release_place(Host& host, std::unique_ptr<ClientConnection> connection,
                                    asio::execution_context* loop) {
  if (host.waiters.empty()) {
    --host.open;
    return;
  }
  const auto waiter = std::move(host.waiters.front());
  host.waiters.pop_front();
  waiter->granted = true;
  if (waiter->loop == loop) waiter->connection = std::move(connection);
  asio::post(waiter->wake->get_executor(), [wake = waiter->wake] { wake->cancel(); });
}

template <class Predicate>
void ConnectionSlots::close_idle_if(Predicate predicate) {
  for (auto& [name, host] : hosts_) host.open -= std::erase_if(host.idle, predicate);
}

void ConnectionSlots::close_idle() {
  std::lock_guard lock(mutex_);
  close_idle_if([](const Idle&) { return true; });
}

void ConnectionSlots::forget_loop(asio::execution_context& loop) {
  std::lock_guard lock(mutex_);
  close_idle_if([&loop](const Idle& idle) { return idle.loop == &loop; });
}

}  // namespace kbroker::net::http
