#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "kbroker/base/hash.hpp"
#include "kbroker/mcp/static_tokens.hpp"
#include "temporary_directory.hpp"

using namespace kbroker;
using Catch::Matchers::ContainsSubstring;

namespace {

const WallTime now{std::chrono::seconds(1'800'000'000)};  // 2027-01-15T08:00:00Z

std::string line_for(const std::string& name, const std::string& token, const std::string& expiry = "never") {
  return name + " mcp:read " + expiry + " sha256:" + sha256_hex(token) + "\n";
}

std::string problem_in(const std::string& text) {
  const auto tokens = mcp::parse_tokens(text);
  return tokens ? "none" : tokens.error().message;
}

}  // namespace

TEST_CASE("a new token is found by its digest, with its name, scope and expiry") {
  SeededRandom random(1);
  const auto made = mcp::make_token("claude", mcp::Scope::trade, now + std::chrono::hours(1), random).value();
  CHECK(made.token.reveal().starts_with("kbt_"));
  CHECK(made.token.reveal().size() == 4 + 43);
  const auto line = to_line(made.entry);
  CHECK_THAT(line, ContainsSubstring("claude mcp:trade 2027-01-15T09:00:00Z sha256:"));
  CHECK(line.find(made.token.reveal()) == std::string::npos);
  const mcp::StaticTokens tokens(mcp::parse_tokens("# mine\n\n  " + line + "\r\n").value());
  const auto who = tokens.find(made.token.reveal(), now);
  REQUIRE(who.has_value());
  CHECK(who->value().principal == "token:claude");
  CHECK(who->value().scope == mcp::Scope::trade);
  const auto later = tokens.find(made.token.reveal(), now + std::chrono::hours(1));
  REQUIRE(later.has_value());
  CHECK(later->error().message == "The token has expired");
  CHECK_FALSE(tokens.find("kbt_other", now).has_value());
  CHECK_FALSE(tokens.find("", now).has_value());
  CHECK(mcp::make_token("claude", mcp::Scope::read, {}, random).value().token.reveal() !=
        made.token.reveal());
  for (const auto* name : {"", "two words", "naïve", "a/b"})
    CHECK_FALSE(mcp::make_token(name, mcp::Scope::read, {}, random).has_value());
}

TEST_CASE("lines are written as they were read") {
  const std::string digest = " sha256:" + std::string(64, 'a');
  for (const std::string head :
       {"a mcp:read never", "b.c-d_e mcp:trade 1970-01-01T00:00:00Z", "f mcp:trade 2200-12-31T23:59:59Z"}) {
    const auto tokens = mcp::parse_tokens(head + digest).value();
    REQUIRE(tokens.size() == 1);
    CHECK(to_line(tokens[0]) == head + digest);
  }
  const auto both = mcp::parse_tokens("a mcp:read,mcp:trade never" + digest).value();
  CHECK(both[0].scope == mcp::Scope::trade);
}

TEST_CASE("a wrong line is named by its number and never repeated") {
  const auto digest = "sha256:" + std::string(64, 'a');
  const std::string plain = "0123456789abcdef0123456789abcdef";
  CHECK_THAT(problem_in("\n" + plain), ContainsSubstring("line 2 is not NAME SCOPE EXPIRY"));
  CHECK_THAT(problem_in("\n" + plain), !ContainsSubstring(plain));
  CHECK_THAT(problem_in("a/b mcp:read never " + digest), ContainsSubstring("name"));
  CHECK_THAT(problem_in("a mcp:write never " + digest), ContainsSubstring("scope"));
  CHECK_THAT(problem_in("a mcp:read, never " + digest), ContainsSubstring("scope"));
  for (const auto* time :
       {"2027-01-31", "2027-02-29T00:00:00Z", "2027-01-31T24:00:00Z", "2027-01-31T00:00:00",
        "2027-01-31t00:00:00z", "1969-12-31T23:59:59Z", "9999-01-01T00:00:00Z", "Never"})
    CHECK_THAT(problem_in("a mcp:read " + std::string(time) + " " + digest), ContainsSubstring("expiry"));
  for (const std::string wrong : {"md5:aa", "sha256:", "sha256:aa"})
    CHECK_THAT(problem_in("a mcp:read never " + wrong), ContainsSubstring("sha256"));
  CHECK_THAT(problem_in("a mcp:read never sha256:" + std::string(64, 'A')), ContainsSubstring("lower-case"));
  CHECK_THAT(problem_in("a mcp:read never " + digest + "\na mcp:read never " + digest),
             ContainsSubstring("line 2 repeats a name"));
  CHECK(problem_in("") == "none");
}

TEST_CASE("the file is read again when it changes, and kept when it is wrong") {
  test::TemporaryDirectory directory;
  const auto path = directory.write("tokens", line_for("kim", "one"));
  const auto tokens = mcp::StaticTokens::open(path).value();
  CHECK(tokens->find("one", now).has_value());
  directory.write("tokens", line_for("kim", "one") + line_for("lee", "second"));
  CHECK_FALSE(tokens->find("second", now).has_value());
  tokens->refresh();
  CHECK(tokens->find("second", now).has_value());
  directory.write("tokens", "half a li");
  tokens->refresh();
  CHECK(tokens->find("one", now).has_value());
  directory.write("tokens", "");  // everybody out
  tokens->refresh();
  CHECK_FALSE(tokens->find("one", now).has_value());
}

TEST_CASE("a file that cannot be used is refused at start") {
  test::TemporaryDirectory directory;
  const auto why = [](const std::string& path) { return mcp::StaticTokens::open(path).error().message; };
  CHECK_THAT(why(directory.path() + "/none"), ContainsSubstring("cannot be read"));
  CHECK_THAT(why(directory.write("plain", "0123456789abcdef\n")), ContainsSubstring("line 1 is not"));
  CHECK_THAT(why(directory.write("empty", "# nothing\n")), ContainsSubstring("holds no token"));
}
