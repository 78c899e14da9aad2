// A registry with one tool for each thing a tool can do.
#pragma once

#include <memory>

#include "kbroker/mcp/registry.hpp"

namespace kbroker::test {

/// Tools: echo (market, read-only), fail, boom (throws), steps (progress and logs, then waits one turn), wait
/// (until stopped), place (orders, changes something), media, route_by_region (x-mcp-header), needs_sampling.
/// Resources: note://one, quote://KRX/{code}. Prompt: greet.
std::shared_ptr<mcp::Registry> sample_registry();

}  // namespace kbroker::test
