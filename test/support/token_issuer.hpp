// An authorization server's signing half: keys made on the spot, JSON Web Tokens signed with them.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/json_text.hpp"

namespace kbroker::test {

/// A key pair for one algorithm of JWS: RS256, PS256, ES256 or EdDSA.
class SigningKey {
 public:
  explicit SigningKey(std::string algorithm, std::string id = "k1", unsigned rsa_bits = 2048)
      : algorithm_(std::move(algorithm)),
        id_(std::move(id)),
        key_(make(algorithm_, rsa_bits), EVP_PKEY_free) {
    if (!key_) throw std::runtime_error("no key");
  }

  const std::string& algorithm() const { return algorithm_; }
  const std::string& id() const { return id_; }

  /// The public half as a JWK.
  boost::json::object jwk() const {
    boost::json::object jwk{{"kid", id_}, {"use", "sig"}};
    if (algorithm_ == "ES256") {
      jwk["kty"] = "EC";
      jwk["crv"] = "P-256";
      jwk["x"] = number(OSSL_PKEY_PARAM_EC_PUB_X, 32);
      jwk["y"] = number(OSSL_PKEY_PARAM_EC_PUB_Y, 32);
    } else if (algorithm_ == "EdDSA") {
      std::string raw(32, '\0');
      auto size = raw.size();
      EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(raw.data()), &size);
      jwk["kty"] = "OKP";
      jwk["crv"] = "Ed25519";
      jwk["x"] = base64url_encode(raw);
    } else {
      jwk["kty"] = "RSA";
      jwk["n"] = number(OSSL_PKEY_PARAM_RSA_N, 0);
      jwk["e"] = number(OSSL_PKEY_PARAM_RSA_E, 0);
    }
    return jwk;
  }

  std::string sign(std::string_view text) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_PKEY_CTX* options = nullptr;
    EVP_DigestSignInit(context.get(), &options, algorithm_ == "EdDSA" ? nullptr : EVP_sha256(), nullptr,
                       key_.get());
    if (algorithm_ == "PS256") {
      EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST);
    }
    std::string signature(1024, '\0');
    auto size = signature.size();
    if (EVP_DigestSign(context.get(), bytes(signature), &size,
                       reinterpret_cast<const unsigned char*>(text.data()), text.size()) != 1)
      throw std::runtime_error("cannot sign");
    signature.resize(size);
    return algorithm_ == "ES256" ? side_by_side(signature) : signature;
  }

  /// A token with this key's usual header.
  std::string token(const boost::json::object& claims) const {
    return token(claims, {{"alg", algorithm_}, {"kid", id_}, {"typ", "at+jwt"}});
  }
  std::string token(const boost::json::object& claims, const boost::json::object& header) const {
    const auto text = base64url_encode(to_json_text(header)) + '.' + base64url_encode(to_json_text(claims));
    return text + '.' + base64url_encode(sign(text));
  }

 private:
  static EVP_PKEY* make(const std::string& algorithm, unsigned rsa_bits) {
    if (algorithm == "ES256") return EVP_EC_gen("P-256");
    if (algorithm == "EdDSA") return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    return EVP_RSA_gen(rsa_bits);
  }
  static unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

  std::string number(const char* name, int width) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &value);
    return base64url_encode(padded(value, width, true));
  }
  static std::string padded(const BIGNUM* value, int width, bool owned = false) {
    std::string text(static_cast<std::size_t>(width ? width : BN_num_bytes(value)), '\0');
    BN_bn2binpad(value, bytes(text), static_cast<int>(text.size()));
    if (owned) BN_free(const_cast<BIGNUM*>(value));
    return text;
  }
  static std::string side_by_side(const std::string& der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free);
    return padded(ECDSA_SIG_get0_r(pair.get()), 32) + padded(ECDSA_SIG_get0_s(pair.get()), 32);
  }

  std::string algorithm_, id_;
  std::shared_ptr<EVP_PKEY> key_;
};

/// The JWK Set of some keys.
inline std::string jwks_of(const std::vector<SigningKey>& keys) {
  boost::json::array list;
  for (const auto& key : keys) list.push_back(key.jwk());
  return to_json_text(boost::json::object{{"keys", std::move(list)}});
}

}  // namespace kbroker::test
