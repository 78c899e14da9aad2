// The memory that only the start needed.
#pragma once

namespace kbroker {

/// Unmaps the pages of code and constants of this program and its libraries, of which most were read while it
/// started and never again: what is needed comes back from the page cache, unread. Resident memory becomes
/// what serving takes.
void release_start_up_pages();

}  // namespace kbroker
