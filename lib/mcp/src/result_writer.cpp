// {"jsonrpc":"2.0","id":…,"result":{…}}
#include "result_writer.hpp"

#include "era.hpp"
#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

ResultWriter::ResultWriter(const boost::json::value& id, Revision revision, std::string_view server_info,
                           std::string_view result_type, std::size_t room)
    : server_info_(server_info), modern_(is_modern(revision)) {
  out_.reserve(512 + room);
  out_ += R"({"jsonrpc":"2.0","id":)";
  append_json(out_, id);
  out_ += R"(,"result":{)";
  if (!modern_) return;
  auto& out = member("resultType");
  out += '"';
  out += result_type;
  out += '"';
}

std::string& ResultWriter::members() {
  if (!first_) out_ += ',';
  first_ = false;
  return out_;
}

std::string& ResultWriter::member(std::string_view name) {
  members() += '"';
  out_ += name;
  out_ += "\":";
  return out_;
}

void ResultWriter::cache(const CacheHint& hint) {
  if (!modern_) return;
  member("ttlMs") += std::to_string(hint.ttl.count());
  member("cacheScope") += hint.is_public ? R"("public")" : R"("private")";
}

std::string ResultWriter::finish(std::string_view meta_members) {
  if (modern_) {
    auto& out = member("_meta");
    out += "{\"";
    out += meta_key::server_info;
    out += "\":";
    out += server_info_;
    if (!meta_members.empty()) out += ',';
    out += meta_members;
    out += '}';
  }
  out_ += "}}";
  return std::move(out_);
}

}  // namespace kbroker::mcp
