#include <catch2/catch_test_macros.hpp>

#include "cursor.hpp"

using namespace kbroker;
using namespace kbroker::mcp;

TEST_CASE("a cursor leads back to its place in its own list only") {
  SeededRandom random(1);
  const CursorSigner cursors(random);
  const auto cursor = cursors.sign("tools", 200);
  CHECK(cursors.verify("tools", cursor) == 200);
  CHECK_FALSE(cursors.verify("prompts", cursor));
  CHECK_FALSE(CursorSigner(random).verify("tools", cursor));
}

TEST_CASE("a cursor that was altered anywhere is refused") {
  SeededRandom random(1);
  const CursorSigner cursors(random);
  const auto cursor = cursors.sign("tools", 200);
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    auto altered = cursor;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    INFO(altered);
    CHECK(cursors.verify("tools", altered) != 200);
    CHECK_FALSE(cursors.verify("tools", altered));
  }
  for (const auto& text : {std::string(), std::string("x"), std::string("!!!!"), cursor + "A",
                           cursor.substr(1), std::string(1000, 'A')})
    CHECK_FALSE(cursors.verify("tools", text));
}
