// When the broker publishes new master files: every morning at 07:00 in Korea.
#pragma once

#include "kbroker/base/clock.hpp"

namespace kbroker::catalog {

/// The last publication at or before `now`; files older than this are out of date.
WallTime last_publication(WallTime now);
/// The first publication after `now`.
WallTime next_publication(WallTime now);

}  // namespace kbroker::catalog
