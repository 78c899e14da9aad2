// Leaves out what a revision does not know; schemas go out verbatim.
#include "listing.hpp"

#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

namespace {

/// Writes members one after another into an object.
class ObjectText {
 public:
  explicit ObjectText(std::string& out) : out_(out) { out_ += '{'; }
  ~ObjectText() { out_ += '}'; }
  ObjectText(const ObjectText&) = delete;
  ObjectText& operator=(const ObjectText&) = delete;

  void text(std::string_view name, std::string_view value) {
    key(name);
    append_json_string(out_, value);
  }
  void text_unless_empty(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  }
  void raw(std::string_view name, std::string_view json_text) {
    key(name);
    out_ += json_text;
  }
  void flag(std::string_view name, bool value) { raw(name, value ? "true" : "false"); }
  void key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += '"';
    out_ += name;
    out_ += "\":";
  }

 private:
  std::string& out_;
  bool first_ = true;
};

bool has_titles(Revision revision) {
  return revision >= Revision::v2025_06_18;
}

template <class Entity>
void common(ObjectText& object, const Entity& entity, Revision revision) {
  object.text("name", entity.name);
  if (has_titles(revision)) object.text_unless_empty("title", entity.title);
  object.text_unless_empty("description", entity.description);
}

void append_annotations(std::string& out, const Tool& tool, Revision revision) {
  ObjectText object(out);
  // Where the tool itself has a title, another one would only be read twice.
  if (!has_titles(revision)) object.text_unless_empty("title", tool.title);
  object.flag("readOnlyHint", tool.annotations.read_only);
  object.flag("destructiveHint", tool.annotations.destructive && !tool.annotations.read_only);
  // Says something only of what changes something (ToolAnnotations in the schema of every revision).
  if (!tool.annotations.read_only) object.flag("idempotentHint", tool.annotations.idempotent);
  object.flag("openWorldHint", tool.annotations.open_world);
}

void append_ui(std::string& out, const ToolUi& ui) {
  ObjectText object(out);
  object.key("ui");
  {
    ObjectText inner(out);
    inner.text("resourceUri", ui.resource_uri);
    inner.raw("visibility", ui.for_model ? R"(["model","app"])" : R"(["app"])");
  }
  object.text("ui/resourceUri", ui.resource_uri);  // deprecated, and what older hosts read
}

}  // namespace

void append_listing(std::string& out, const ToolEntry& entry, Revision revision) {
  ObjectText object(out);
  common(object, entry.tool, revision);
  object.raw("inputSchema", entry.input_schema_text);
  const bool output_known =
      is_modern(revision) || (revision >= Revision::v2025_06_18 && entry.output_is_object);
  if (output_known && !entry.output_schema_text.empty()) object.raw("outputSchema", entry.output_schema_text);
  if (revision >= Revision::v2025_03_26) {
    object.key("annotations");
    append_annotations(out, entry.tool, revision);
  }
  if (entry.tool.ui) {
    object.key("_meta");
    append_ui(out, *entry.tool.ui);
  }
}

void append_listing(std::string& out, const Resource& resource, Revision revision) {
  ObjectText object(out);
  object.text("uri", resource.uri);
  common(object, resource, revision);
  object.text_unless_empty("mimeType", resource.mime_type);
}

void append_listing(std::string& out, const TemplateEntry& entry, Revision revision) {
  ObjectText object(out);
  object.text("uriTemplate", entry.uri.text());
  common(object, entry.resource, revision);
  object.text_unless_empty("mimeType", entry.resource.mime_type);
}

void append_listing(std::string& out, const Prompt& prompt, Revision revision) {
  ObjectText object(out);
  common(object, prompt, revision);
  if (prompt.arguments.empty()) return;
  object.key("arguments");
  out += '[';
  for (std::size_t i = 0; i < prompt.arguments.size(); ++i) {
    if (i) out += ',';
    const auto& argument = prompt.arguments[i];
    ObjectText item(out);
    common(item, argument, revision);
    item.flag("required", argument.required);
  }
  out += ']';
}

}  // namespace kbroker::mcp
