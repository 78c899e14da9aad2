// Reads every source, weakest first, and reports all mistakes together.
#include <algorithm>
#include <filesystem>
#include <iterator>

#include <unistd.h>

#include "credential_rules.hpp"
#include "kbroker/base/text.hpp"
#include "placeholder.hpp"
#include "seen_values.hpp"
#include "sources.hpp"
#include "values.hpp"

namespace kbroker::config {

namespace {

constexpr std::size_t largest_file = 1024 * 1024, largest_secret = 64 * 1024;

class Loader {
 public:
  explicit Loader(const LoadRequest& request) : request_(request) {}

  /// What run() saw.
  const std::vector<SeenFile>& seen_files() const { return seen_files_; }
  const SeenValues& seen_values() const { return seen_values_; }
  const std::vector<Notice>& notices() const { return findings_.notices; }

  boost::system::result<Loaded, std::vector<Problem>> run() {
    const auto environment = read_environment(request_.environment, findings_);
    const auto file = read_configuration_file();
    std::vector<Given> overrides;
    overrides.reserve(request_.overrides.size());
    for (const auto& [key, value] : request_.overrides)
      overrides.push_back({key, {{value}, false}, "command line", 0, false});

    auto samples = read_samples_file();
    drop_overruled_credentials(samples, {&file, &environment, &overrides});
    apply(samples);
    apply(file);
    apply(environment);
    apply(overrides);

    auto& settings = loaded_.settings;
    settings.demo = settings.demo || request_.demo;
    choose_state_directory();
    check_tls_pair();
    finish_credentials(settings, origins_, findings_);
    if (!findings_.problems.empty()) return findings_.problems;
    choose_mode(settings, findings_);
    std::ranges::transform(findings_.notices, std::back_inserter(loaded_.notices), &Notice::english);
    std::ranges::copy(findings_.inspected, std::back_inserter(loaded_.notices));
    return std::move(loaded_);
  }

 private:
  std::string variable(const std::string& name) const {
    const auto found = request_.environment.find(name);
    return found == request_.environment.end() ? "" : std::string(trim(found->second));
  }

  std::string expand_home(std::string_view path) const {
    const auto home = variable("HOME");
    return path.starts_with("~/") && !home.empty() ? home + std::string(path.substr(1)) : std::string(path);
  }

  // Another user's home, for instance, is as good as empty.
  static bool is_reachable(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    return ::access(folder.empty() ? "." : folder.c_str(), X_OK) == 0;
  }

  void note_file(const std::string& path, const FileContent& content, const std::vector<Given>& values) {
    loaded_.files.push_back(path);
    const bool has_secret = std::any_of(values.begin(), values.end(), [](const Given& given) {
      const auto* key = find_key(given.key);
      return key && key->privacy == Privacy::secret && !given.from_file && is_filled_in(given);
    });
    if (has_secret && content.readable_by_others)
      findings_.notices.push_back({path + " holds secrets and every user can read it: run chmod 600 " + path,
                                   path + ": 비밀 값이 든 파일을 모든 사용자가 읽을 수 있습니다. chmod 600 " +
                                       path + " 을 실행하세요"});
  }

  FileContent look_into(const std::string& path) {
    auto content = read_file(path, largest_file);
    const bool exists = !content.missing && is_reachable(path);
    seen_files_.push_back({path, exists, exists ? content.mistake : ""});
    return content;
  }

  std::vector<Given> read_configuration_file() {
    std::vector<std::string> candidates{request_.file.empty() ? variable("KBROKER_CONFIG") : request_.file};
    const bool is_named = !candidates[0].empty();
    if (!is_named) {
      const auto folder = variable("XDG_CONFIG_HOME");
      candidates = {"kbrokerd.yaml",
                    folder.starts_with('/') ? folder + "/kbroker/kbrokerd.yaml"
                                            : expand_home("~/.config/kbroker/kbrokerd.yaml"),
                    "/etc/kbroker/kbrokerd.yaml"};
    }
    for (const auto& path : candidates) {
      const auto content = look_into(path);
      if (!is_named && (content.missing || !is_reachable(path))) continue;
      if (!content.mistake.empty()) {
        findings_.problems.push_back({path, 0, "the configuration file " + content.mistake});
        return {};
      }
      auto values = read_yaml(content.text, path, findings_);
      note_file(path, content, values);
      return values;
    }
    return {};
  }

  std::vector<Given> read_samples_file() {
    for (const auto& path :
         {std::string("kis_devlp.yaml"), std::string("devlp.yaml"),
          expand_home("~/KIS/config/kis_devlp.yaml"), expand_home("~/KIS/config/devlp.yaml")}) {
      const auto content = look_into(path);
      if (content.missing || !is_reachable(path)) continue;
      if (!content.mistake.empty()) {
        findings_.inspected.push_back(path + " " + content.mistake);
        continue;
      }
      auto values = read_kis_devlp(content.text, path, findings_);
      note_file(path, content, values);
      return values;
    }
    return {};
  }

  static bool is_filled_in(const Given& given) {
    return !given.value.items.empty() && !trim(given.value.items[0]).empty() &&
           (given.from_file || !is_placeholder(given.value.items[0]));
  }

  // A key from one place and the secret or account of another person's file must not be mixed.
  void drop_overruled_credentials(std::vector<Given>& samples,
                                  std::initializer_list<const std::vector<Given>*> stronger) {
    for (const std::string section : {"kis.real.", "kis.paper."}) {
      const auto is_key_of_section = [&](const Given& given) {
        return (given.key == section + "app_key" || given.key == section + "app_secret") &&
               is_filled_in(given);
      };
      const bool overruled = std::any_of(stronger.begin(), stronger.end(), [&](const auto* source) {
        return std::any_of(source->begin(), source->end(), is_key_of_section);
      });
      if (!overruled) continue;
      if (std::any_of(samples.begin(), samples.end(), is_key_of_section)) {
        const auto file = samples.front().where, which = section.substr(0, section.size() - 1);
        findings_.notices.push_back(
            {file + ": its " + which + " credentials are not used, others are given",
             file + ": 여기의 " + which + " 키는 쓰지 않습니다. 다른 곳에 준 키를 씁니다"});
      }
      std::erase_if(samples, [&](const Given& given) { return given.key.starts_with(section); });
    }
  }

  void apply(const std::vector<Given>& source) {
    std::map<std::string, bool> given_as_file;
    std::map<std::string, std::string> not_filled_in;
    for (const auto& given : source) {
      const auto* key = find_key(given.key);
      if (!key) {
        problem(given, "unknown key " + shown(given.key) + suggestion(given.key));
        continue;
      }
      if (given.value.items.size() == 1 && trim(given.value.items[0]).empty()) continue;
      if (is_personal(*key) && !is_filled_in(given)) {
        auto& names = not_filled_in[given.where];
        names += (names.empty() ? "" : ", ") + key->name;
        seen_values_.add(given, ValueState::placeholder);
        continue;
      }
      const auto [previous, is_first] = given_as_file.emplace(key->name, given.from_file);
      if (!is_first && previous->second != given.from_file)
        problem(given, key->name + " is given both directly and as a file");
      apply_one(*key, given);
    }
    for (const auto& [where, names] : not_filled_in)
      findings_.inspected.push_back(where + ": not filled in, so treated as missing: " + names);
  }

  // Keys whose values only the user can know; templates hold words there.
  static bool is_personal(const Key& key) {
    return key.privacy != Privacy::open || key.name == "kis.hts_id" || key.name.ends_with(".account_product");
  }

  void apply_one(const Key& key, const Given& given) {
    auto value = given.value;
    if (given.from_file) {
      if (value.is_list) return problem(given, key.name + "_file must be one path");
      auto secret = read_secret(key, given, expand_home(trim(value.items[0])));
      if (!secret) return;
      value.items[0] = std::move(*secret);
    } else if (key.form == "path" && !value.is_list) {
      value.items[0] = expand_home(value.items[0]);
    }
    if (const auto mistake = key.read(loaded_.settings, value)) {
      seen_values_.add(given, ValueState::malformed);
      return problem(given, key.name + (given.from_file ? "_file " : " ") + *mistake);
    }
    origins_[key.name] = {given.where, given.line};
    seen_values_.add(given, ValueState::good, value.is_list ? 0 : trim(value.items[0]).size());
  }

  std::optional<std::string> read_secret(const Key& key, const Given& given, const std::string& path) {
    const auto content = read_file(path, largest_secret);
    const auto complain = [&](const std::string& what) {
      seen_values_.add(given, ValueState::malformed);
      problem(given, key.name + "_file: " + shown(path) + " " + what);
      return std::nullopt;
    };
    if (!content.mistake.empty()) return complain(content.mistake);
    std::string secret(trim(content.text));
    if (secret.empty()) return complain("is empty");
    if (is_placeholder(secret)) return complain("is not filled in");
    // Orchestrators mount their secrets readable for all, inside a container that has one user.
    if (content.readable_by_others && !path.starts_with("/run/secrets/") &&
        !path.starts_with("/var/run/secrets/"))
      findings_.notices.push_back({path + " holds a secret and every user can read it: run chmod 600 " + path,
                                   path + ": 비밀 값이 든 파일을 모든 사용자가 읽을 수 있습니다. chmod 600 " +
                                       path + " 을 실행하세요"});
    return secret;
  }

  void choose_state_directory() {
    auto& directory = loaded_.settings.state_directory;
    if (!directory.empty()) return;
    // systemd lists several directories with colons; the first is the unit's main one.
    const auto systemd = variable("STATE_DIRECTORY");
    const auto state_home = variable("XDG_STATE_HOME");
    const auto home = variable("HOME");
    if (!systemd.empty())
      directory = systemd.substr(0, systemd.find(':'));
    else if (state_home.starts_with('/'))  // the XDG rules: a relative path is to be ignored
      directory = state_home + "/kbroker";
    else if (home.starts_with('/'))
      directory = home + "/.local/state/kbroker";
  }

  void check_tls_pair() {
    const auto& server = loaded_.settings.server;
    if (server.tls_certificate.empty() == server.tls_key.empty()) return;
    // A file that cannot be read was reported already.
    if (!findings_.problems.empty()) return;
    const std::string given = server.tls_key.empty() ? "server.tls_certificate" : "server.tls_key";
    const std::string missing = server.tls_key.empty() ? "server.tls_key" : "server.tls_certificate";
    const auto& origin = origins_[given];
    findings_.problems.push_back({origin.where, origin.line, given + " needs " + missing + " as well"});
  }

  void problem(const Given& given, std::string message) {
    findings_.problems.push_back(
        {given.where, given.line, std::move(message), std::string(credential_section(given.key))});
  }

  const LoadRequest& request_;
  Loaded loaded_;
  Origins origins_;
  Findings findings_;
  std::vector<SeenFile> seen_files_;
  SeenValues seen_values_;
};

}  // namespace

std::string to_string(const Problem& problem) {
  return problem.where + (problem.line > 0 ? ":" + std::to_string(problem.line) : "") + ": " +
         problem.message;
}

boost::system::result<Loaded, std::vector<Problem>> load(const LoadRequest& request) {
  return Loader(request).run();
}

Inspection inspect(const LoadRequest& request) {
  Loader loader(request);
  auto loaded = loader.run();
  return {loader.seen_files(), loader.seen_values().credentials(), loader.notices(), std::move(loaded)};
}

}  // namespace kbroker::config
