// Replaced by the room's first source.
#include "kbroker/telemetry/logging.hpp"
#include "kbroker/telemetry/metrics.hpp"
