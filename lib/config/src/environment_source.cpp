// Environment variables and small files into values.
#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kbroker/base/text.hpp"
#include "sources.hpp"
#include "values.hpp"

extern char** environ;  // NOLINT: POSIX

namespace kbroker::config {

namespace {

// The names of Kiwoom's own servers. APP_KEY alone means other things in other programs, so that they count
// only together with KIWOOM_MODE.
void add_kiwoom_mode(const auto& get, std::vector<Given>& result, Findings& findings) {
  const auto *mode = get("KIWOOM_MODE"), *key = get("APP_KEY"), *secret = get("APP_SECRET");
  if (!mode) {
    if (key && secret)
      findings.notices.push_back(
          {"APP_KEY and APP_SECRET are ignored: set KIWOOM_MODE to demo or real if they belong to Kiwoom",
           "APP_KEY와 APP_SECRET은 쓰지 않습니다. 키움의 것이면 KIWOOM_MODE를 demo나 real로 정하세요"});
    return;
  }
  const auto word = to_lower(trim(*mode));
  if (word != "demo" && word != "real") {
    findings.problems.push_back({"KIWOOM_MODE", 0, "must be demo or real, not " + shown(*mode)});
    return;
  }
  const std::string section = word == "demo" ? "kiwoom.paper" : "kiwoom.real";
  if (key) result.push_back({section + ".app_key", {{*key}, false}, "APP_KEY", 0, false});
  if (secret) result.push_back({section + ".app_secret", {{*secret}, false}, "APP_SECRET", 0, false});
}

// A misspelt variable would otherwise be silently without effect. Orchestrators add KBROKER_SERVICE_… and
// KBROKER_PORT_… by themselves, so that a stranger is not a mistake.
void notice_unknown(const Environment& environment, Findings& findings) {
  std::vector<std::string> known{"KBROKER_CONFIG"};
  for (const auto& key : key_table()) {
    known.push_back(environment_name(key.name));
    if (key.privacy == Privacy::secret) known.push_back(environment_name(key.name) + "_FILE");
  }
  for (const auto& [name, value] : environment) {
    if (!name.starts_with("KBROKER_") || std::find(known.begin(), known.end(), name) != known.end()) continue;
    if (const auto near = nearest(name, known))
      findings.notices.push_back(
          {"environment variable " + name + " is unknown and has no effect (did you mean " +
               std::string(*near) + "?)",
           "환경 변수 " + name + ": 모르는 이름이라 효과가 없습니다 (혹시 " + std::string(*near) + "?)"});
  }
}

}  // namespace

std::vector<Given> read_environment(const Environment& environment, Findings& findings) {
  const auto get = [&](const std::string& name) -> const std::string* {
    const auto found = environment.find(name);
    // Compose files pass variables that nobody set as empty ones.
    return found == environment.end() || trim(found->second).empty() ? nullptr : &found->second;
  };
  std::vector<Given> result;
  add_kiwoom_mode(get, result, findings);
  for (const auto& key : key_table())
    for (const auto& name : key.also)
      if (const auto* value = get(name)) result.push_back({key.name, {{*value}, false}, name, 0, false});
  for (const auto& key : key_table()) {
    const auto name = environment_name(key.name);
    if (const auto* value = get(name)) result.push_back({key.name, {{*value}, false}, name, 0, false});
    if (key.privacy != Privacy::secret) continue;
    if (const auto* path = get(name + "_FILE"))
      result.push_back({key.name, {{*path}, false}, name + "_FILE", 0, true});
  }
  notice_unknown(environment, findings);
  return result;
}

FileContent read_file(const std::string& path, std::size_t limit) {
  FileContent content;
  const auto fail = [&](int code) {
    content.missing = code == ENOENT || code == ENOTDIR;
    content.mistake =
        content.missing ? "does not exist" : std::string("cannot be read: ") + std::strerror(code);  // NOLINT
    return content;
  };
  // Not blocking: a named pipe without a writer must not hang the start.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return fail(errno);
  struct stat status{};
  if (::fstat(file, &status) == 0) content.readable_by_others = (status.st_mode & S_IROTH) != 0;
  char block[4096];
  int failure = 0;
  while (content.text.size() <= limit) {
    const auto count = ::read(file, block, sizeof block);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) failure = errno;
    if (count <= 0) break;
    content.text.append(block, static_cast<std::size_t>(count));
  }
  ::close(file);
  if (failure != 0) return fail(failure);
  if (content.text.size() > limit) content.mistake = "is larger than " + print_size(limit);
  return content;
}

std::map<std::string, std::string> process_environment() {
  Environment result;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (const auto equals = text.find('='); equals != std::string_view::npos)
      result.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return result;
}

}  // namespace kbroker::config
