// Replaced by the room's first source.
#include "kbroker/kis/kis_broker.hpp"
