// Small files only this user may read, replaced whole, and locks that processes share.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "kbroker/base/error.hpp"

namespace kbroker::broker {

/// The contents; an empty optional when there is no such file. Symbolic links and files beyond 1 MiB are
/// refused.
Result<std::optional<std::string>> read_private_file(const std::string& path);
/// Writes beside it (0600), flushes, renames over `path`. Creates missing folders 0700.
Result<void> write_private_file(const std::string& path, const std::string& contents);

/// An exclusive `flock`, released by the destructor or the end of the process.
class FileLock {
 public:
  /// Nothing when somebody else holds it. Creates the file and missing folders.
  static Result<std::optional<FileLock>> try_take(const std::string& path);
  FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace kbroker::broker
