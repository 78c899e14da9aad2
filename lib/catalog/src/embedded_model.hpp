// The trained model as the build embeds it (generator/train_search).
#pragma once

#include <string_view>

namespace kbroker::catalog::embedded {

/// The ids of the APIs it was trained for, one a line: its classes.
extern const std::string_view model_apis;
/// Rows of model_width signed bytes: one a place of a feature, one a class.
extern const std::string_view model_features, model_classes;
/// What a one of those bytes is worth.
extern const float model_feature_scale, model_api_scale;

}  // namespace kbroker::catalog::embedded
