// Replaced by the room's first source.
#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/domain.hpp"
#include "kbroker/broker/gateway.hpp"
#include "kbroker/broker/market_hours.hpp"
#include "kbroker/broker/provenance.hpp"
#include "kbroker/broker/resilience.hpp"
#include "kbroker/broker/sample_data.hpp"
#include "kbroker/broker/token_store.hpp"
