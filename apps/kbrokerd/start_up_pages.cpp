// Gives back what only the start needed.
#include "start_up_pages.hpp"

#include <cstdint>
#include <fstream>
#include <string>
#include <tuple>

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace kbroker {

namespace {

/// A debugger keeps its breakpoints in these pages.
bool is_traced() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("TracerPid:")) return line.find_first_of("123456789") != std::string::npos;
  return false;
}

/// Segments that are not written are as they are in the file; what is relocated belongs to those that are.
int release_read_only(dl_phdr_info* object, std::size_t, void*) {
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const auto& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W)) continue;
    const auto begin = (object->dlpi_addr + segment.p_vaddr) & ~(page - 1);
    const auto end = object->dlpi_addr + segment.p_vaddr + segment.p_memsz;
    // Where it cannot be done, nothing is lost.
    std::ignore = madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
  }
  return 0;
}

}  // namespace

void release_start_up_pages() {
  malloc_trim(0);
  if (!is_traced()) dl_iterate_phdr(release_read_only, nullptr);
}

}  // namespace kbroker
