// Audio came with 2025-03-26, resource links with 2025-06-18.
#include "down_convert.hpp"

#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

namespace {

std::string_view text_member(const Content& content, std::string_view name) {
  const auto* value = content.if_contains(name);
  return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

void append_text_block(std::string& out, std::string_view text) {
  out += R"({"type":"text","text":)";
  append_json_string(out, text);
  out += '}';
}

}  // namespace

void append_content(std::string& out, const Content& content, Revision revision) {
  const auto type = text_member(content, "type");
  if (type == "audio" && revision < Revision::v2025_03_26)
    return append_text_block(out, "[audio, " + std::string(text_member(content, "mimeType")) +
                                      ": this protocol revision cannot carry it]");
  if (type == "resource_link" && revision < Revision::v2025_06_18)
    return append_text_block(
        out, std::string(text_member(content, "name")) + ": " + std::string(text_member(content, "uri")));
  append_json(out, content);
}

}  // namespace kbroker::mcp
