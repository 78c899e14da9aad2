// The MCP tools of kbroker. One file a tool; this list is the only place that knows them all.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/base/clock.hpp"
#include "kbroker/broker/gateway.hpp"
#include "kbroker/catalog/api_search.hpp"
#include "kbroker/catalog/master_loader.hpp"
#include "kbroker/mcp/registry.hpp"

namespace kbroker::tools {

/// What tools work with; outlives the registry.
struct Services {
  broker::Gateway& gateway;
  const catalog::MasterLoader& master;
  Clock& clock;
  bool demo = false;
  bool mask_account = true;
  std::string version;
  broker::BrokerId default_broker = broker::BrokerId::kis;
  /// The catalogue of APIs and the search over it.
  std::shared_ptr<const catalog::ApiSearch> apis =
      std::make_shared<const catalog::ApiSearch>(catalog::ApiCatalogue::embedded());
};

/// "demo", "paper" (nothing but paper accounts) or "real", as the line at start-up, /readyz and
/// get_connection_status say it.
std::string_view mode_of(const broker::Gateway& gateway, bool demo);

/// Adds every tool, resource and prompt but those of register_kis_compat().
void register_all(mcp::Registry& registry, Services& services);

/// The toolset of register_kis_compat(), as `toolsets` of the configuration names it.
inline constexpr std::string_view kis_compat_toolset = "kis-compat";

/// Adds that toolset: the tools of KIS's own MCP servers by their names and arguments, for prompts
/// that were written for them (docs/migrating-from-kis-mcp.md).
void register_kis_compat(mcp::Registry& registry, Services& services);

}  // namespace kbroker::tools
