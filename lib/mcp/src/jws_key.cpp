#include "jws_key.hpp"

#include <array>

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "json_members.hpp"
#include "kbroker/base/codec.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

constexpr std::size_t coordinate_bytes = 32;  ///< of P-256 and Ed25519
constexpr int least_rsa_bits = 2048, most_rsa_bits = 8192, most_exponent_bits = 64;

template <auto free>
struct Free {
  template <class T>
  void operator()(T* value) const {
    free(value);
  }
};
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;
using Key = std::shared_ptr<EVP_PKEY>;

/// OpenSSL keeps errors by thread; what was wrong with a foreign key or signature must not surface elsewhere.
struct ErrorsForgotten {
  ~ErrorsForgotten() { ERR_clear_error(); }
};

Key own(EVP_PKEY* key) {
  return key ? Key(key, EVP_PKEY_free) : nullptr;
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Number number(std::string_view data) {
  return Number(BN_bin2bn(bytes(data), static_cast<int>(data.size()), nullptr));
}

/// A public key from the parameters in `builder`.
Key make_key(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return nullptr;
  return own(key);
}

Key read_rsa(const json::object& jwk) {
  const auto modulus = base64url_decode(text_at(jwk, "n")), exponent = base64url_decode(text_at(jwk, "e"));
  if (!modulus || !exponent || modulus->size() > most_rsa_bits / 8) return nullptr;
  const auto n = number(*modulus), e = number(*exponent);
  if (!n || !e || BN_num_bits(n.get()) < least_rsa_bits || !BN_is_odd(n.get()) || !BN_is_odd(e.get()) ||
      BN_is_one(e.get()) || BN_num_bits(e.get()) > most_exponent_bits)
    return nullptr;
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return nullptr;
  return make_key("RSA", builder.get());
}

Key read_p256(const json::object& jwk) {
  const auto x = base64url_decode(text_at(jwk, "x")), y = base64url_decode(text_at(jwk, "y"));
  if (text_at(jwk, "crv") != "P-256" || !x || !y || x->size() != coordinate_bytes ||
      y->size() != coordinate_bytes)
    return nullptr;
  const auto point = '\x04' + *x + *y;  // SEC 1, 2.3.3: uncompressed
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
          1)
    return nullptr;
  return make_key("EC", builder.get());
}

Key read_ed25519(const json::object& jwk) {
  const auto x = base64url_decode(text_at(jwk, "x"));
  if (text_at(jwk, "crv") != "Ed25519" || !x || x->size() != coordinate_bytes) return nullptr;
  return own(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(*x), x->size()));
}

Key read_key(const json::object& jwk) {
  const auto type = text_at(jwk, "kty");
  if (type == "RSA") return read_rsa(jwk);
  if (type == "EC") return read_p256(jwk);
  if (type == "OKP") return read_ed25519(jwk);
  return nullptr;
}

/// JWS has two numbers side by side (RFC 7518, 3.4), OpenSSL wants them in DER. Empty: malformed.
std::string to_der(std::string_view signature) {
  if (signature.size() != 2 * coordinate_bytes) return {};
  const EcSignature pair(ECDSA_SIG_new());
  auto r = number(signature.substr(0, coordinate_bytes)), s = number(signature.substr(coordinate_bytes));
  // It takes both over, and fails only without them.
  if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.release(), s.release()) != 1) return {};
  unsigned char* data = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &data);
  const std::unique_ptr<unsigned char, decltype([](void* p) { OPENSSL_free(p); })> owned(data);
  return size > 0 ? std::string(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size))
                  : std::string();
}

}  // namespace

std::optional<JwsAlgorithm> parse_jws_algorithm(std::string_view name) noexcept {
  if (name == "RS256") return JwsAlgorithm::rs256;
  if (name == "PS256") return JwsAlgorithm::ps256;
  if (name == "ES256") return JwsAlgorithm::es256;
  // RFC 9864 names the curve.
  if (name == "EdDSA" || name == "Ed25519") return JwsAlgorithm::eddsa;
  return std::nullopt;
}

std::optional<JwsKey> JwsKey::read(const json::object& jwk) {
  const ErrorsForgotten at_the_end;
  JwsKey key;
  if (jwk.contains("use") && text_at(jwk, "use") != "sig") return std::nullopt;
  if (jwk.contains("alg")) {
    key.only_ = parse_jws_algorithm(text_at(jwk, "alg"));
    if (!key.only_) return std::nullopt;
  }
  key.id_ = text_at(jwk, "kid");
  key.key_ = read_key(jwk);
  if (!key.key_) return std::nullopt;
  return key;
}

bool JwsKey::fits(JwsAlgorithm algorithm) const {
  if (only_ && *only_ != algorithm) return false;
  switch (algorithm) {
    case JwsAlgorithm::rs256:
    case JwsAlgorithm::ps256:
      return EVP_PKEY_is_a(key_.get(), "RSA") == 1;
    case JwsAlgorithm::es256:
      return EVP_PKEY_is_a(key_.get(), "EC") == 1;
    case JwsAlgorithm::eddsa:
      break;
  }
  return EVP_PKEY_is_a(key_.get(), "ED25519") == 1;
}

bool JwsKey::verifies(JwsAlgorithm algorithm, std::string_view text, std::string_view signature) const {
  if (!fits(algorithm)) return false;
  const ErrorsForgotten at_the_end;
  std::string der;
  if (algorithm == JwsAlgorithm::es256) {
    der = to_der(signature);
    if (der.empty()) return false;
    signature = der;
  }
  const DigestContext context(EVP_MD_CTX_new());
  const auto* digest = algorithm == JwsAlgorithm::eddsa ? nullptr : EVP_sha256();
  EVP_PKEY_CTX* options = nullptr;  // belongs to the context
  if (!context || EVP_DigestVerifyInit(context.get(), &options, digest, nullptr, key_.get()) != 1)
    return false;
  if (algorithm == JwsAlgorithm::ps256 &&
      (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
       EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) != 1))
    return false;
  return EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size()) == 1;
}

}  // namespace kbroker::mcp
