// Body first, headers second.
#include "era.hpp"

#include "revision.hpp"

namespace kbroker::mcp::era {

namespace {

bool claims_modern(const Message& message) {
  const auto* meta = message.meta;
  return meta && meta->contains(meta_key::protocol_version);
}

bool is_legacy_date(std::string_view header) {
  const auto revision = parse_revision(header);
  return revision && !is_modern(*revision);
}

bool is_modern_date(std::string_view header) {
  const auto revision = parse_revision(header);
  return revision && is_modern(*revision);
}

}  // namespace

Era classify(const Message& message, const EraHints& hints) {
  if (message.kind == MessageKind::invalid) return Era::invalid;
  if (message.kind == MessageKind::response) return Era::legacy;
  // A header that is no legacy date, without a session: a client of the modern era, or of a later one.
  const bool modern_header =
      hints.version_header && !is_legacy_date(*hints.version_header) && !hints.has_session_id;
  const bool claim = claims_modern(message);
  if (message.kind == MessageKind::notification)
    return claim || modern_header ? Era::modern_drop : Era::legacy;
  if (claim) return Era::modern;
  if (message.method == "initialize")
    return hints.version_header && is_modern_date(*hints.version_header) ? Era::malformed_modern
                                                                         : Era::handshake;
  return modern_header ? Era::modern : Era::legacy;
}

bool has_modern_claim(const boost::json::array& batch) {
  for (const auto& element : batch)
    if (claims_modern(read_message(element))) return true;
  return false;
}

}  // namespace kbroker::mcp::era
