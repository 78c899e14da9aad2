// What sets APIs apart, and how much it counts. Tuned on test/search/sentences_tune.yaml.
#pragma once

#include <string_view>

namespace kbroker::catalog {

/// What a dimension of the list of words weighs: `both` when it is asked for and there, `missing` when it is
/// asked for and not there, `unasked` when it is there without having been asked for.
struct DimensionWeight {
  std::string_view dimension;
  float both, missing, unasked;
};

inline constexpr DimensionWeight dimension_weights[] = {
    {"region", 2.0F, 7.0F, 7.0F},
    {"deriv", 2.0F, 6.0F, 6.0F},
    {"asset", 2.0F, 5.0F, 5.0F},
    {"gold", 2.0F, 4.0F, 5.0F},
    {"index", 1.0F, 3.0F, 2.5F},
    {"goods", 1.0F, 0.0F, 0.0F},
    {"single_stock", 2.0F, 3.0F, 1.7F},
    {"commodity", 1.5F, 2.0F, 1.7F},
    {"night", 2.0F, 5.0F, 3.4F},
    {"afterhours", 2.0F, 5.0F, 3.4F},
    {"daytime", 2.5F, 5.0F, 3.4F},
    {"auction", 1.5F, 3.0F, 1.3F},
    {"venue_nxt", 2.0F, 2.0F, 2.5F},
    {"venue_all", 1.0F, 1.0F, 1.0F},
    {"pension", 2.5F, 6.0F, 6.0F},
    {"margin", 1.5F, 4.0F, 2.5F},
    {"reserve", 2.0F, 5.0F, 3.4F},
    {"algo", 2.0F, 3.0F, 2.5F},
    {"settlement", 2.0F, 3.0F, 2.5F},
    {"intmargin", 2.0F, 3.0F, 2.1F},
    {"program", 2.0F, 4.0F, 3.4F},
    {"short", 2.0F, 4.0F, 2.5F},
    {"lending", 2.0F, 4.0F, 2.5F},
    {"lendable", 2.0F, 3.0F, 2.5F},
    {"flow", 1.0F, 2.5F, 2.1F},
    {"brokerfirm", 1.5F, 3.0F, 2.1F},
    {"vi", 2.0F, 4.0F, 1.7F},
    {"interval", 1.5F, 3.5F, 2.5F},
    {"interval_week", 1.5F, 1.0F, 2.1F},
    {"interval_month", 1.5F, 1.0F, 2.1F},
    {"interval_tick", 1.0F, 1.0F, 1.3F},
    {"daily", 1.0F, 0.8F, 0.5F},
    {"theme", 2.0F, 4.0F, 2.5F},
    {"screen", 2.0F, 3.0F, 1.7F},
    {"watch", 2.0F, 3.0F, 1.7F},
    {"constituents", 2.0F, 3.0F, 1.7F},
    {"news", 2.0F, 4.0F, 0.8F},
    {"dividend", 1.0F, 2.5F, 0.8F},
    {"ipo", 2.0F, 3.0F, 0.8F},
    {"collateral", 2.0F, 3.0F, 1.7F},
    {"nav", 1.5F, 2.0F, 1.3F},
    {"lp", 1.5F, 2.0F, 1.3F},
    {"pref", 1.5F, 2.0F, 1.3F},
};

/// The same for what the catalogue says of an API.
inline constexpr DimensionWeight realtime_weight{"realtime", 2.0F, 4.0F, 6.0F};
inline constexpr DimensionWeight account_weight{"account", 1.0F, 2.0F, 2.5F};
inline constexpr DimensionWeight order_weight{"order", 2.0F, 3.0F, 4.0F};
inline constexpr DimensionWeight ranking_weight{"ranking", 1.5F, 2.0F, 2.0F};
inline constexpr DimensionWeight instrument_weight{"instrument", 0.5F, 2.5F, 0.0F};
/// A stream when the sentence says that it wants none.
inline constexpr float realtime_refused = 8.0F;
/// What only the questions, synonyms and allowed values speak of is half missing.
inline constexpr float half_missing = 0.5F;
/// A dimension in which any two meanings fit: a sector's index is an index.
inline constexpr std::string_view loose_dimension = "index";
/// One of data/search_everyday.tsv.
inline constexpr float everyday = 1.0F;
/// The nearest phrase, which is 1 at best, beside the texts.
inline constexpr float phrase_weight = 9.0F;
/// The logarithm of the share that the trained model gives an API: -8 to 0.
inline constexpr float learned_weight = 2.0F;
/// The other broker than the one that is named; the second broker when none is.
inline constexpr float other_broker = 15.0F, second_broker = 9.0F;

}  // namespace kbroker::catalog
