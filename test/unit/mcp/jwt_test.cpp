// Access tokens and keys by themselves.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <boost/json/parse.hpp>

#include "jwks.hpp"
#include "jwt.hpp"
#include "token_issuer.hpp"

using namespace kbroker;
using test::SigningKey;
namespace json = boost::json;

namespace {

constexpr auto issuer = "https://issuer.example", resource = "https://mcp.example/mcp";
const WallTime now{std::chrono::seconds(1'800'000'000)};

json::object good_claims() {
  return {{"iss", issuer},        {"aud", resource},      {"sub", "kim"},
          {"exp", 1'800'000'600}, {"nbf", 1'800'000'000}, {"scope", "openid mcp:read"}};
}

std::string why_not(const json::object& claims) {
  const auto who = mcp::check_claims(claims, issuer, {resource}, now);
  return who ? "accepted" : who.error().message;
}

std::string why_malformed(const std::string& token) {
  const auto jwt = mcp::parse_jwt(token);
  return jwt ? "accepted" : jwt.error().message;
}

bool verifies(const mcp::KeySet& keys, const std::string& token) {
  const auto jwt = mcp::parse_jwt(token);
  REQUIRE(jwt.has_value());
  const auto* key = keys.find(*jwt);
  return key && key->verifies(jwt->algorithm, jwt->signed_text, jwt->signature);
}

}  // namespace

TEST_CASE("a signature of every accepted algorithm verifies, and no changed one does") {
  const auto algorithm = GENERATE("RS256", "PS256", "ES256", "EdDSA");
  CAPTURE(algorithm);
  const SigningKey key(algorithm), other(algorithm);
  const auto keys = mcp::KeySet::parse(test::jwks_of({key})).value();
  REQUIRE(keys.size() == 1);
  const auto token = key.token(good_claims());
  CHECK(verifies(keys, token));
  CHECK_FALSE(verifies(keys, other.token(good_claims())));
  const auto dot = token.rfind('.');
  auto changed = good_claims();
  changed["sub"] = "lee";
  const auto second = key.token(changed);
  CHECK_FALSE(verifies(keys, second.substr(0, second.rfind('.')) + token.substr(dot)));
  CHECK_FALSE(verifies(keys, token.substr(0, dot + 1)));
  CHECK_FALSE(verifies(keys, token.substr(0, dot + 1) + "AAAA"));
}

TEST_CASE("an algorithm outside the list is refused before any key is looked at") {
  const SigningKey key("RS256");
  for (const auto* name : {"none", "None", "HS256", "HS512", "RS512", "rs256", ""}) {
    CAPTURE(name);
    CHECK(why_malformed(key.token(good_claims(), {{"alg", name}, {"kid", "k1"}})) ==
          "The token is signed by an algorithm that is not accepted");
  }
  CHECK(why_malformed(key.token(good_claims(), {{"kid", "k1"}})) ==
        "The token is signed by an algorithm that is not accepted");
}

TEST_CASE("a key serves no algorithm but its own") {
  const SigningKey rsa("RS256"), pss("PS256"), curve("ES256");
  auto jwk = rsa.jwk();
  jwk["alg"] = "RS256";
  const auto keys = mcp::KeySet::parse(R"({"keys":[)" + to_json_text(jwk) + "]}").value();
  CHECK(verifies(keys, rsa.token(good_claims())));
  // The right key used in another way.
  const auto jwt = mcp::parse_jwt(pss.token(good_claims())).value();
  CHECK(keys.find(jwt) == nullptr);
  CHECK(keys.find(mcp::parse_jwt(curve.token(good_claims())).value()) == nullptr);
}

TEST_CASE("a token that names no key gets the only one that fits") {
  const SigningKey rsa("RS256", "a"), curve("ES256", "b"), second("ES256", "c");
  const auto keys = mcp::KeySet::parse(test::jwks_of({rsa, curve})).value();
  CHECK(verifies(keys, curve.token(good_claims(), {{"alg", "ES256"}})));
  const auto more = mcp::KeySet::parse(test::jwks_of({rsa, curve, second})).value();
  CHECK(more.find(mcp::parse_jwt(curve.token(good_claims(), {{"alg", "ES256"}})).value()) == nullptr);
  CHECK(verifies(more, second.token(good_claims())));
}

TEST_CASE("keys that are weak, foreign or not for signatures are left out") {
  const auto one = [](json::object jwk) {
    return mcp::KeySet::parse(R"({"keys":[)" + to_json_text(jwk) + "]}").value().size();
  };
  const SigningKey rsa("RS256"), curve("ES256"), edwards("EdDSA");
  CHECK(one(rsa.jwk()) == 1);
  CHECK(one(SigningKey("RS256", "weak", 1024).jwk()) == 0);
  for (const auto& [member, value] :
       std::initializer_list<std::pair<const char*, const char*>>{{"use", "enc"},
                                                                  {"alg", "HS256"},
                                                                  {"alg", "none"},
                                                                  {"kty", "oct"},
                                                                  {"n", "AQAB"},
                                                                  {"n", "!"},
                                                                  {"e", "AQ"},
                                                                  {"e", "Ag"},
                                                                  {"e", ""}}) {
    CAPTURE(member, value);
    auto jwk = rsa.jwk();
    jwk[member] = value;
    CHECK(one(jwk) == 0);
  }
  auto off_curve = curve.jwk();
  off_curve["y"] = off_curve["x"];
  CHECK(one(off_curve) == 0);
  auto other_curve = curve.jwk();
  other_curve["crv"] = "P-384";
  CHECK(one(other_curve) == 0);
  auto short_one = edwards.jwk();
  short_one["x"] = "AAAA";
  CHECK(one(short_one) == 0);
  CHECK_FALSE(mcp::KeySet::parse("[]").has_value());
  CHECK_FALSE(mcp::KeySet::parse("{").has_value());
  CHECK_FALSE(mcp::KeySet::parse(R"({"keys":{}})").has_value());
  CHECK(mcp::KeySet::parse(R"({"keys":[1,{},{"kty":"RSA"}]})").value().size() == 0);
}

TEST_CASE("what is no token in compact form is refused") {
  const SigningKey key("ES256");
  const auto token = key.token(good_claims());
  for (const std::string text : {"", ".", "..", "a.b", "a.b.c.d", "garbage", "e30.e30"})
    CHECK(why_malformed(text) != "accepted");
  CHECK(why_malformed(token + "=") == "The token is malformed");
  CHECK(why_malformed("W10." + token.substr(token.find('.') + 1)) == "The token is malformed");
  CHECK(why_malformed(token + std::string(mcp::max_jwt_bytes, 'A')) == "The token is not a JSON Web Token");
  const auto with = [&](json::object more) {
    more["alg"] = "ES256";
    return why_malformed(key.token(good_claims(), more));
  };
  CHECK(with({{"typ", "JWT"}}) == "accepted");
  CHECK(with({{"typ", "application/at+jwt"}}) == "accepted");
  CHECK(with({{"typ", "logout+jwt"}}) == "The token is not an access token");
  CHECK(with({{"typ", 1}}) == "The token is not an access token");
  CHECK(with({{"crit", json::array{"b64"}}}) == "The token has critical extensions, none of which is known");
}

TEST_CASE("claims are believed when issuer, audience and time fit") {
  const auto who = mcp::check_claims(good_claims(), issuer, {resource}, now).value();
  CHECK(who.principal == "oauth:kim");
  CHECK(who.scope == mcp::Scope::read);
  const auto scope = [](const char* text) {
    auto claims = good_claims();
    claims["scope"] = text;
    return mcp::check_claims(claims, issuer, {resource}, now).value().scope;
  };
  CHECK(scope("mcp:trade") == mcp::Scope::trade);
  CHECK(scope("mcp:trade mcp:read") == mcp::Scope::trade);
  CHECK(scope("mcp:reader xmcp:trade") == mcp::Scope::none);
  CHECK(scope("") == mcp::Scope::none);
}

TEST_CASE("claims that do not fit are refused, each with its reason") {
  const auto with = [](const char* name, json::value value) {
    auto claims = good_claims();
    claims[name] = std::move(value);
    return why_not(claims);
  };
  const auto without = [](const char* name) {
    auto claims = good_claims();
    claims.erase(name);
    return why_not(claims);
  };
  CHECK(with("iss", "https://issuer.example/") == "The token is of another issuer");
  CHECK(without("iss") == "The token is of another issuer");
  CHECK(with("aud", "https://other.example/mcp") == "The token is for another audience");
  CHECK(with("aud", 1) == "The token is for another audience");
  CHECK(without("aud") == "The token is for another audience");
  CHECK(with("aud", json::array{"x", "https://mcp.example/mcp/"}) == "accepted");
  CHECK(with("aud", json::array{}) == "The token is for another audience");
  CHECK(with("exp", 1'799'999'971) == "accepted");  // within the skew
  CHECK(with("exp", 1'799'999'970) == "The token has expired");
  CHECK(with("exp", "1800000600") == "The token does not say when it expires");
  CHECK(without("exp") == "The token does not say when it expires");
  CHECK(with("nbf", 1'800'000'030) == "accepted");
  CHECK(with("nbf", 1'800'000'031) == "The token is not valid yet");
  CHECK(with("nbf", "soon") == "The token is not valid yet");
  CHECK(without("nbf") == "accepted");
  CHECK(with("sub", "") == "The token does not name its subject");
  CHECK(with("sub", json::value(std::string(300, 'x'))) == "The token does not name its subject");
  CHECK(without("scope") == "accepted");
}
