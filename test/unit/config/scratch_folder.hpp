// A folder of its own for a test that reads files; it is the working directory and the home while it lives.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <stdlib.h>

#include "kbroker/config/settings.hpp"

namespace kbroker::test {

class ScratchFolder {
 public:
  ScratchFolder() : previous_(std::filesystem::current_path()) {
    auto pattern = (std::filesystem::temp_directory_path() / "kbroker-config-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
    std::filesystem::current_path(path_);
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::current_path(previous_, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  /// Readable by the owner only, as a file with secrets should be.
  std::string write(const std::string& name, std::string_view text) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return file.string();
  }
  const std::filesystem::path& path() const { return path_; }

  /// With this folder as home and nothing else in the environment.
  config::LoadRequest request(std::map<std::string, std::string> environment = {}) const {
    config::LoadRequest request;
    request.environment = std::move(environment);
    request.environment.emplace("HOME", path_.string());
    return request;
  }

 private:
  std::filesystem::path previous_, path_;
};

/// All problems of a load that must fail, one a line.
inline std::string problems_of(const config::LoadRequest& request) {
  const auto loaded = config::load(request);
  if (loaded) return "no problem";
  std::string lines;
  for (const auto& problem : loaded.error()) lines += to_string(problem) + "\n";
  return lines;
}

/// What a load that must succeed brought; the problems when it does not.
inline config::Loaded load_or_throw(const config::LoadRequest& request) {
  auto loaded = config::load(request);
  if (!loaded) throw std::runtime_error(problems_of(request));
  return *loaded;
}

inline std::string notices_of(const config::Loaded& loaded) {
  std::string lines;
  for (const auto& notice : loaded.notices) lines += notice + "\n";
  return lines;
}

}  // namespace kbroker::test
