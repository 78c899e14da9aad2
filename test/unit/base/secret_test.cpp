#include <catch2/catch_test_macros.hpp>

#include <string_view>
#include <utility>

#include "kbroker/base/secret.hpp"

using namespace kbroker;

namespace {

// What is left in the object itself, where std::string keeps a short text.
std::string_view bytes_of(const Secret& secret) {
  return {reinterpret_cast<const char*>(&secret), sizeof secret};
}

}  // namespace

TEST_CASE("a secret that was moved from keeps none of its characters") {
  Secret source("short-key");
  CHECK(bytes_of(source).find("short-key") != std::string_view::npos);

  Secret constructed(std::move(source));
  CHECK(constructed.reveal() == "short-key");
  CHECK(source.empty());
  CHECK(bytes_of(source).find("hort-key") == std::string_view::npos);

  Secret assigned("another");
  assigned = std::move(constructed);
  CHECK(assigned.reveal() == "short-key");
  CHECK(bytes_of(constructed).find("hort-key") == std::string_view::npos);
  CHECK(bytes_of(assigned).find("another") == std::string_view::npos);
}

TEST_CASE("a secret moved onto itself stays") {
  Secret secret("a longer secret that lies on the heap");
  auto& same = secret;
  secret = std::move(same);
  CHECK(secret.reveal() == "a longer secret that lies on the heap");
}
