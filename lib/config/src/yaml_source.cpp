// YAML files into values: kbrokerd.yaml and kis_devlp.yaml.
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "kbroker/base/text.hpp"
#include "sources.hpp"
#include "values.hpp"

namespace kbroker::config {

namespace {

int line_of(const YAML::Node& node) {
  return node.Mark().is_null() ? 0 : node.Mark().line + 1;
}

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

/// The only document of a file, which must be a mapping; nothing when it is empty or wrong.
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

class Walker {
 public:
  Walker(const std::string& where, Findings& findings) : where_(where), findings_(findings) {}

  // Depth is bounded: only known sections are entered.
  void walk(const YAML::Node& map, const std::string& prefix) {
    for (const auto& entry : map) {
      const int line = line_of(entry.first);
      if (!entry.first.IsScalar()) {
        problem(line, "a key must be a plain word");
        continue;
      }
      const auto name = prefix + entry.first.Scalar();
      if (const auto [first, is_new] = lines_.emplace(name, line); !is_new) {
        problem(line, name + " is given twice (first on line " + std::to_string(first->second) + ")");
        continue;
      }
      if (section_meaning(name))
        enter(name, entry.second, line);
      else
        take(name, entry.second, line);
    }
  }

  std::vector<Given> result;

 private:
  void enter(const std::string& name, const YAML::Node& node, int line) {
    if (node.IsMap())
      walk(node, name + ".");
    else if (!node.IsNull())
      problem(line, name + " is a section: its keys belong below it, indented");
  }

  void take(const std::string& name, const YAML::Node& node, int line) {
    const bool from_file = find_key(name) == nullptr;
    const auto* key = from_file ? find_secret_by_file_name(name) : find_key(name);
    if (!key) {
      // A file of another program would fill the screen, and each suggestion costs a look at every key.
      ++unknown_;
      if (unknown_ <= most_unknown) problem(line, "unknown key " + shown(name) + suggestion(name));
      if (unknown_ == most_unknown + 1) problem(line, "further unknown keys; is this a file of kbrokerd?");
      return;
    }
    if (node.IsNull()) return;
    Given given{key->name, {}, where_, line, from_file};
    if (node.IsScalar()) {
      given.value.items.push_back(node.Scalar());
    } else if (node.IsSequence()) {
      given.value.is_list = true;
      for (const auto& item : node) {
        if (!item.IsScalar()) {
          problem(line_of(item), name + " must be a list of plain words");
          return;
        }
        given.value.items.push_back(item.Scalar());
      }
    } else {
      problem(line, name + " must be a value, not a section");
      return;
    }
    result.push_back(std::move(given));
  }

  void problem(int line, std::string message) {
    findings_.problems.push_back({where_, line, std::move(message)});
  }

  static constexpr int most_unknown = 20;

  const std::string& where_;
  Findings& findings_;
  std::map<std::string, int> lines_;
  int unknown_ = 0;
};

// Official hosts are the default anyway; only another host (a proxy, a simulator) is taken over.
bool is_official(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url == "https://openapi.koreainvestment.com:9443" ||
         url == "https://openapivts.koreainvestment.com:29443";
}

}  // namespace

std::vector<Given> read_yaml(std::string_view text, const std::string& where, Findings& findings) {
  const auto document = parse_document(std::string(text), where, findings);
  if (!document) return {};
  Walker walker(where, findings);
  walker.walk(*document, "");
  return std::move(walker.result);
}

std::vector<Given> read_kis_devlp(std::string_view text, const std::string& where, Findings& findings) {
  const auto document = parse_document(std::string(text), where, findings);
  if (!document) return {};
  std::map<std::string, YAML::Node> entries;
  for (const auto& entry : *document)
    if (entry.first.IsScalar() && entry.second.IsScalar())
      entries.emplace(entry.first.Scalar(), entry.second);

  std::vector<Given> result;
  const auto give = [&](const std::string& key, const std::string& value, int line) {
    result.push_back({key, {{value}, false}, where, line, false});
  };
  const auto take = [&](const std::string& name, const std::string& key) {
    if (const auto found = entries.find(name); found != entries.end())
      give(key, found->second.Scalar(), line_of(found->second));
  };
  take("my_htsid", "kis.hts_id");
  take("my_app", "kis.real.app_key");
  take("my_sec", "kis.real.app_secret");
  take("paper_app", "kis.paper.app_key");
  take("paper_sec", "kis.paper.app_secret");
  // Samples of 2022 to 2024 have one `my_acct` for both environments.
  take(entries.contains("my_acct_stock") ? "my_acct_stock" : "my_acct", "kis.real.account");
  take(entries.contains("my_paper_stock") ? "my_paper_stock" : "my_acct", "kis.paper.account");
  take("my_acct_future", "kis.real.derivatives_account");
  take("my_paper_future", "kis.paper.derivatives_account");

  // The product belongs to the account of this file, so both travel as one number.
  if (const auto product = entries.find("my_prod"); product != entries.end()) {
    const std::string code(trim(product->second.Scalar()));
    for (auto& given : result)
      if (auto& account = given.value.items[0];
          given.key.ends_with(".account") && !is_placeholder(account) && trim(account).size() == 8)
        account = std::string(trim(account)) + "-" + code;
  }
  for (const auto& [name, key] : {std::pair{"prod", "kis.real.base_url"}, {"vps", "kis.paper.base_url"}})
    if (const auto found = entries.find(name);
        found != entries.end() && !is_official(trim(found->second.Scalar())))
      give(key, found->second.Scalar(), line_of(found->second));
  return result;
}

}  // namespace kbroker::config
