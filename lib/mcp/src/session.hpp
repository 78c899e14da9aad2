// A legacy session: what was negotiated, what runs, and the stream for unsolicited messages.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "call_table.hpp"
#include "client_features.hpp"
#include "client_requests.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "kbroker/net/sse_stream.hpp"
#include "revision.hpp"
#include "saved_session.hpp"
#include "session_streams.hpp"
#include "tool_filter.hpp"

namespace kbroker::mcp {

/// Which transport carries it; a session is unknown to the other one.
enum class SessionKind { streamable_http, http_sse, stdio };

/// Any thread may call every function.
class LegacySession {
 public:
  LegacySession(std::string id, SessionKind kind, std::string principal, SteadyTime now,
                std::size_t replay_bytes, std::shared_ptr<ReplayBudget> budget);

  const std::string& id() const { return id_; }
  SessionKind kind() const { return kind_; }
  /// Who opened it; another principal cannot use it.
  const std::string& principal() const { return principal_; }

  /// Given back when the session goes.
  void hold(std::shared_ptr<void> place) { place_ = std::move(place); }
  /// What is kept of it over a restart. The idle time is rounded to minutes, so that it seldom changes.
  SavedSession saved(SteadyTime now) const;

  void touch(SteadyTime now) { last_used_ = now.time_since_epoch().count(); }
  /// True when nobody used it for `idle` and no stream is open.
  bool expired(SteadyTime now, Duration idle) const;

  void negotiate(Revision revision, ClientFeatures features);
  Revision revision() const { return revision_; }
  ClientFeatures features() const { return features_; }
  /// For HTTP+SSE, where the tools are chosen once.
  void choose_tools(const ToolFilter& tools);
  ToolFilter tools() const;
  void set_log_level(LogLevel level) { log_level_ = level; }
  LogLevel log_level() const { return log_level_; }

  /// False when the session is full of subscriptions: in number, or in bytes.
  bool subscribe(std::string uri);
  void unsubscribe(const std::string& uri);
  bool subscribed(const std::string& uri) const;

  /// The user is sent to a page.
  void remember_page(std::string elicitation);
  /// Tells the client that the user is done with the page; nothing happens for a page of another session.
  void page_completed(const std::string& elicitation);

  CallTable& calls() { return calls_; }
  ClientRequests& client_requests() { return client_requests_; }

  /// The one stream of HTTP+SSE and stdio, which carries everything.
  void attach(std::shared_ptr<net::http::SseStream> stream);
  std::shared_ptr<net::http::SseStream> stream() const;
  /// The streams of Streamable HTTP.
  SessionStreams& streams() { return streams_; }
  /// A message no call has caused. False when no stream is open or can be resumed.
  bool send(std::string_view message);
  /// Stops what runs and closes the stream.
  void close();

 private:
  const std::string id_;
  const SessionKind kind_;
  const std::string principal_;
  std::shared_ptr<void> place_;
  std::atomic<SteadyTime::rep> last_used_;
  std::atomic<Revision> revision_ = Revision::v2024_11_05;
  std::atomic<ClientFeatures> features_ = ClientFeatures();
  std::atomic<LogLevel> log_level_ = LogLevel::info;
  CallTable calls_;
  ClientRequests client_requests_;
  SessionStreams streams_;

  mutable std::mutex mutex_;
  bool closed_ = false;
  ToolFilter tools_;
  std::set<std::string> subscriptions_;
  std::size_t subscribed_bytes_ = 0;
  std::vector<std::string> pages_;  ///< elicitation ids, oldest first
  std::shared_ptr<net::http::SseStream> stream_;
};

}  // namespace kbroker::mcp
