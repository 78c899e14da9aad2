// Replaced by the room's first source.
#include "kbroker/catalog/master_loader.hpp"
#include "kbroker/catalog/symbol_master.hpp"
