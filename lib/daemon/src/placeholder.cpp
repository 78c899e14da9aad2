// Replaced by the room's first source.
#include "kbroker/daemon/daemon.hpp"
