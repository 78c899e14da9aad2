// Keys that verify signatures of JSON Web Signatures, by OpenSSL (RFC 7515, 7517, 7518, 8037).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <openssl/evp.h>
#include <boost/json/object.hpp>

namespace kbroker::mcp {

/// The whole list: an algorithm that is not here cannot be used, `none` and HS256 among them (RFC 8725, 3.1).
enum class JwsAlgorithm { rs256, ps256, es256, eddsa };

std::optional<JwsAlgorithm> parse_jws_algorithm(std::string_view name) noexcept;

/// A public key. Copies share it; any thread may use it.
class JwsKey {
 public:
  /// Nothing for what is no usable signature key: of another type or curve, not for signatures, too weak (RSA
  /// of fewer than 2048 bits) or too large, malformed.
  static std::optional<JwsKey> read(const boost::json::object& jwk);

  /// `kid`; may be empty.
  const std::string& id() const { return id_; }
  /// Whether it is a key of that algorithm, and not meant for another one.
  bool fits(JwsAlgorithm algorithm) const;
  /// False also when the key does not fit.
  bool verifies(JwsAlgorithm algorithm, std::string_view text, std::string_view signature) const;

 private:
  std::string id_;
  std::optional<JwsAlgorithm> only_;  ///< `alg`
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace kbroker::mcp
