// Replaced by the room's first source.
#include "kbroker/config/settings.hpp"
