// Replaced by the room's first source.
#include "kbroker/tools/tools.hpp"
