#include "classifier.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

#include "search_model.hpp"

namespace kbroker::catalog {

namespace {

using Row = std::array<float, classifier_width>;

float product(const float* a, const float* b) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t i = 0; i < classifier_width; ++i) sum += a[i] * b[i];
  return sum;
}

/// target += factor * source
void add(float* target, const float* source, float factor) {
  for (std::size_t i = 0; i < classifier_width; ++i) target[i] += factor * source[i];
}

/// From 0 to 1, the same on every platform.
float uniform(std::mt19937& random) {
  return static_cast<float>(random() >> 8) * 0x1p-24F;
}

/// Smaller gradients change nothing that the rounding to bytes would keep.
constexpr float negligible = 1e-4F;

}  // namespace

Classifier::Classifier(std::vector<Group> groups)
    : groups_(std::move(groups)),
      features_(feature_places * classifier_width),
      classes_(groups_.back().end * classifier_width),
      shares_(groups_.back().end) {}

float Classifier::step(const Sample& sample, std::span<const Feature> features, float rate) {
  Row hidden{}, gradient{};
  for (const auto& feature : features)
    add(hidden.data(), &features_[feature.place * classifier_width], feature.weight);
  const auto group = *std::ranges::find_if(groups_, [&](Group g) { return sample.label < g.end; });
  for (auto c = group.begin; c < group.end; ++c)
    shares_[c] = product(&classes_[c * classifier_width], hidden.data());
  const auto all = std::span(shares_).subspan(group.begin, group.end - group.begin);
  const auto highest = std::ranges::max(all);
  float sum = 0;
  for (auto& share : all) sum += share = std::exp(share - highest);
  for (auto c = group.begin; c < group.end; ++c) {
    const auto error = shares_[c] / sum - (c == sample.label ? 1.0F : 0.0F);
    if (std::abs(error) < negligible) continue;
    auto* weights = &classes_[c * classifier_width];
    add(gradient.data(), weights, error);
    add(weights, hidden.data(), -rate * error);
  }
  for (const auto& feature : features)
    add(&features_[feature.place * classifier_width], gradient.data(), -rate * feature.weight);
  return -std::log(std::max(shares_[sample.label] / sum, 1e-9F));
}

float Classifier::train(std::span<const Sample> samples, const Training& training) {
  std::mt19937 random(training.seed);
  const auto spread = std::sqrt(3.0F / classifier_width);
  for (auto& weight : features_) weight = (2 * uniform(random) - 1) * spread;
  std::vector<std::size_t> order(samples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto kept_share = 1.0F / std::sqrt(1.0F - training.left_out);
  const auto steps = static_cast<float>(samples.size()) * static_cast<float>(training.rounds);
  std::vector<Feature> features;
  std::size_t done = 0;
  float loss = 0;
  for (int round = 0; round < training.rounds; ++round) {
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    loss = 0;
    for (const auto index : order) {
      const auto& sample = samples[index];
      features.clear();
      for (const auto& feature : sample.features)
        if (uniform(random) >= training.left_out)
          features.push_back({feature.place, feature.weight * kept_share});
      const auto rate = training.rate * (1.0F - static_cast<float>(done++) / steps) * sample.weight;
      loss += step(sample, features, rate);
    }
  }
  return loss / static_cast<float>(samples.size());
}

}  // namespace kbroker::catalog
