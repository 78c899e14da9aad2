// Replaced by the room's first source.
#include "kbroker/sim/simulator.hpp"
