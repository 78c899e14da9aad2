#include <catch2/catch_test_macros.hpp>

#include <boost/json/parse.hpp>

#include "era.hpp"

using namespace kbroker::mcp;
using era::Era;
namespace json = boost::json;

namespace {

Era classify(const char* text, std::optional<std::string_view> version = std::nullopt, bool session = false) {
  const auto value = json::parse(text);
  EraHints hints;
  hints.version_header = version;
  hints.has_session_id = session;
  return era::classify(read_message(value), hints);
}

constexpr auto claimed =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
constexpr auto plain = R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}})";
constexpr auto initialize = R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{}})";
constexpr auto claimed_initialize =
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
constexpr auto notification = R"({"jsonrpc":"2.0","method":"notifications/x"})";
constexpr auto claimed_notification =
    R"({"jsonrpc":"2.0","method":"notifications/x","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":1}}})";
constexpr auto response = R"({"jsonrpc":"2.0","id":1,"result":{}})";

}  // namespace

TEST_CASE("a request that claims the modern era is modern whatever the headers say") {
  CHECK(classify(claimed) == Era::modern);
  CHECK(classify(claimed, "2025-11-25", true) == Era::modern);
  CHECK(classify(claimed_initialize, "2026-07-28") == Era::modern);
}

TEST_CASE("a header that is no legacy date makes an unclaimed request modern, unless it has a session") {
  CHECK(classify(plain, "2026-07-28") == Era::modern);
  CHECK(classify(plain, "v999.0.0") == Era::modern);
  CHECK(classify(plain, "2026-07-28", true) == Era::legacy);
  CHECK(classify(plain, "2025-06-18") == Era::legacy);
  CHECK(classify(plain) == Era::legacy);
}

TEST_CASE("initialize opens a legacy session unless the header is modern") {
  CHECK(classify(initialize) == Era::handshake);
  CHECK(classify(initialize, "2025-03-26", true) == Era::handshake);
  CHECK(classify(initialize, "2026-07-28") == Era::malformed_modern);
}

TEST_CASE("notifications and responses go to the era they belong to") {
  CHECK(classify(notification) == Era::legacy);
  CHECK(classify(notification, "2026-07-28") == Era::modern_drop);
  CHECK(classify(notification, "2026-07-28", true) == Era::legacy);
  CHECK(classify(notification, "2025-11-25") == Era::legacy);
  CHECK(classify(claimed_notification, std::nullopt, true) == Era::modern_drop);
  CHECK(classify(response) == Era::legacy);
  CHECK(classify(response, "2026-07-28") == Era::legacy);
}

TEST_CASE("what is no message is invalid in either era") {
  CHECK(classify("{}") == Era::invalid);
  CHECK(classify(R"({"jsonrpc":"2.0","id":null,"method":"x"})", "2026-07-28") == Era::invalid);
}

TEST_CASE("a batch is searched for modern claims") {
  CHECK(era::has_modern_claim(json::parse("[" + std::string(plain) + "," + claimed + "]").as_array()));
  CHECK_FALSE(era::has_modern_claim(json::parse("[" + std::string(plain) + ",1]").as_array()));
}
