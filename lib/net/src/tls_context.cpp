// TLS settings of both sides, made from PEM files.
#include "tls_context.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace kbroker::net {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

namespace {

Error wrong(const std::string& what, const std::string& file, const std::string& why) {
  return {Errc::invalid_argument, "cannot use the " + what + " file " + file + ": " + why,
          "Check the path, its permissions and that it is in PEM format."};
}

/// OpenSSL reports a missing file as a system-library error without its name; asked first, errno is plain.
std::string unreadable(const std::string& file) {
  errno = 0;
  std::ifstream stream(file);
  if (!stream) return std::strerror(errno ? errno : ENOENT);
  if (stream.peek() == std::ifstream::traits_type::eof()) return "the file is empty";
  return {};
}

std::shared_ptr<TlsContext> make_context(TlsContext::method method) {
  auto context = std::make_shared<TlsContext>(method);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  // Idle connections give their record buffers back.
  SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
  return context;
}

}  // namespace

Result<std::shared_ptr<TlsContext>> make_server_tls(const http::TlsFiles& files) {
  auto context = make_context(TlsContext::tls_server);
  if (auto why = unreadable(files.certificate_chain); !why.empty())
    return wrong("certificate", files.certificate_chain, why);
  if (auto why = unreadable(files.private_key); !why.empty())
    return wrong("private key", files.private_key, why);
  error_code ec;
  context->use_certificate_chain_file(files.certificate_chain, ec);
  if (ec) return wrong("certificate", files.certificate_chain, ec.message());
  ERR_clear_error();
  context->use_private_key_file(files.private_key, TlsContext::pem, ec);
  if (ec) {
    const bool mismatch =
        ERR_GET_REASON(static_cast<unsigned long>(ec.value())) == X509_R_KEY_VALUES_MISMATCH;
    return wrong(
        "private key", files.private_key,
        mismatch ? "it does not belong to the certificate in " + files.certificate_chain : ec.message());
  }
  if (SSL_CTX_check_private_key(context->native_handle()) != 1) {
    ERR_clear_error();
    return wrong("private key", files.private_key,
                 "it does not belong to the certificate in " + files.certificate_chain);
  }
  return context;
}

Result<std::shared_ptr<TlsContext>> make_client_tls(const std::string& ca_file) {
  auto context = make_context(TlsContext::tls_client);
  error_code ec;
  context->set_default_verify_paths(ec);
  context->set_verify_mode(ssl::verify_peer, ec);
  if (!ca_file.empty()) {
    if (auto why = unreadable(ca_file); !why.empty()) return wrong("certificate authority", ca_file, why);
    context->load_verify_file(ca_file, ec);
    if (ec) return wrong("certificate authority", ca_file, ec.message());
  }
  return context;
}

}  // namespace kbroker::net
