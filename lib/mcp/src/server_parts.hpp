// What the transports share.
#pragma once

#include <atomic>
#include <memory>

#include "authorization.hpp"
#include "call.hpp"
#include "kbroker/base/task_group.hpp"
#include "kbroker/mcp/server.hpp"
#include "methods.hpp"
#include "request_state.hpp"
#include "security.hpp"
#include "session_store.hpp"
#include "subscriptions.hpp"
#include "task_store.hpp"

namespace kbroker::mcp {

struct ServerParts {
  ServerParts(boost::asio::any_io_executor executor, ServerOptions options_,
              std::shared_ptr<const Registry> registry, Clock& clock_, Random& random_,
              const std::shared_ptr<Observer>& observer)
      : options(std::move(options_)),
        clock(clock_),
        random(random_),
        security(options.allowed_hosts, options.authorization.on()),
        authorization(options.authorization, clock_, executor),
        states(options.state_key.empty() ? random_id(random) + random_id(random) : options.state_key),
        principals(options.per_principal),
        task_store(clock_, random, options.max_tasks),
        methods(options, std::move(registry), clock_, random, task_store, observer),
        default_tools(choose_default_tools(options.default_toolsets, methods.registry().toolsets)),
        sessions(clock_, random, options, principals, observer),
        subscriptions(std::make_shared<Subscriptions>(options.max_listen_streams, options.lists_change)),
        tasks(std::move(executor)) {}

  const ServerOptions options;
  Clock& clock;
  Random& random;
  const Security security;
  const Authorization authorization;
  const RequestStateSealer states;
  Principals principals;
  TaskStore task_store;
  const Methods methods;
  const ToolFilter default_tools;
  SessionStore sessions;
  const std::shared_ptr<Subscriptions> subscriptions;
  RunningCalls calls;
  TaskGroup tasks;
  std::atomic<bool> stopping = false;
};

}  // namespace kbroker::mcp
