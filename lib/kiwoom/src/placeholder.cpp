// Replaced by the room's first source.
#include "kbroker/kiwoom/kiwoom_broker.hpp"
