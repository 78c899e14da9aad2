// Any bearer token as a JSON Web Token: refused or read, never believed without a signature.
#include <cstdlib>

#include "../../lib/mcp/src/jwks.hpp"
#include "../../lib/mcp/src/jwt.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker;
  const std::string_view token(reinterpret_cast<const char*>(data), size);
  const auto jwt = mcp::parse_jwt(token);
  if (!jwt) return 0;
  if (!token.starts_with(jwt->signed_text) || token.size() > mcp::max_jwt_bytes) std::abort();
  // Nobody has the private half of this key.
  static const auto keys = mcp::KeySet::parse(
      R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})");
  if (const auto* key = keys->find(*jwt))
    if (key->verifies(jwt->algorithm, jwt->signed_text, jwt->signature)) std::abort();
  const auto who = mcp::check_claims(jwt->claims, "https://issuer.example", {"https://mcp.example/mcp"},
                                     WallTime(std::chrono::seconds(1'800'000'000)));
  if (who && !who->principal.starts_with("oauth:")) std::abort();
  return 0;
}
