// What was learned from the sentences of data/sentences: how likely each API is what a sentence wants.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kbroker/catalog/api_catalogue.hpp"
#include "search_features.hpp"

namespace kbroker::catalog {

/// The width of the layer between features and APIs: two classifiers side by side, because the mean of two is
/// steadier than one.
inline constexpr std::size_t classifier_width = 48, model_width = 2 * classifier_width;

/// A linear classifier through a narrow layer, as fastText's: features to `model_width` numbers, those to one
/// number an API, and the share of each among the APIs of its broker. Trained at build time
/// (generator/train_search). Immutable: any thread may use it.
class SearchModel {
 public:
  /// The catalogue may hold APIs that were not there when the model was trained: of those it says nothing.
  explicit SearchModel(const ApiCatalogue& catalogue);

  /// The logarithm of each API's share, in the catalogue's order, from `least` to 0.
  std::vector<float> judge(std::span<const Feature> features) const;

  /// Below, differences mean nothing.
  static constexpr float least = -8.0F;
  /// Of an API that the model does not know.
  static constexpr float unknown = -4.0F;

 private:
  static constexpr std::uint16_t no_class = 0xFFFF;
  std::vector<std::uint16_t> class_of_;  ///< by API
  std::vector<std::uint16_t> group_of_;  ///< by class: the broker
  std::size_t groups_ = 0;
};

}  // namespace kbroker::catalog
