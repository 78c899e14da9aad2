// Build-time tool: learns from data/sentences and the catalogue's own texts which API a sentence wants, and
// writes what it learned as one C++ source. The same data give the same weights.
//   train_search OUTPUT FILE…      each FILE: a line @ID, then sentences that want this API, one a line
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classifier.hpp"
#include "kbroker/catalog/api_catalogue.hpp"
#include "kbroker/catalog/symbol_master.hpp"
#include "literal.hpp"
#include "search_model.hpp"

namespace {

using namespace kbroker;
using namespace kbroker::catalog;

/// Beside what people say, the catalogue's own words count half.
constexpr float catalogue_weight = 0.5F;
/// Rounding to bytes: 127 is the largest.
constexpr float byte_limit = 127;

SymbolMaster sample_master() {
  std::vector<Symbol> all;
  for (const auto market : {Market::kospi, Market::kosdaq, Market::konex})
    for (auto& symbol : parse_master(market, sample_master_file(market)).value().symbols)
      all.push_back(std::move(symbol));
  return SymbolMaster(std::move(all));
}

class Samples {
 public:
  void add(std::string_view sentence, std::size_t api, float weight) {
    // Dates count from here; any day would do.
    static constexpr Date day{std::chrono::year(2026) / 11 / 20};
    const auto& words = SearchWords::shipped();
    auto features = features_of(read_sentence(sentence, master_, words, day), words);
    if (!features.empty()) samples_.push_back({std::move(features), static_cast<std::uint16_t>(api), weight});
  }
  const std::vector<Sample>& all() const { return samples_; }

 private:
  SymbolMaster master_ = sample_master();
  std::vector<Sample> samples_;
};

void add_catalogue(Samples& samples, const ApiCatalogue& catalogue) {
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const auto api = catalogue.at(i);
    for (const auto text : {api.name.ko, api.name.en, api.question.ko, api.question.en})
      samples.add(text, i, catalogue_weight);
    for (const auto& list : {api.synonyms_ko, api.synonyms_en})
      for (const auto text : list) samples.add(text, i, catalogue_weight);
  }
}

void add_file(Samples& samples, const ApiCatalogue& catalogue, const char* path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(std::string("cannot read ") + path);
  const auto fail = [&](int line, const std::string& what) {
    throw std::runtime_error(std::string(path) + ":" + std::to_string(line) + ": " + what);
  };
  std::optional<std::size_t> api;
  std::set<std::string> seen;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.starts_with('#')) continue;
    if (line.starts_with('@')) {
      api = catalogue.find(std::string_view(line).substr(1));
      if (!api) fail(number, "no API is called " + line.substr(1));
      seen.clear();
    } else {
      if (line.empty()) fail(number, "a blank line");
      if (!api) fail(number, "a sentence before the first line @ID");
      if (!seen.insert(line).second) fail(number, "this sentence is there twice");
      samples.add(line, *api, 1);
    }
  }
}

/// Ids are in alphabetic order, so the APIs of a broker follow one another.
std::vector<Group> brokers(const ApiCatalogue& catalogue) {
  std::vector<Group> groups;
  std::string_view last;
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const auto broker = catalogue.id(i).substr(0, catalogue.id(i).find('.'));
    if (broker != last) groups.push_back({i, i});
    groups.back().end = i + 1;
    last = broker;
  }
  return groups;
}

/// `weights` as signed bytes, and what a one of them is worth.
std::pair<std::string, float> as_bytes(const std::vector<float>& weights) {
  float largest = 0;
  for (const auto weight : weights) largest = std::max(largest, std::abs(weight));
  std::string bytes;
  bytes.reserve(weights.size());
  for (const auto weight : weights)
    bytes += static_cast<char>(static_cast<signed char>(std::lround(weight / largest * byte_limit)));
  return {bytes, largest / byte_limit};
}

/// Rows of several matrices one behind the other.
std::vector<float> side_by_side(const std::vector<const std::vector<float>*>& matrices) {
  std::vector<float> rows;
  for (std::size_t at = 0; at < matrices.front()->size(); at += classifier_width)
    for (const auto* matrix : matrices)
      rows.insert(rows.end(), matrix->begin() + static_cast<std::ptrdiff_t>(at),
                  matrix->begin() + static_cast<std::ptrdiff_t>(at + classifier_width));
  return rows;
}

void write(const char* path, const ApiCatalogue& catalogue, const std::vector<Classifier>& classifiers) {
  std::ofstream out(path, std::ios::binary);
  const auto text = [&](const char* name, const std::string& bytes) {
    out << "const std::string_view " << name << " = {" << literal(bytes) << ",\n    " << bytes.size()
        << "};\n\n";
  };
  out << "// Made by train_search at build time.\n#include \"embedded_model.hpp\"\n\n"
         "namespace kbroker::catalog::embedded {\n\n";
  std::string ids;
  for (std::size_t i = 0; i < catalogue.size(); ++i) (ids += catalogue.id(i)) += '\n';
  text("model_apis", ids);
  std::vector<const std::vector<float>*> feature_weights, class_weights;
  for (const auto& classifier : classifiers) {
    feature_weights.push_back(&classifier.feature_weights());
    class_weights.push_back(&classifier.class_weights());
  }
  const auto [features, feature_scale] = as_bytes(side_by_side(feature_weights));
  const auto [classes, class_scale] = as_bytes(side_by_side(class_weights));
  text("model_features", features);
  text("model_classes", classes);
  // The mean of the classifiers, not their sum.
  out << "const float model_feature_scale = " << std::hexfloat << feature_scale
      << "F;\nconst float model_api_scale = " << class_scale / static_cast<float>(classifiers.size())
      << "F;\n\n}  // namespace kbroker::catalog::embedded\n";
  if (!out.flush()) throw std::runtime_error(std::string("cannot write ") + path);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: train_search OUTPUT FILE…\n";
    return EXIT_FAILURE;
  }
  try {
    const auto catalogue = ApiCatalogue::embedded();
    Samples samples;
    add_catalogue(samples, *catalogue);
    for (int i = 2; i < argc; ++i) add_file(samples, *catalogue, argv[i]);
    std::vector<Classifier> classifiers(model_width / classifier_width, Classifier(brokers(*catalogue)));
    for (std::uint32_t seed = 1; auto& classifier : classifiers) {
      Training training;
      training.seed = seed++;
      classifier.train(samples.all(), training);
    }
    write(argv[1], *catalogue, classifiers);
  } catch (const std::exception& e) {
    std::cerr << "train_search: " << e.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
