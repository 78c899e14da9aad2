// Files that are either whole or absent, with a time of our own clock.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"

namespace kbroker::catalog {

struct StoredFile {
  std::string bytes;
  WallTime written;
};

/// Nothing when there is no such file; an error when it cannot be read or is larger than `limit`.
Result<std::optional<StoredFile>> read_stored(const std::filesystem::path& path, std::size_t limit);
/// Replaces the file in one step, making the folder when needed; readers see the old one or the new one.
Result<void> store(const std::filesystem::path& path, std::string_view bytes, WallTime written);

}  // namespace kbroker::catalog
