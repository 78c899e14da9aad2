// Takes the one file out of a ZIP archive in memory, by minizip.
#include <cstdio>
#include <cstring>
#include <memory>

#include <minizip/unzip.h>

#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::catalog {

namespace {

constexpr uLong stored = 0, deflated = 8;
constexpr uLong encrypted_flag = 1;

/// The archive as a file, for minizip's callbacks. Its own functions read files only.
struct MemoryFile {
  std::string_view bytes;
  std::size_t position = 0;
};

voidpf open_memory(voidpf opaque, const void*, int) {
  return opaque;
}

uLong read_memory(voidpf, voidpf stream, void* to, uLong size) {
  auto& file = *static_cast<MemoryFile*>(stream);
  const auto count = std::min<std::size_t>(size, file.bytes.size() - file.position);
  if (count > 0) std::memcpy(to, file.bytes.data() + file.position, count);
  file.position += count;
  return static_cast<uLong>(count);
}

ZPOS64_T tell_memory(voidpf, voidpf stream) {
  return static_cast<MemoryFile*>(stream)->position;
}

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  auto& file = *static_cast<MemoryFile*>(stream);
  const ZPOS64_T base = origin == SEEK_SET ? 0 : origin == SEEK_CUR ? file.position : file.bytes.size();
  // Offsets come from the archive: anything outside it is refused, also when the sum wraps around.
  if (offset > file.bytes.size() || base > file.bytes.size() - offset) return -1;
  file.position = static_cast<std::size_t>(base + offset);
  return 0;
}

int close_memory(voidpf, voidpf) {
  return 0;
}

int error_in_memory(voidpf, voidpf) {
  return 0;
}

struct Close {
  void operator()(voidpf archive) const { unzClose(archive); }
};

Error unreadable(const std::string& why) {
  return Error(Errc::broker_error, "the ZIP archive cannot be read: " + why, "Download it again.", true);
}

}  // namespace

Result<std::string> unzip_single(std::string_view archive, std::size_t limit) {
  MemoryFile file{archive};
  zlib_filefunc64_def functions{};
  functions.zopen64_file = open_memory;
  functions.zread_file = read_memory;
  functions.ztell64_file = tell_memory;
  functions.zseek64_file = seek_memory;
  functions.zclose_file = close_memory;
  functions.zerror_file = error_in_memory;
  functions.opaque = &file;

  const std::unique_ptr<void, Close> zip(unzOpen2_64("", &functions));
  if (!zip) return unreadable("it has no directory (" + std::to_string(archive.size()) + " bytes)");
  unz_global_info64 all{};
  if (unzGetGlobalInfo64(zip.get(), &all) != UNZ_OK || all.number_entry != 1)
    return unreadable("it should hold one file and holds " + std::to_string(all.number_entry));
  unz_file_info64 info{};
  if (unzGetCurrentFileInfo64(zip.get(), &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
    return unreadable("its directory is damaged");
  if ((info.flag & encrypted_flag) != 0) return unreadable("it is encrypted");
  if (info.compression_method != stored && info.compression_method != deflated)
    return unreadable("unknown compression " + std::to_string(info.compression_method));
  if (info.uncompressed_size > limit)
    return unreadable("its file is larger than " + std::to_string(limit) + " bytes");
  if (unzOpenCurrentFile(zip.get()) != UNZ_OK) return unreadable("its file entry is damaged");

  // Grown as data arrives: the promised size may be a lie that the archive is far too short for.
  std::string out;
  char buffer[16 * 1024];
  int got = 0;
  while ((got = unzReadCurrentFile(zip.get(), buffer, sizeof buffer)) > 0) {
    if (out.size() + static_cast<std::size_t>(got) > limit)
      return unreadable("its file is larger than promised");
    out.append(buffer, static_cast<std::size_t>(got));
  }
  // minizip checks the CRC only when everything promised was read.
  if (got < 0 || out.size() != info.uncompressed_size) return unreadable("its data is damaged or cut short");
  if (unzCloseCurrentFile(zip.get()) != UNZ_OK) return unreadable("its checksum does not match");
  return out;
}

}  // namespace kbroker::catalog
