// kbrokerd.yaml into values.
#include <map>

#include "sources.hpp"
#include "values.hpp"
#include "yaml_document.hpp"

namespace kbroker::config {

namespace {

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

}  // namespace

std::vector<Given> read_yaml(std::string_view text, const std::string& where, Findings& findings) {
  const auto document = parse_document(std::string(text), where, findings);
  if (!document) return {};
  Walker walker(where, findings);
  walker.walk(*document, "");
  return std::move(walker.result);
}

}  // namespace kbroker::config
