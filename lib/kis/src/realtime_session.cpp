#include "kbroker/kis/realtime_session.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "approval_key.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/task_group.hpp"
#include "kbroker/net/websocket.hpp"
#include "realtime_frames.hpp"

namespace kbroker::kis {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using asio::awaitable;
using asio::use_awaitable;
using boost::system::error_code;
using net::WebSocket;

namespace {

constexpr std::string_view real_url = "ws://ops.koreainvestment.com:21000/tryitout";
constexpr std::string_view paper_url = "ws://ops.koreainvestment.com:31000/tryitout";
/// KIS drops the connection on a wrong HTS id, so one that ends before the answer this often is refused.
constexpr int most_drops = 2;

enum class Phase { wanted, registered, unwanted, refused };

struct Stream {
  Registration registration;
  Phase phase = Phase::wanted;
  int drops = 0;  ///< connections in a row that ended before its answer
};

/// `tr_id` and `tr_key`.
using Place = std::pair<std::string, std::string>;

std::string message(const Secret& approval_key, bool adding, const Place& place) {
  return to_json_text(
      boost::json::object{{"header",
                           {{"approval_key", approval_key.reveal()},
                            {"custtype", "P"},
                            {"tr_type", adding ? "1" : "2"},
                            {"content-type", "utf-8"}}},
                          {"body", {{"input", {{"tr_id", place.first}, {"tr_key", place.second}}}}}});
}

/// The tr_key is left out: it may be an HTS id.
std::string name_of(bool adding, const Place& place) {
  return (adding ? "the registration of " : "the end of the registration of ") + place.first;
}

}  // namespace

struct RealtimeSession::Impl {
  Impl(asio::any_io_executor executor, RealtimeConfig config_,
       std::shared_ptr<net::http::Transport> transport, Clock& clock_, Random& random_,
       RealtimeListener& listener_)
      : config(std::move(config_)),
        clock(clock_),
        random(random_),
        listener(listener_),
        approval(config.endpoint, std::move(transport), clock),
        changed(executor, SteadyTime::max()),
        replies(executor, 1),
        tasks(executor) {
    const bool paper = config.endpoint.environment == broker::Environment::paper;
    if (config.websocket_url.empty()) config.websocket_url = paper ? paper_url : real_url;
  }

  RealtimeConfig config;
  Clock& clock;
  Random& random;
  RealtimeListener& listener;
  ApprovalKey approval;
  std::map<Place, Stream> streams;
  std::map<std::string, StreamCipher, std::less<>> ciphers;  ///< by TR
  asio::steady_timer changed;                                ///< cancelled when `streams` has changed
  std::shared_ptr<WebSocket> socket;                         ///< while connected
  std::optional<Place> asked;                                ///< waits for KIS's answer
  asio::experimental::channel<void(error_code, RegistrationReply)> replies;
  int failures = 0;  ///< in a row
  bool stopping = false;
  TaskGroup tasks;

  awaitable<void> run() {
    while (!stopping) {
      if (!next_change()) {
        co_await change();
        continue;
      }
      const Error why = co_await connection();
      if (stopping) co_return;
      settle_lost(why);
      const auto wait = next_pause();
      listener.interrupted(why, wait);
      co_await clock.sleep(wait);
    }
  }

  /// From the approval key to the end of the connection, and why it ended.
  awaitable<Error> connection() {
    auto key = co_await approval.get();
    if (key.has_error()) co_return key.error();
    auto made = co_await net::connect_websocket(config.websocket_url);
    if (made.has_error()) co_return made.error();
    socket = std::move(*made);
    replies.reset();  // an answer may have come too late for the connection before
    auto ended = co_await (read(socket) || write(socket, std::move(*key)));
    socket = nullptr;
    if (ended.index() == 0) co_return std::get<0>(std::move(ended));
    co_return std::get<1>(std::move(ended));
  }

  awaitable<Error> read(std::shared_ptr<WebSocket> from) {
    for (;;) {
      auto text = co_await from->receive(config.longest_silence);
      if (text.has_error()) co_return text.error();
      auto frame = parse_realtime_frame(*text);
      if (frame.has_error()) {
        listener.unreadable(frame.error());
      } else if (std::holds_alternative<Heartbeat>(*frame)) {
        const auto sent = co_await from->pong(std::move(*text));
        if (sent.has_error()) co_return sent.error();
      } else if (auto* reply = std::get_if<RegistrationReply>(&*frame)) {
        // Refusals may name nothing; one is under way at a time.
        if (asked && (reply->tr_id.empty() || reply->tr_id == asked->first))
          replies.try_send(error_code(), std::move(*reply));
      } else {
        deliver(std::get<DataFrame>(*frame));
      }
    }
  }

  /// Brings KIS to what is wanted, one registration at a time.
  awaitable<Error> write(std::shared_ptr<WebSocket> to, Secret key) {
    for (bool renewed = false;;) {
      const auto place = next_change();
      if (!place) {
        co_await change();
        continue;
      }
      const bool adding = streams.at(*place).phase == Phase::wanted;
      asked = place;
      const auto sent = co_await to->send(message(key, adding, *place));
      if (sent.has_error()) co_return sent.error();
      auto answered = co_await (replies.async_receive(use_awaitable) || clock.sleep(config.reply_deadline));
      if (answered.index() == 1)
        co_return Error(Errc::timeout, "KIS did not answer " + name_of(adding, *place) + " in time", {},
                        true);
      const auto reply = std::get<0>(std::move(answered));
      asked.reset();
      if (reply.code == "OPSP0011") {
        approval.drop();
        if (std::exchange(renewed, true)) co_return refusal_error(reply, name_of(adding, *place));
        auto fresh = co_await approval.get();
        if (fresh.has_error()) co_return fresh.error();
        key = std::move(*fresh);
      } else if (reply.code == "OPSP8996") {
        co_return refusal_error(reply, name_of(adding, *place));
      } else {
        settle(*place, adding, reply);
      }
      co_await clock.sleep(config.pace);
    }
  }

  awaitable<void> change() {
    error_code woken;
    co_await changed.async_wait(asio::redirect_error(use_awaitable, woken));
  }

  std::optional<Place> next_change() const {
    const auto found = std::ranges::find_if(streams, [](const auto& entry) {
      return entry.second.phase == Phase::wanted || entry.second.phase == Phase::unwanted;
    });
    if (found == streams.end()) return std::nullopt;
    return found->first;
  }

  void settle(const Place& place, bool adding, const RegistrationReply& reply) {
    const auto found = streams.find(place);
    auto& stream = found->second;
    if (!adding) {
      // Whatever KIS said: it was there, or it was not. Wanted again meanwhile, it is registered next.
      if (stream.phase == Phase::unwanted) streams.erase(found);
    } else if (reply.accepted || reply.code == "OPSP0002") {
      if (reply.cipher) ciphers.insert_or_assign(place.first, *reply.cipher);
      failures = 0;
      stream.drops = 0;
      if (stream.phase != Phase::wanted) return;
      stream.phase = Phase::registered;
      listener.registered(stream.registration);
    } else if (stream.phase == Phase::unwanted) {
      streams.erase(found);
    } else {
      refuse(stream, refusal_error(reply, name_of(adding, place)));
    }
  }

  /// The connection has gone, and every registration with it.
  void settle_lost(const Error& why) {
    if (const auto place = std::exchange(asked, std::nullopt)) {
      auto& stream = streams.at(*place);
      if (stream.phase == Phase::wanted && why.code != Errc::timeout && ++stream.drops >= most_drops)
        refuse(stream, Error(Errc::broker_error,
                             "KIS ended the connection instead of answering " + name_of(true, *place),
                             "Check the HTS id if these are fill notices: KIS hangs up on a wrong one."));
    }
    ciphers.clear();
    std::erase_if(streams, [](const auto& entry) { return entry.second.phase == Phase::unwanted; });
    for (auto& [place, stream] : streams)
      if (stream.phase == Phase::registered) stream.phase = Phase::wanted;
  }

  /// A copy goes to the listener, who may remove the registration.
  void refuse(Stream& stream, const Error& why) {
    stream.phase = Phase::refused;
    listener.refused(Registration(stream.registration), why);
  }

  void deliver(const DataFrame& frame) {
    const auto stream = streams.lower_bound(Place(frame.tr_id, ""));
    // What was on its way when its registration ended.
    if (stream == streams.end() || stream->first.first != frame.tr_id) return;
    std::string plain;
    if (frame.encrypted) {
      const auto cipher = ciphers.find(frame.tr_id);
      if (cipher == ciphers.end()) return;
      auto decrypted = decrypt_payload(frame, cipher->second);
      if (decrypted.has_error()) return listener.unreadable(decrypted.error());
      plain = std::move(*decrypted);
    }
    const auto rows = split_rows(frame, frame.encrypted ? std::string_view(plain) : frame.payload,
                                 stream->second.registration.fields);
    if (rows.has_error()) return listener.unreadable(rows.error());
    for (const auto& row : *rows) listener.row(frame.tr_id, row);
  }

  Duration next_pause() {
    const double doubled =
        static_cast<double>(config.first_pause.count()) * std::exp2(std::min(failures++, 20));
    const double pause = std::min(doubled, static_cast<double>(config.longest_pause.count()));
    return Duration(static_cast<Duration::rep>(pause * (0.75 + 0.25 * random.unit())));
  }
};

RealtimeSession::RealtimeSession(asio::any_io_executor executor, RealtimeConfig config,
                                 std::shared_ptr<net::http::Transport> transport, Clock& clock,
                                 Random& random, RealtimeListener& listener)
    : impl_(std::make_unique<Impl>(std::move(executor), std::move(config), std::move(transport), clock,
                                   random, listener)) {}
RealtimeSession::~RealtimeSession() = default;

Result<void> RealtimeSession::add(Registration registration) {
  auto& streams = impl_->streams;
  Place place(registration.tr_id, registration.tr_key);
  if (const auto found = streams.find(place); found != streams.end()) {
    auto& phase = found->second.phase;
    if (phase == Phase::unwanted) phase = impl_->asked == place ? Phase::wanted : Phase::registered;
  } else {
    if (streams.size() >= most_registrations)
      return Error(Errc::limit_exceeded,
                   "KIS takes " + std::to_string(most_registrations) +
                       " realtime registrations for an app key, and all are in use.",
                   "Give another one up first.");
    streams.emplace(std::move(place), Stream{std::move(registration)});
  }
  impl_->changed.cancel();
  return {};
}

void RealtimeSession::remove(std::string_view tr_id, std::string_view tr_key) {
  auto& streams = impl_->streams;
  const auto found = streams.find(Place(tr_id, tr_key));
  if (found == streams.end()) return;
  if (found->second.phase == Phase::registered || impl_->asked == found->first)
    found->second.phase = Phase::unwanted;
  else
    streams.erase(found);
  impl_->changed.cancel();
}

void RealtimeSession::start() {
  impl_->tasks.spawn("kis.realtime", impl_->run());
}

asio::awaitable<void> RealtimeSession::stop() {
  impl_->stopping = true;
  if (const auto open = impl_->socket) co_await open->close();
  impl_->tasks.stop();
  co_await impl_->tasks.join();
}

}  // namespace kbroker::kis
