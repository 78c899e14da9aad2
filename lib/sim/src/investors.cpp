// Who bought and who sold.
#include "investors.hpp"

#include "noise.hpp"

namespace kbroker::sim {

NetPurchases net_purchases(const Instrument& instrument, const Candle& day) {
  const auto number = std::chrono::sys_days(day.date).time_since_epoch().count();
  const auto part = [&](std::uint64_t who, double share) {
    return static_cast<std::int64_t>(static_cast<double>(day.volume) * share *
                                     (unit(mix(instrument.key ^ who), number) - 0.5));
  };
  NetPurchases net;
  net.foreign = part(14, 0.2);
  net.institution = part(16, 0.15);
  net.individual = -net.foreign - net.institution;
  return net;
}

}  // namespace kbroker::sim
