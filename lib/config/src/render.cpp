// Settings and the key table as text.
#include "render.hpp"

#include <functional>

#include <yaml-cpp/yaml.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "kbroker/base/text.hpp"
#include "key.hpp"

namespace kbroker::config {

namespace {

std::string comment(std::string_view text, const std::string& indent) {
  std::string out, line;
  for (const auto word : split(text, ' ')) {
    if (utf8_length(line) + utf8_length(word) + indent.size() > 96) {
      out += indent + "#" + line + "\n";
      line.clear();
    }
    line += " " + std::string(word);
  }
  return out + indent + "#" + line + "\n";
}

std::string indent_of(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (c == '.') out += "  ";
  return out;
}

std::string_view last_of(std::string_view name) {
  return name.substr(name.rfind('.') + 1);
}

/// Writes section heads where they begin and calls `write_key` for each key.
std::string in_sections(bool with_comments, const std::function<std::string(const Key&)>& write_key) {
  std::string out, open;
  for (const auto& key : key_table()) {
    const auto dot = key.name.rfind('.');
    const auto section = dot == std::string::npos ? "" : key.name.substr(0, dot);
    for (auto end = section.find('.');; end = section.find('.', end + 1)) {
      const auto part = section.substr(0, end);
      if (!part.empty() && part != open && !open.starts_with(part + ".")) {
        if (with_comments) out += "\n" + comment(*section_meaning(part), indent_of(part));
        out += indent_of(part) + std::string(last_of(part)) + ":\n";
      }
      if (end == std::string::npos) break;
    }
    open = section;
    out += write_key(key);
  }
  return out;
}

std::string escape_markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

/// The default as the file shows it; a secret has none.
std::string default_of(const Key& key) {
  Settings defaults;
  return key.privacy == Privacy::secret ? "\"\"" : key.show(defaults);
}

/// A value as JSON: quoted text stays text, plain words may be numbers and booleans.
boost::json::value to_json(const YAML::Node& node) {
  if (node.IsMap()) {
    boost::json::object object;
    for (const auto& member : node) object[member.first.Scalar()] = to_json(member.second);
    return object;
  }
  if (node.IsSequence()) {
    boost::json::array array;
    for (const auto& element : node) array.push_back(to_json(element));
    return array;
  }
  boost::system::error_code text;
  auto plain = boost::json::parse(node.Scalar(), text);
  if (node.Tag() == "!" || text || plain.is_structured()) return boost::json::string(node.Scalar());
  return plain;
}

}  // namespace

std::string to_yaml_masked(const Settings& settings) {
  auto copy = settings;
  return in_sections(false, [&](const Key& key) {
    return indent_of(key.name) + std::string(last_of(key.name)) + ": " + key.show(copy) + "\n";
  });
}

boost::json::object to_json_masked(const Settings& settings) {
  return to_json(YAML::Load(to_yaml_masked(settings))).as_object();
}

std::string documented_yaml() {
  std::string out =
      "# Settings of kbrokerd: every key with its default. Keep only the lines you change.\n"
      "# Stronger than this file: environment variables (server.listen is KBROKER_SERVER_LISTEN), then the\n"
      "# command line. An empty value means \"not given\". `kbrokerd --check-config` shows the result.\n"
      "# A file that holds keys should be readable by its owner only: chmod 600 kbrokerd.yaml\n\n";
  out += in_sections(true, [](const Key& key) {
    const auto indent = indent_of(key.name);
    const std::string name(last_of(key.name));
    auto lines = comment(key.meaning, indent) + indent + name + ": " + default_of(key) + "\n";
    if (key.privacy == Privacy::secret)
      lines += indent + "# The same from a file, for container and systemd credentials.\n" + indent + name +
               "_file: \"\"\n";
    return lines;
  });
  return out;
}

std::string documented_markdown() {
  std::string out = "| key | value | default | meaning |\n|---|---|---|---|\n";
  const auto row = [&](const std::string& name, const std::string& form, const std::string& standard,
                       const std::string& meaning) {
    out += "| `" + name + "` | " + escape_markdown(form) + " | `" + standard + "` | " +
           escape_markdown(meaning) + " |\n";
  };
  for (const auto& key : key_table()) {
    auto meaning = key.meaning;
    for (const auto& name : key.also) meaning += (name == key.also.front() ? " Also `" : ", `") + name + "`";
    if (!key.also.empty()) meaning += ".";
    row(key.name, key.form, default_of(key), meaning);
    if (key.privacy == Privacy::secret)
      row(key.name + "_file", "path", "\"\"", "File that holds `" + key.name + "`.");
  }
  return out;
}

}  // namespace kbroker::config
