// What the simulated KIS sends in realtime frames: rows in the field order of the catalogue.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kbroker/catalog/api.hpp"
#include "world.hpp"

namespace kbroker::sim {

/// A fill of an order of the account, which fill notices tell of.
struct Fill {
  std::string code;
  bool buy = true;
  std::int64_t quantity = 0, price = 0;  ///< shares, won
};

/// Where the trades of a TR happen; nothing for a TR that tells no trades of listed instruments.
std::optional<Venue> trade_venue(std::string_view tr_id);

/// The newest trade of an instrument: `volume` shares since the row before.
std::string trade_row(const catalog::Api& api, const Instrument& instrument, std::int64_t volume,
                      const World& world, Environment environment);

/// `number` counts the orders of the account.
std::string notice_row(const catalog::Api& api, const Fill& fill, std::size_t number, const World& world,
                       Environment environment);

}  // namespace kbroker::sim
