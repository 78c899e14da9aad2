// Sessions in a file.
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kbroker/mcp/session_storage.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;

namespace {

Error failed(std::string_view what, const std::string& path) {
  return Error(
      Errc::internal,
      "Cannot " + std::string(what) + " the session file " + path + ": " + std::strerror(errno) + ".",
      "Check the path and its permissions.");
}

/// Closes the descriptor, and removes the file unless it was kept.
class NewFile {
 public:
  explicit NewFile(std::string path)
      : path_(std::move(path)),
        descriptor_(::open(path_.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
  ~NewFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  bool write(std::string_view text) {
    if (descriptor_ < 0 || ::fchmod(descriptor_, 0600) != 0) return false;
    while (!text.empty()) {
      const auto size = ::write(descriptor_, text.data(), text.size());
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(size));
    }
    return ::fsync(descriptor_) == 0;
  }
  bool move_to(const std::string& path) {
    kept_ = ::rename(path_.c_str(), path.c_str()) == 0;
    return kept_;
  }

 private:
  const std::string path_;
  const int descriptor_;
  bool kept_ = false;
};

class SessionFile final : public SessionStorage {
 public:
  explicit SessionFile(std::string path) : path_(std::move(path)) {}

  asio::awaitable<Result<std::string>> load(Deadline) override {
    std::ifstream file(path_, std::ios::binary);
    if (!file && errno == ENOENT) co_return std::string();
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) co_return failed("read", path_);
    co_return std::move(text).str();
  }
  asio::awaitable<Result<void>> save(std::string text, Deadline) override {
    NewFile file(path_ + ".new");
    if (!file.write(text) || !file.move_to(path_)) co_return failed("write", path_);
    co_return Result<void>();
  }

 private:
  const std::string path_;
};

}  // namespace

std::shared_ptr<SessionStorage> session_file(std::string path) {
  return std::make_shared<SessionFile>(std::move(path));
}

}  // namespace kbroker::mcp
