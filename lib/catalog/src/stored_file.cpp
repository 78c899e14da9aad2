// Reading and atomic replacement of files.
#include "stored_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace kbroker::catalog {

namespace fs = std::filesystem;

namespace {

Error failed(const char* what, const fs::path& path, const std::error_code& why) {
  return Error(Errc::internal, std::string("cannot ") + what + " " + path.string() + ": " + why.message(),
               "Check the folder's permissions and free space.");
}

std::error_code last_error() {
  return {errno, std::generic_category()};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

WallTime to_wall(fs::file_time_type time) {
  return std::chrono::time_point_cast<WallTime::duration>(fs::file_time_type::clock::to_sys(time));
}

}  // namespace

Result<std::optional<StoredFile>> read_stored(const fs::path& path, std::size_t limit) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error == std::errc::no_such_file_or_directory) return std::optional<StoredFile>();
  if (error) return failed("read", path, error);
  if (size > limit)
    return Error(Errc::internal, path.string() + " is larger than " + std::to_string(limit) + " bytes",
                 "Remove the file.");
  StoredFile stored;
  stored.written = to_wall(fs::last_write_time(path, error));
  if (error) return failed("read", path, error);
  std::ifstream in(path, std::ios::binary);
  stored.bytes.resize(size);
  if (!in.read(stored.bytes.data(), static_cast<std::streamsize>(size)))
    return failed("read", path, std::make_error_code(std::errc::io_error));
  return std::optional<StoredFile>(std::move(stored));
}

Result<void> store(const fs::path& path, std::string_view bytes, WallTime written) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return failed("make the folder of", path, error);
  // A name of its own, because several processes may share the folder.
  auto temporary = path.string() + ".XXXXXX";
  const int file = ::mkstemp(temporary.data());
  if (file < 0) return failed("write", path, last_error());
  bool good = write_all(file, bytes) && ::fchmod(file, 0644) == 0 && ::fsync(file) == 0;
  if (!good) error = last_error();
  if (::close(file) != 0 && good) {
    good = false;
    error = last_error();
  }
  if (good) fs::last_write_time(temporary, fs::file_time_type::clock::from_sys(written), error);
  if (!error) fs::rename(temporary, path, error);
  if (!error) return {};
  std::error_code ignored;
  fs::remove(temporary, ignored);
  return failed("write", path, error);
}

}  // namespace kbroker::catalog
