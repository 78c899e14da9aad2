#include "search_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "embedded_model.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

/// A row of a matrix of signed bytes.
std::span<const char> row(std::string_view matrix, std::size_t index) {
  return std::span(matrix).subspan(index * model_width, model_width);
}

float as_number(char byte) {
  return static_cast<float>(static_cast<signed char>(byte));
}

}  // namespace

SearchModel::SearchModel(const ApiCatalogue& catalogue) : class_of_(catalogue.size(), no_class) {
  std::vector<std::string_view> brokers;
  std::uint16_t number = 0;
  for (const auto id : split(embedded::model_apis, '\n')) {
    if (id.empty()) continue;
    if (const auto api = catalogue.find(id)) class_of_[*api] = number;
    const auto broker = id.substr(0, id.find('.'));
    const auto known = std::ranges::find(brokers, broker);
    group_of_.push_back(static_cast<std::uint16_t>(known - brokers.begin()));
    if (known == brokers.end()) brokers.push_back(broker);
    ++number;
  }
  groups_ = brokers.size();
}

std::vector<float> SearchModel::judge(std::span<const Feature> features) const {
  std::array<float, model_width> hidden{};
  for (const auto& feature : features) {
    const auto weights = row(embedded::model_features, feature.place);
    for (std::size_t i = 0; i < model_width; ++i) hidden[i] += feature.weight * as_number(weights[i]);
  }
  const float scale = embedded::model_feature_scale * embedded::model_api_scale;
  std::vector<float> logits(group_of_.size());
  std::vector<float> highest(groups_, -std::numeric_limits<float>::infinity()), sums(groups_);
  for (std::size_t c = 0; c < logits.size(); ++c) {
    const auto weights = row(embedded::model_classes, c);
    float product = 0;
    for (std::size_t i = 0; i < model_width; ++i) product += hidden[i] * as_number(weights[i]);
    logits[c] = product * scale;
    auto& high = highest[group_of_[c]];
    high = std::max(high, logits[c]);
  }
  for (std::size_t c = 0; c < logits.size(); ++c)
    sums[group_of_[c]] += std::exp(logits[c] - highest[group_of_[c]]);
  std::vector<float> shares(class_of_.size(), unknown);
  for (std::size_t api = 0; api < shares.size(); ++api)
    if (const auto c = class_of_[api]; c != no_class)
      shares[api] = std::max(least, logits[c] - highest[group_of_[c]] - std::log(sums[group_of_[c]]));
  return shares;
}

}  // namespace kbroker::catalog
