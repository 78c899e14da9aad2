// Learns to tell classes apart by features: one half of the model of src/search_model.hpp, in floating
// point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search_features.hpp"

namespace kbroker::catalog {

struct Sample {
  std::vector<Feature> features;
  std::uint16_t label = 0;  ///< a class
  float weight = 1;
};

/// Classes of one group, which follow one another, compete among themselves.
struct Group {
  std::size_t begin = 0, end = 0;
};

struct Training {
  int rounds = 15;
  float rate = 0.3F;       ///< falls to 0 in the course of the training
  float left_out = 0.2F;   ///< the share of a sample's features that each look at it ignores
  std::uint32_t seed = 1;  ///< the same seed and samples give the same weights
};

class Classifier {
 public:
  explicit Classifier(std::vector<Group> groups);

  /// Stochastic gradient descent on the cross entropy; returns its mean of the last round.
  float train(std::span<const Sample> samples, const Training& training);

  /// Rows of classifier_width: one a place of a feature, one a class.
  const std::vector<float>& feature_weights() const { return features_; }
  const std::vector<float>& class_weights() const { return classes_; }

 private:
  float step(const Sample& sample, std::span<const Feature> features, float rate);

  std::vector<Group> groups_;
  std::vector<float> features_, classes_;
  std::vector<float> shares_;
};

}  // namespace kbroker::catalog
