// Parses the YAML document of a configuration file.
#include "yaml_document.hpp"

#include <sstream>

#include <yaml-cpp/eventhandler.h>

namespace kbroker::config {

namespace {

/// Notices where a document begins and nothing else.
class DocumentStart final : public YAML::EventHandler {
 public:
  int line = 0;

 private:
  using Mark = YAML::Mark;
  using Anchor = YAML::anchor_t;
  using Style = YAML::EmitterStyle::value;
  void OnDocumentStart(const Mark& mark) override { line = mark.line + 1; }
  void OnDocumentEnd() override {}
  void OnNull(const Mark&, Anchor) override {}
  void OnAlias(const Mark&, Anchor) override {}
  void OnScalar(const Mark&, const std::string&, Anchor, const std::string&) override {}
  void OnSequenceStart(const Mark&, const std::string&, Anchor, Style) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const Mark&, const std::string&, Anchor, Style) override {}
  void OnMapEnd() override {}
};

/// The line where a second document begins. Not YAML::LoadAll: a comma that belongs to nothing is for
/// yaml-cpp an empty document which it does not step over, so that loading all of them never ends.
std::optional<int> second_document(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  DocumentStart start;
  if (parser.HandleNextDocument(start) && parser.HandleNextDocument(start)) return start.line;
  return std::nullopt;
}

}  // namespace

int line_of(const YAML::Node& node) {
  return node.Mark().is_null() ? 0 : node.Mark().line + 1;
}

std::optional<YAML::Node> parse_document(const std::string& text, const std::string& where,
                                         Findings& findings) {
  YAML::Node document;
  try {
    document.reset(YAML::Load(text));
    if (const auto line = second_document(text))
      findings.problems.push_back(
          {where, *line, "holds more than one YAML document, or text that belongs to none"});
  } catch (const YAML::Exception& failure) {
    const int line = failure.mark.is_null() ? 0 : failure.mark.line + 1;
    const int column = failure.mark.is_null() ? 0 : failure.mark.column + 1;
    findings.problems.push_back(
        {where, line, "not valid YAML at column " + std::to_string(column) + ": " + failure.msg});
    return std::nullopt;
  }
  if (document.IsNull()) return std::nullopt;
  if (!document.IsMap()) {
    findings.problems.push_back({where, line_of(document), "must be a mapping of keys to values"});
    return std::nullopt;
  }
  return document;
}

}  // namespace kbroker::config
