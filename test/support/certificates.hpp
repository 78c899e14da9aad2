// A certificate authority made for one test, and server certificates it signs.
#pragma once

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

namespace kbroker::test {

/// Elliptic-curve keys, valid for an hour.
class CertificateAuthority {
 public:
  explicit CertificateAuthority(const std::string& name = "kbroker test authority")
      : key_(make_key()), certificate_(make_certificate(name, key_.get(), nullptr, "", 0)) {}

  /// Writes the authority's own certificate, for clients to trust.
  void write_certificate(const std::string& file) const { write(file, certificate_.get(), nullptr); }
  /// Writes a certificate for `names` ("DNS:localhost,IP:127.0.0.1") and its private key.
  void issue(const std::string& certificate_file, const std::string& key_file, const std::string& names,
             long serial) const {
    const Key key = make_key();
    const Certificate certificate = make_certificate("server", key.get(), this, names, serial);
    write(certificate_file, certificate.get(), nullptr);
    write(key_file, nullptr, key.get());
  }

 private:
  using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
  using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

  static Key make_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

  static Certificate make_certificate(const std::string& name, EVP_PKEY* key,
                                      const CertificateAuthority* signer, const std::string& names,
                                      long serial) {
    Certificate certificate(X509_new(), X509_free);
    X509* x509 = certificate.get();
    X509_set_version(x509, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), serial + 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -60);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_set_pubkey(x509, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509* issuer = signer ? signer->certificate_.get() : x509;
    X509_set_issuer_name(x509, X509_get_subject_name(issuer));
    add_extension(x509, issuer, NID_basic_constraints, signer ? "CA:FALSE" : "critical,CA:TRUE");
    if (!names.empty()) add_extension(x509, issuer, NID_subject_alt_name, names);
    if (X509_sign(x509, signer ? signer->key_.get() : key, EVP_sha256()) == 0)
      throw std::runtime_error("cannot sign the test certificate");
    return certificate;
  }
  static void add_extension(X509* x509, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    if (!extension) throw std::runtime_error("cannot make the test certificate's extension " + value);
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
  }
  static void write(const std::string& file, X509* certificate, EVP_PKEY* key) {
    std::FILE* stream = std::fopen(file.c_str(), "w");
    if (!stream) throw std::runtime_error("cannot write " + file);
    if (certificate) PEM_write_X509(stream, certificate);
    if (key) PEM_write_PrivateKey(stream, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(stream);
  }

  Key key_;
  Certificate certificate_;
};

}  // namespace kbroker::test
