// POSIX files and flock.
#include "private_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kbroker::broker {

namespace {

constexpr std::size_t largest_file = 1024 * 1024;

Error file_error(const std::string& what, const std::string& path) {
  return Error(Errc::internal, "Could not " + what + " " + path + ": " + std::strerror(errno) + ".",
               "Check that the folder exists and belongs to the user the program runs as.");
}

/// Closes a descriptor when its scope ends.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

bool make_folders(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return true;
  if (!make_folders(folder.parent_path())) return false;
  return ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST;
}

bool write_all(int descriptor, const std::string& contents) {
  std::size_t written = 0;
  while (written < contents.size()) {
    const auto count = ::write(descriptor, contents.data() + written, contents.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    written += static_cast<std::size_t>(count);
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

Result<std::optional<std::string>> read_private_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<std::string>();
    return file_error("read", path);
  }
  std::string contents;
  char buffer[4096];
  for (;;) {
    const auto count = ::read(file.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return file_error("read", path);
    if (count == 0) return std::optional<std::string>(std::move(contents));
    contents.append(buffer, static_cast<std::size_t>(count));
    if (contents.size() > largest_file) {
      errno = EFBIG;
      return file_error("read", path);
    }
  }
}

Result<void> write_private_file(const std::string& path, const std::string& contents) {
  if (!make_folders(std::filesystem::path(path).parent_path()))
    return file_error("create the folder of", path);
  std::string temporary = path + ".XXXXXX";
  const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));  // created 0600
  if (file.get() < 0) return file_error("write", path);
  if (!write_all(file.get(), contents) || ::rename(temporary.c_str(), path.c_str()) != 0) {
    auto error = file_error("write", path);
    ::unlink(temporary.c_str());
    return error;
  }
  return {};
}

Result<std::optional<FileLock>> FileLock::try_take(const std::string& path) {
  if (!make_folders(std::filesystem::path(path).parent_path()))
    return file_error("create the folder of", path);
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() < 0) return file_error("open the lock", path);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return std::optional<FileLock>(FileLock(file.release()));
  if (errno == EWOULDBLOCK || errno == EINTR) return std::optional<FileLock>();
  return file_error("take the lock", path);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace kbroker::broker
