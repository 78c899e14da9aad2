#include "jwks.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "kbroker/base/log.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t max_bytes = 256 << 10, max_keys = 100;
constexpr std::chrono::seconds patience = 5s, between_attempts = 30s, fresh = 10min, kept = 24h;

Error unusable(std::string what) {
  return Error(Errc::invalid_argument, std::move(what), "Check oauth.jwks_url.");
}

}  // namespace

Result<KeySet> KeySet::parse(std::string_view text) {
  if (text.size() > max_bytes) return unusable("The key set is larger than 256 KiB.");
  boost::system::error_code failure;
  const auto root = json::parse(text, failure);
  const auto* object = failure ? nullptr : root.if_object();
  const auto* member = object ? object->if_contains("keys") : nullptr;
  const auto* list = member ? member->if_array() : nullptr;
  if (!list) return unusable("The answer is not a JSON Web Key Set.");
  if (list->size() > max_keys) return unusable("The key set has more than 100 keys.");
  KeySet set;
  for (const auto& each : *list) {
    if (!each.is_object()) continue;
    if (auto key = JwsKey::read(each.get_object())) set.keys_.push_back(std::move(*key));
  }
  return set;
}

const JwsKey* KeySet::find(const Jwt& token) const {
  const JwsKey* found = nullptr;
  for (const auto& key : keys_) {
    if (!key.fits(token.algorithm) || (!token.key_id.empty() && key.id() != token.key_id)) continue;
    if (found) return nullptr;  // which one is a guess
    found = &key;
  }
  return found;
}

JwksCache::JwksCache(std::string url, std::shared_ptr<net::http::Transport> transport, Clock& clock,
                     asio::any_io_executor executor)
    : url_(std::move(url)),
      transport_(std::move(transport)),
      clock_(clock),
      executor_(executor),
      fetched_(executor) {}

std::shared_ptr<const KeySet> JwksCache::keys() const {
  std::lock_guard lock(mutex_);
  return keys_ && clock_.steady() - fetched_at_ < kept ? keys_ : nullptr;
}

bool JwksCache::stale() const {
  std::lock_guard lock(mutex_);
  return !keys_ || clock_.steady() - fetched_at_ >= fresh;
}

bool JwksCache::may_refresh() const {
  std::lock_guard lock(mutex_);
  return fetching_ || clock_.steady() >= next_attempt_;
}

asio::awaitable<void> JwksCache::refresh() {
  co_await asio::co_spawn(executor_, fetch_once(shared_from_this()), asio::use_awaitable);
}

/// Under way as long as it lives.
class JwksCache::Fetching {
 public:
  explicit Fetching(JwksCache& cache) : cache_(cache) {
    cache_.fetched_.expires_at(asio::steady_timer::time_point::max());
    cache_.fetching_ = true;
  }
  ~Fetching() {
    cache_.fetching_ = false;
    cache_.fetched_.cancel();
  }
  Fetching(const Fetching&) = delete;
  Fetching& operator=(const Fetching&) = delete;

 private:
  JwksCache& cache_;
};

asio::awaitable<void> JwksCache::fetch_once(std::shared_ptr<JwksCache> self) {
  if (self->fetching_) {
    boost::system::error_code woken;
    co_await self->fetched_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    co_return;
  }
  if (!self->may_refresh()) co_return;  // somebody was quicker
  const Fetching under_way(*self);
  net::http::ClientRequest request("GET", self->url_,
                                   {{"Accept", "application/jwk-set+json, application/json"}});
  const auto response =
      co_await self->transport_->send(std::move(request), Deadline::after(self->clock_, patience));
  self->take(response);
}

void JwksCache::take(const Result<net::http::ClientResponse>& response) {
  if (!response && response.error().code == Errc::cancelled) return;  // whoever waited has gone
  auto set = !response                 ? Result<KeySet>(response.error())
             : response->status != 200 ? Result<KeySet>(unusable("The authorization server answered HTTP " +
                                                                 std::to_string(response->status) + "."))
                                       : KeySet::parse(response->body);
  const auto now = clock_.steady();
  if (!set)
    log::warning("auth.keys.not_fetched", set.error().message, {{"url", url_}, {"hint", set.error().hint}});
  else
    log::info("auth.keys.fetched", "the authorization server's keys are known",
              {{"url", url_}, {"keys", set->size()}});
  std::lock_guard lock(mutex_);
  next_attempt_ = now + between_attempts;
  if (!set) return;
  keys_ = std::make_shared<const KeySet>(std::move(*set));
  fetched_at_ = now;
}

}  // namespace kbroker::mcp
