// The overseas exchanges of the simulator.
#include "overseas_market.hpp"

#include <algorithm>
#include <array>

#include "noise.hpp"

namespace kbroker::sim {

namespace {

struct Listed {
  std::string_view exchange, symbol, name;
  std::int64_t price;  ///< hundredths
};
constexpr auto listed = std::to_array<Listed>({{"NAS", "AAPL", "Apple Inc.", 28'310},
                                               {"NAS", "MSFT", "Microsoft Corp.", 51'200},
                                               {"NAS", "NVDA", "NVIDIA Corp.", 19'050},
                                               {"NAS", "TSLA", "Tesla Inc.", 41'020},
                                               {"NAS", "GOOGL", "Alphabet Inc.", 28'400},
                                               {"NAS", "AMZN", "Amazon.com Inc.", 23'110},
                                               {"NAS", "META", "Meta Platforms Inc.", 61'500},
                                               {"NAS", "QQQ", "Invesco QQQ Trust", 60'330},
                                               {"NYS", "KO", "Coca-Cola Co.", 7'120},
                                               {"NYS", "JPM", "JPMorgan Chase & Co.", 30'980},
                                               {"NYS", "BRK/B", "Berkshire Hathaway Inc.", 50'540},
                                               {"AMS", "SPY", "SPDR S&P 500 ETF Trust", 66'870},
                                               {"TSE", "7203", "Toyota Motor Corp.", 318'000},
                                               {"TSE", "6758", "Sony Group Corp.", 441'000},
                                               {"HKS", "00700", "Tencent Holdings Ltd.", 61'200},
                                               {"HKS", "09988", "Alibaba Group Holding Ltd.", 15'400},
                                               {"SHS", "600519", "Kweichow Moutai Co.", 145'000},
                                               {"SZS", "300750", "CATL", 38'200},
                                               {"HSX", "VNM", "Vinamilk", 6'150'000},
                                               {"HNX", "SHS", "Saigon-Hanoi Securities", 2'240'000}});

std::string_view currency_of(std::string_view exchange) {
  if (exchange == "TSE") return "JPY";
  if (exchange == "HKS") return "HKD";
  if (exchange == "SHS" || exchange == "SZS") return "CNY";
  if (exchange == "HSX" || exchange == "HNX") return "VND";
  return "USD";
}

}  // namespace

std::optional<OverseasStock> OverseasStock::find(std::string_view exchange, std::string_view symbol,
                                                 std::uint64_t seed) {
  const auto known = std::ranges::find_if(
      listed, [&](const Listed& each) { return each.exchange == exchange && each.symbol == symbol; });
  if (known == listed.end()) return std::nullopt;
  OverseasStock stock;
  stock.name_ = known->name;
  stock.currency_ = currency_of(exchange);
  auto& instrument = stock.instrument_;
  instrument.key = key_of(seed, std::string(exchange) + ":" + std::string(symbol));
  instrument.anchor_price = known->price;
  instrument.listed_shares = 50'000'000 + static_cast<std::int64_t>(950'000'000 * unit(instrument.key, 2));
  instrument.fund = true;  // steps of five hundredths, not those of Korean shares
  return stock;
}

}  // namespace kbroker::sim
