// What the kernel knows about this process.
#pragma once

namespace kbroker::telemetry {

/// Zero where /proc is not mounted.
double resident_memory_bytes();
double open_file_descriptors();
/// Seconds since 1970.
double process_start_seconds();

}  // namespace kbroker::telemetry
