// What each method answers, in both eras; knows no transport.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "call.hpp"
#include "cursor.hpp"
#include "jsonrpc.hpp"
#include "kbroker/mcp/server.hpp"
#include "method.hpp"
#include "result_writer.hpp"
#include "session.hpp"
#include "tool_filter.hpp"

namespace kbroker::mcp {

class Task;
class TaskStore;

/// Who asks, in terms both eras share.
struct Caller {
  Revision revision = newest_revision;
  std::string principal;  ///< empty without authorization
  Scope scope = Scope::trade;
  ToolFilter filter;
  bool filter_from_client = false;
  std::shared_ptr<LegacySession> session;  ///< null in the modern era
};

/// Read-only after construction; any thread may call every function.
class Methods {
 public:
  Methods(const ServerOptions& options, std::shared_ptr<const Registry> registry, Clock& clock,
          Random& random, TaskStore& tasks, std::shared_ptr<Observer> observer);

  const Registry::Impl& registry() const { return registry_->impl(); }

  /// Tells the observer; answer_now(), answer() and initialized() do it themselves.
  void count(const Message& message, Revision revision) const;
  /// Methods that never wait; a whole JSON-RPC answer. `message` is a request.
  std::string answer_now(Method method, const Caller& caller, const Message& message) const;
  /// Methods that may wait (see may_wait()). Everything passed must outlive the coroutine.
  boost::asio::awaitable<std::string> answer(Method method, Call& call, const Caller& caller,
                                             const Message& message) const;
  /// The answer to tools/call of a tool that has its result in memory; nothing: the call has to run.
  std::optional<std::string> answer_from_memory(const Caller& caller, const Message& message) const;
  /// The legacy handshake's result.
  std::string initialized(const Message& message, Revision revision) const;
  /// The revision to offer for the one asked for; -32602 when `initialize` is malformed.
  static RpcResult<Revision> negotiate(const Message& message);
  /// A result that asks for input: `requests` by key, and the state to come back with.
  std::string input_required(const boost::json::value& id, const boost::json::object& requests,
                             std::string_view state) const;
  /// The answer of a call that has become a task.
  std::string task_created(const boost::json::value& id, const Task& task) const;
  /// The answer that ends a listen stream.
  std::string listen_ended(const boost::json::value& id) const;

 private:
  using Text = boost::asio::awaitable<std::string>;
  Text call_tool(Call& call, const Caller& caller, const Message& message) const;
  Text read_resource(Call& call, const Caller& caller, const Message& message) const;
  Text get_prompt(Call& call, const Caller& caller, const Message& message) const;

  std::string discover(const Caller& caller, const Message& message) const;
  std::string complete_argument(const Caller& caller, const Message& message) const;
  std::string task_method(Method method, const Caller& caller, const Message& message) const;
  std::string set_level(const Caller& caller, const Message& message) const;
  std::string subscribe(const Caller& caller, const Message& message, bool on) const;
  template <class Entries, class Visible>
  std::string list(const Caller& caller, const Message& message, std::string_view member,
                   const Entries& entries, const Visible& visible) const;

  ResultWriter writer(const Caller& caller, const Message& message, std::size_t room = 0) const;
  std::string tool_text(const Caller& caller, const Message& message, const ToolResult& result) const;
  RpcResult<const ToolEntry*> find_tool(const Caller& caller, const Message& message) const;
  std::string capabilities(Revision revision) const;

  const Implementation implementation_;
  const std::string instructions_;
  const std::size_t page_size_;
  const bool lists_change_;
  const bool authorization_;
  const std::string server_info_;  ///< as modern results carry it
  const std::shared_ptr<const Registry> registry_;
  Clock& clock_;
  TaskStore& tasks_;
  const std::shared_ptr<Observer> observer_;
  const CursorSigner cursors_;
};

}  // namespace kbroker::mcp
