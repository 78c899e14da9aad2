// What a client declared that it can do, as far as this library uses it.
#pragma once

#include <cstdint>
#include <string_view>

#include <boost/json/object.hpp>

#include "jsonrpc.hpp"

namespace kbroker::mcp {

namespace extension {
inline constexpr std::string_view tasks = "io.modelcontextprotocol/tasks";
inline constexpr std::string_view ui = "io.modelcontextprotocol/ui";
}  // namespace extension

enum class ClientFeature : std::uint8_t {
  elicit_form = 1,
  elicit_url = 2,
  sampling = 4,
  roots = 8,
  tasks = 16,
};

class ClientFeatures {
 public:
  ClientFeatures() = default;
  explicit ClientFeatures(std::uint8_t bits) : bits_(bits) {}
  std::uint8_t bits() const { return bits_; }
  bool has(ClientFeature feature) const { return (bits_ & static_cast<std::uint8_t>(feature)) != 0; }
  void add(ClientFeature feature) { bits_ |= static_cast<std::uint8_t>(feature); }
  bool operator==(const ClientFeatures&) const = default;

 private:
  std::uint8_t bits_ = 0;
};

/// Reads `ClientCapabilities` of either era; null: nothing. An empty `elicitation` means forms (mcp.md 1.4).
ClientFeatures read_client_features(const boost::json::object* capabilities);
/// What a request of the modern era declares for itself.
ClientFeatures features_of(const Message& message);
/// What `initialize` declares for the session.
ClientFeatures features_of_handshake(const Message& message);

}  // namespace kbroker::mcp
