#include "search_ranker.hpp"

#include <algorithm>
#include <string>

namespace kbroker::catalog {

namespace {

/// What a dimension of the list weighs: `both` when asked for and there, `missing` when asked for and not
/// there, `unasked` when there without having been asked for.
struct Weight {
  std::string_view dimension;
  float both, missing, unasked;
};
constexpr Weight weights[] = {
    {"region", 2.0F, 7.0F, 7.0F},
    {"deriv", 2.0F, 6.0F, 6.0F},
    {"asset", 2.0F, 5.0F, 5.0F},
    {"gold", 2.0F, 4.0F, 5.0F},
    {"index", 1.0F, 3.0F, 3.0F},
    {"goods", 1.0F, 0.0F, 0.0F},
    {"single_stock", 2.0F, 3.0F, 2.0F},
    {"commodity", 1.5F, 2.0F, 2.0F},
    {"night", 2.0F, 5.0F, 4.0F},
    {"afterhours", 2.0F, 5.0F, 4.0F},
    {"daytime", 2.5F, 5.0F, 4.0F},
    {"auction", 1.5F, 3.0F, 1.5F},
    {"venue_nxt", 2.0F, 2.0F, 2.5F},
    {"venue_all", 1.0F, 1.0F, 1.0F},
    {"pension", 2.5F, 6.0F, 6.0F},
    {"margin", 1.5F, 4.0F, 3.0F},
    {"reserve", 2.0F, 5.0F, 4.0F},
    {"algo", 2.0F, 3.0F, 3.0F},
    {"settlement", 2.0F, 3.0F, 3.0F},
    {"intmargin", 2.0F, 3.0F, 2.5F},
    {"program", 2.0F, 4.0F, 4.0F},
    {"short", 2.0F, 4.0F, 3.0F},
    {"lending", 2.0F, 4.0F, 3.0F},
    {"lendable", 2.0F, 3.0F, 3.0F},
    {"flow", 1.0F, 2.5F, 2.5F},
    {"brokerfirm", 1.5F, 3.0F, 2.5F},
    {"vi", 2.0F, 4.0F, 2.0F},
    {"interval", 1.5F, 3.5F, 3.0F},
    {"interval_week", 1.5F, 1.0F, 2.5F},
    {"interval_month", 1.5F, 1.0F, 2.5F},
    {"interval_tick", 1.0F, 1.0F, 1.5F},
    {"daily", 1.0F, 0.8F, 0.6F},
    {"theme", 2.0F, 4.0F, 3.0F},
    {"screen", 2.0F, 3.0F, 2.0F},
    {"watch", 2.0F, 3.0F, 2.0F},
    {"constituents", 2.0F, 3.0F, 2.0F},
    {"news", 2.0F, 4.0F, 1.0F},
    {"dividend", 1.0F, 2.5F, 1.0F},
    {"ipo", 2.0F, 3.0F, 1.0F},
    {"collateral", 2.0F, 3.0F, 2.0F},
    {"nav", 1.5F, 2.0F, 1.5F},
    {"lp", 1.5F, 2.0F, 1.5F},
    {"pref", 1.5F, 2.0F, 1.5F},
    {"rate", 3.0F, 3.0F, 1.0F},
    {"fx", 1.0F, 2.0F, 0.0F},
    {"sector", 0.0F, 0.0F, 0.0F},
};
constexpr float phrase_weight = 8.0F;
constexpr float realtime_unasked = 6.0F, realtime_missing = 4.0F, realtime_both = 2.0F,
                realtime_refused = 8.0F;
constexpr float account_unasked = 2.5F, account_missing = 2.0F, account_both = 1.0F;
constexpr float order_unasked = 4.0F, order_missing = 3.0F, order_both = 2.0F;
constexpr float ranking_unasked = 2.0F, ranking_missing = 2.0F, ranking_both = 1.5F;
constexpr float symbol_missing = 2.5F, symbol_both = 0.5F;
constexpr float other_broker = 15.0F, second_broker = 9.0F;
/// A dimension that only the questions and synonyms speak of counts this much as there.
constexpr float half_there = 0.5F;

}  // namespace

/// A reading in the ranker's terms.
struct SearchRanker::Wish {
  std::vector<bool> asked, refused;
  bool kis = true, kiwoom = true;
  float kiwoom_malus = 0, kis_malus = 0;
  bool realtime = false, realtime_refused = false, account = false, order = false, ranking = false,
       instrument = false;
  bool soft_etf = false;
};

SearchRanker::SearchRanker(const ApiCatalogue& catalogue, const SearchWords& words)
    : words_(words), index_(catalogue, words) {
  for (const auto& weight : weights) {
    dimensions_.push_back(weight.dimension);
    auto& own = by_dimension_.emplace_back();
    for (std::size_t id = 0; id < words.meanings().size(); ++id)
      if (words.meanings()[id].dimension == weight.dimension) own.push_back(static_cast<MeaningId>(id));
  }
  const auto mark = [&](std::string_view text, std::vector<bool>& meanings) {
    const Sentence sentence(text);
    for (const auto& token : segment(sentence, words, {}))
      for (const auto id : token.meanings) meanings[id] = true;
  };
  const auto which = words.id("which_stocks"), most = words.id("ranking");
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const auto api = catalogue.at(i);
    Traits traits;
    traits.meanings.resize(words.meanings().size());
    for (const auto text : {api.name.ko, api.name.en}) mark(text, traits.meanings);
    // The category speaks where the name is silent.
    std::vector<bool> category(words.meanings().size());
    for (const auto text : {api.category_name.ko, api.category_name.en}) mark(text, category);
    for (const auto& own : by_dimension_)
      if (std::ranges::none_of(own, [&](MeaningId id) { return traits.meanings[id]; }))
        for (const auto id : own) traits.meanings[id] = category[id];

    traits.spoken_of = traits.meanings;
    for (const auto text : {api.question.ko, api.question.en}) mark(text, traits.spoken_of);
    for (const auto& list : {api.synonyms_ko, api.synonyms_en})
      for (const auto text : list) mark(text, traits.spoken_of);
    traits.kis = api.broker == "kis";
    traits.kiwoom = api.broker == "kiwoom";
    traits.realtime = api.kind == ApiKind::realtime && api.method != "REQUEST";
    traits.account = api.account || api.mutates;
    traits.mutates = api.mutates;
    bool needs_symbol = false;
    for (const auto& param : api.params) {
      if (param.filled_by != FilledBy::caller || !param.fixed.empty()) continue;
      for (const auto& value : param.values) {
        mark(value.meaning.ko, traits.spoken_of);
        mark(value.meaning.en, traits.spoken_of);
      }
      if (param.plain_name != "symbol" && param.plain_name != "symbols" && param.plain_name != "underlying")
        continue;
      traits.takes_symbol = true;
      needs_symbol |= param.required && !param.blank_ok;
    }
    std::vector<bool> asked(words.meanings().size());
    mark(api.question.en, asked);
    mark(api.question.ko, asked);
    mark(api.name.ko, asked);
    traits.ranking = !needs_symbol && !traits.account && asked[most];
    traits.listing = !needs_symbol && !traits.account && !traits.ranking && asked[which];
    traits_.push_back(std::move(traits));
  }
}

SearchRanker::Wish SearchRanker::wish_of(const Reading& reading, std::string_view broker) const {
  Wish wish;
  wish.asked = reading.asked;
  wish.refused = reading.refused;
  const auto asks = [&](std::string_view name) { return static_cast<bool>(wish.asked[words_.id(name)]); };
  const auto ask = [&](std::string_view name) { wish.asked[words_.id(name)] = true; };
  const auto dimension_asked = [&](std::string_view dimension, const std::vector<bool>& of) {
    for (std::size_t id = 0; id < of.size(); ++id)
      if (of[id] && words_.meanings()[id].dimension == dimension) return true;
    return false;
  };

  bool domestic_stock = false;
  for (const auto& instrument : reading.instruments) {
    wish.instrument = true;
    if (instrument.foreign) {
      ask("overseas");
      const auto exchange = instrument.foreign->exchange;
      if (exchange == "NAS" || exchange == "NYS" || exchange == "AMS") ask("us");
    } else if (instrument.elw) {
      ask("elw");
    } else if (instrument.etf) {
      wish.soft_etf = true;
    } else {
      domestic_stock = true;
    }
  }
  if (reading.instruments.size() > 1) ask("several");
  for (const auto country : {"us", "hongkong", "japan", "china", "vietnam", "asia"})
    if (asks(country)) ask("overseas");
  if (asks("hongkong") || asks("japan") || asks("china") || asks("vietnam")) ask("asia");
  // Goods are traded abroad, as futures, unless the sentence says otherwise.
  if ((asks("crude") || asks("world_goods") || asks("cme")) && !asks("domestic")) {
    ask("overseas");
    if (!dimension_asked("deriv", wish.asked)) ask("futures");
  }
  if (asks("gold_word") && !dimension_asked("deriv", wish.asked)) ask("spot_gold");
  if (asks("world_index_any") || dimension_asked("usindex", wish.asked) || asks("world_index") ||
      asks("exchange_rate") || asks("foreign_cash"))
    ask("overseas");
  if (domestic_stock && !dimension_asked("region", reading.asked))
    for (std::size_t id = 0; id < wish.asked.size(); ++id)
      if (words_.meanings()[id].dimension == "region") wish.refused[id] = true;

  wish.realtime = asks("realtime") || asks("notice");
  wish.realtime_refused = wish.refused[words_.id("realtime")];
  wish.account = dimension_asked("account", wish.asked) || dimension_asked("reserve", wish.asked);
  const bool flows =
      dimension_asked("flow", wish.asked) || dimension_asked("brokerfirm", wish.asked) || asks("net_buy");
  if (asks("contract") && !dimension_asked("deriv", wish.asked) && !dimension_asked("asset", wish.asked))
    ask("futures");
  const bool quantity = std::ranges::any_of(
      reading.entities, [](const Entity& entity) { return entity.kind == Entity::Kind::quantity; });
  // "Stocks with the most buy orders" is no order.
  const bool lists = (dimension_asked("ranking", wish.asked) || asks("remaining_size")) && !wish.instrument &&
                     !quantity && !asks("mine");
  const bool changes = asks("cancel") || asks("modify");
  const bool looks = dimension_asked("show", wish.asked) || asks("fills") || asks("open_orders") ||
                     asks("realised") || asks("placed");
  wish.order = dimension_asked("order", wish.asked) && !flows && !lists && !asks("buyable") &&
               !asks("sellable") && (!asks("order_book") || quantity) && (changes || !looks) &&
               !(asks("buy") && asks("sell") && !asks("order"));
  // Trades of an instrument are the market's, unless the sentence speaks of an account.
  wish.account = wish.account || wish.order;

  wish.ranking =
      (dimension_asked("ranking", wish.asked) || asks("gainers")) && !wish.instrument && !wish.account;
  // A good is a future's, and gold, too, is traded abroad.
  if (asks("gold_word") && asks("futures") && !asks("domestic") && !wish.realtime) ask("overseas");
  // Trades that belong to no instrument and no market are one's own.
  if ((asks("trade_print") || asks("just_filled")) && !wish.instrument && !wish.realtime && !wish.ranking &&
      !flows && !asks("overseas") && !dimension_asked("asset", wish.asked) &&
      !dimension_asked("deriv", wish.asked) && !dimension_asked("afterhours", wish.asked) &&
      !dimension_asked("market", wish.asked))
    wish.account = true;
  // The name of a market alone means its index.
  const bool market = asks("kospi") || asks("kosdaq") || asks("konex") || asks("kospi200");
  if (market && !wish.instrument && !wish.ranking && !flows && !dimension_asked("deriv", wish.asked) &&
      !dimension_asked("program", wish.asked))
    ask("index_word");
  if (dimension_asked("usindex", wish.asked) && !wish.instrument && !wish.ranking && !wish.account &&
      !dimension_asked("deriv", wish.asked) && !asks("stock"))
    ask("index_word");

  const bool says_kiwoom = asks("kiwoom_broker"), says_kis = asks("kis_broker"), any = asks("any_broker");
  if (broker == "kis") wish.kiwoom = false;
  if (broker == "kiwoom") wish.kis = false;
  if (broker.empty()) {
    if (says_kiwoom && !says_kis)
      wish.kis_malus = other_broker;
    else if (!any && !(says_kiwoom && says_kis))
      wish.kiwoom_malus = says_kis ? other_broker : second_broker;
  }
  return wish;
}

template <class Take>
void SearchRanker::judge(const Wish& wish, const Traits& traits, Take take) const {
  for (std::size_t i = 0; i < std::size(weights); ++i) {
    const auto& weight = weights[i];
    bool asked = false, there = false, both = false, spoken = false, refused = false;
    for (const auto id : by_dimension_[i]) {
      asked |= wish.asked[id];
      there |= traits.meanings[id];
      both |= wish.asked[id] && traits.meanings[id];
      spoken |= wish.asked[id] && traits.spoken_of[id];
      refused |= wish.refused[id] && traits.meanings[id];
    }
    if (weight.dimension == "index") both = asked && there;
    if (refused) take(weight.dimension, -weight.missing);
    if (asked) {
      if (both)
        take(weight.dimension, weight.both);
      else if (spoken)
        take(weight.dimension, -weight.missing * (1 - half_there));
      else
        take(weight.dimension, -weight.missing);
    } else if (there && !(wish.soft_etf && weight.dimension == "asset")) {
      take(weight.dimension, -weight.unasked);
    } else if (wish.soft_etf && weight.dimension == "asset" && traits.meanings[words_.id("etf")]) {
      take(weight.dimension, weight.both);
    }
  }
  if (traits.realtime) {
    take("realtime", wish.realtime_refused ? -realtime_refused
                     : wish.realtime       ? realtime_both
                                           : -realtime_unasked);
  } else if (wish.realtime) {
    take("realtime", -realtime_missing);
  }
  if (traits.account)
    take("account", wish.account || wish.order ? account_both : -account_unasked);
  else if (wish.account)
    take("account", -account_missing);
  if (traits.mutates)
    take("order", wish.order ? order_both : -order_unasked);
  else if (wish.order && !wish.account)
    take("order", -order_missing);
  if (traits.listing)
    take("ranking", wish.ranking ? ranking_both / 2 : -ranking_unasked / 2);
  else if (traits.ranking)
    take("ranking", wish.ranking ? ranking_both : -ranking_unasked);
  else if (wish.ranking)
    take("ranking", -ranking_missing);
  if (wish.instrument)
    take("instrument", traits.takes_symbol ? symbol_both : traits.account ? 0 : -symbol_missing);
  if (traits.kiwoom && wish.kiwoom_malus > 0) take("broker", -wish.kiwoom_malus);
  if (traits.kis && wish.kis_malus > 0) take("broker", -wish.kis_malus);
}

std::vector<Ranked> SearchRanker::rank(const Reading& reading, std::string_view broker) const {
  const auto wish = wish_of(reading, broker);
  const auto fits = index_.fit(reading.terms);
  std::vector<Ranked> ranked;
  ranked.reserve(fits.size());
  for (std::size_t i = 0; i < fits.size(); ++i) {
    const auto& traits = traits_[i];
    if ((traits.kis && !wish.kis) || (traits.kiwoom && !wish.kiwoom)) continue;
    float score = fits[i].texts + phrase_weight * fits[i].phrase;
    judge(wish, traits, [&](std::string_view, float by) { score += by; });
    ranked.push_back({i, score});
  }
  std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b) {
    return a.score != b.score ? a.score > b.score : a.api < b.api;
  });
  return ranked;
}

std::vector<std::string> SearchRanker::strongest(const Reading& reading, std::size_t api,
                                                 std::size_t limit) const {
  auto parts = index_.explain(reading.terms, api);
  std::ranges::stable_sort(parts, std::ranges::greater{}, &TermScore::score);
  std::vector<std::string> names;
  for (const auto& part : parts)
    if (const auto meaning = meaning_of(part.key); meaning && names.size() < limit)
      names.emplace_back(words_.meanings()[*meaning].name);
  return names;
}

std::vector<Reason> SearchRanker::explain(const Reading& reading, std::string_view broker,
                                          std::size_t api) const {
  std::vector<Reason> reasons;
  float spelling = 0;
  for (const auto& part : index_.explain(reading.terms, api)) {
    if (const auto meaning = meaning_of(part.key))
      reasons.push_back({std::string(words_.meanings()[*meaning].name), part.score});
    else
      spelling += part.score;
  }
  if (spelling > 0) reasons.push_back({"spelling", spelling});
  reasons.push_back({"nearest phrase", phrase_weight * index_.fit(reading.terms)[api].phrase});
  judge(wish_of(reading, broker), traits_[api],
        [&](std::string_view what, float by) { reasons.push_back({std::string(what), by}); });
  return reasons;
}

}  // namespace kbroker::catalog
