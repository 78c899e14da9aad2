#include "search_wish.hpp"

#include <algorithm>
#include <vector>

namespace kbroker::catalog {

namespace {

/// The asked meanings by name, with what follows from them added step by step.
class Asked {
 public:
  Asked(const Reading& reading, const SearchWords& words)
      : words_(words), asked_(reading.asked), refused_(reading.refused) {
    for (std::size_t id = 0; id < asked_.size(); ++id)
      if (asked_[id]) dimensions_.push_back(words.meanings()[id].dimension);
  }

  bool has(std::string_view name) const { return asked_[words_.id(name)]; }
  template <class... Names>
  bool any(Names... names) const {
    return (has(names) || ...);
  }
  bool in(std::string_view dimension) const {
    return std::ranges::find(dimensions_, dimension) != dimensions_.end();
  }
  void add(std::string_view name) {
    const auto id = words_.id(name);
    if (asked_[id]) return;
    asked_[id] = true;
    dimensions_.push_back(words_.meanings()[id].dimension);
  }
  bool refuses(std::string_view name) const { return refused_[words_.id(name)]; }
  void refuse_dimension(std::string_view dimension) {
    for (std::size_t id = 0; id < refused_.size(); ++id)
      if (words_.meanings()[id].dimension == dimension) refused_[id] = true;
  }
  const std::vector<bool>& asked() const { return asked_; }
  const std::vector<bool>& refused() const { return refused_; }

 private:
  const SearchWords& words_;
  std::vector<bool> asked_, refused_;
  std::vector<std::string_view> dimensions_;
};

void follow_instruments(const Reading& reading, Asked& asked, Wish& wish) {
  const bool names_region = asked.in("region");
  bool share = false;
  for (const auto& instrument : reading.instruments) {
    wish.instrument = true;
    if (instrument.foreign) {
      asked.add("overseas");
      const auto exchange = instrument.foreign->exchange;
      if (exchange == "NAS" || exchange == "NYS" || exchange == "AMS") asked.add("us");
    } else if (instrument.elw) {
      asked.add("elw");
    } else if (instrument.etf) {
      wish.fund = true;
    } else {
      share = true;
    }
  }
  if (reading.instruments.size() > 1) asked.add("several");
  if (share && !names_region) asked.refuse_dimension("region");
}

/// Countries, goods and currencies lie abroad; goods and contracts are futures unless something else is said.
void follow_places(Asked& asked) {
  if (asked.any("us", "hongkong", "japan", "china", "vietnam", "asia")) asked.add("overseas");
  if (asked.any("hongkong", "japan", "china", "vietnam")) asked.add("asia");
  if (asked.any("crude", "world_goods", "cme") && !asked.has("domestic")) {
    asked.add("overseas");
    if (!asked.in("deriv")) asked.add("futures");
  }
  if (asked.has("gold_word") && !asked.in("deriv")) asked.add("spot_gold");
  if (asked.any("world_index_any", "world_index", "exchange_rate", "foreign_cash") || asked.in("usindex"))
    asked.add("overseas");
  if (asked.has("contract") && !asked.in("deriv") && !asked.in("asset")) asked.add("futures");
  if (asked.has("gold_word") && asked.has("futures") && !asked.any("domestic", "realtime"))
    asked.add("overseas");
}

bool wants_order(const Reading& reading, const Asked& asked, const Wish& wish, bool flows) {
  if (!asked.in("order") || flows || asked.any("buyable", "sellable")) return false;
  const bool quantity = std::ranges::any_of(
      reading.entities, [](const Entity& entity) { return entity.kind == Entity::Kind::quantity; });
  // "Stocks with the most buy orders" is no order, nor is "asks and bids".
  const bool lists = asked.in("ranking") || asked.has("remaining_size");
  if (lists && !wish.instrument && !quantity && !asked.has("mine")) return false;
  if (asked.has("order_book") && !quantity) return false;
  // "How many can be bought?"
  if (asked.has("how_many") && !quantity && !asked.any("cancel", "modify")) return false;
  if (asked.has("buy") && asked.has("sell") && !asked.has("order")) return false;
  const bool looks = asked.in("show") || asked.any("fills", "open_orders", "realised", "placed");
  return !looks || asked.any("cancel", "modify");
}

/// The name of a market alone means its index.
void follow_markets(Asked& asked, const Wish& wish, bool flows) {
  if (wish.instrument || wish.ranking || asked.in("deriv")) return;
  const bool korean = asked.any("kospi", "kosdaq", "konex", "kospi200") && !flows && !asked.in("program");
  const bool foreign = asked.in("usindex") && !wish.account && !asked.has("stock");
  if (korean || foreign) asked.add("index_word");
}

void follow_brokers(const Asked& asked, Wish& wish) {
  const bool kiwoom = asked.has("kiwoom_broker"), kis = asked.has("kis_broker");
  if (kiwoom && !kis)
    wish.kis_handicap = other_broker;
  else if (!asked.has("any_broker") && !(kiwoom && kis))
    wish.kiwoom_handicap = kis ? other_broker : second_broker;
}

}  // namespace

Wish wish_of(const Reading& reading, const SearchWords& words, const Kinds& kinds) {
  Wish wish;
  Asked asked(reading, words);
  follow_instruments(reading, asked, wish);
  follow_places(asked);
  wish.realtime = asked.any("realtime", "notice");
  wish.no_realtime = asked.refuses("realtime");
  const bool flows = asked.in("flow") || asked.in("brokerfirm") || asked.has("net_buy");
  wish.order = wants_order(reading, asked, wish, flows);
  const bool how_many = asked.has("how_many") && asked.any("buy", "sell") && !flows;
  wish.account = wish.order || how_many || asked.in("account") || asked.in("reserve");
  wish.ranking = (asked.in("ranking") || asked.has("gainers")) && !wish.instrument && !wish.account;
  // Trades that belong to no instrument and no market are one's own.
  if (asked.any("trade_print", "just_filled") && !wish.instrument && !wish.realtime && !wish.ranking &&
      !flows && !asked.has("overseas") && !asked.in("asset") && !asked.in("deriv") &&
      !asked.in("afterhours") && !asked.in("market"))
    wish.account = true;
  follow_markets(asked, wish, flows);
  follow_brokers(asked, wish);
  wish.asked = kinds.of(asked.asked());
  wish.refused = kinds.of(asked.refused());
  return wish;
}

}  // namespace kbroker::catalog
