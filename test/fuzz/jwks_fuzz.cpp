// Any answer of an authorization server as its key set: what is kept can be used, and believes no empty
// signature.
#include <cstdlib>

#include "../../lib/mcp/src/jwks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker::mcp;
  const auto keys = KeySet::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!keys) return 0;
  if (keys->size() > 100) std::abort();
  Jwt token;
  for (const auto algorithm :
       {JwsAlgorithm::rs256, JwsAlgorithm::ps256, JwsAlgorithm::es256, JwsAlgorithm::eddsa}) {
    token.algorithm = algorithm;
    const auto* key = keys->find(token);
    if (key && (!key->fits(algorithm) || key->verifies(algorithm, "text", "") ||
                key->verifies(algorithm, "text", std::string(64, '\0'))))
      std::abort();
  }
  return 0;
}
