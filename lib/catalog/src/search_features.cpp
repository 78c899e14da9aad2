#include "search_features.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace kbroker::catalog {

namespace {

constexpr std::size_t longest_run = 4;
/// Letters of the private use area stand for what was recognised.
constexpr char32_t recognised = U'\uE000';
enum class Standing : std::uint8_t { share = 16, etf, elw, foreign, code };

constexpr char32_t letter_for(Entity::Kind kind) {
  return recognised + static_cast<char32_t>(kind);
}
char32_t letter_for(const Instrument& instrument) {
  const auto standing = instrument.foreign  ? Standing::foreign
                        : instrument.elw    ? Standing::elw
                        : instrument.etf    ? Standing::etf
                        : instrument.symbol ? Standing::share
                                            : Standing::code;
  return recognised + static_cast<char32_t>(standing);
}

/// What is wanted, with a blank before every word and one letter for each thing recognised in it.
std::u32string text_of(const Reading& reading) {
  const auto& sentence = reading.sentence;
  std::u32string stands_for(sentence.size(), 0);
  const auto mark = [&](std::size_t begin, std::size_t end, char32_t letter) {
    for (auto i = begin; i < std::min(end, stands_for.size()); ++i) stands_for[i] = letter;
  };
  // The few sentences with a short order number teach more as digits.
  for (const auto& entity : reading.entities)
    if (entity.kind != Entity::Kind::order_number || entity.value.size() >= 7)
      mark(entity.begin, entity.end, letter_for(entity.kind));
  for (const auto& instrument : reading.instruments)
    mark(instrument.begin, instrument.end, letter_for(instrument));
  std::vector<bool> wanted(sentence.size(), true);
  for (const auto& token : reading.not_wanted)
    std::fill(wanted.begin() + static_cast<std::ptrdiff_t>(token.begin),
              wanted.begin() + static_cast<std::ptrdiff_t>(token.end), false);
  std::u32string text;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (!wanted[i]) continue;
    const bool starts = i == 0 || sentence.starts_word(i);
    if (starts) text += U' ';
    if (stands_for[i] == 0)
      text += sentence.sounds[i];
    else if (starts || stands_for[i - 1] != stands_for[i])
      text += stands_for[i];
  }
  return text;
}

/// Spreads similar inputs apart (FNV-1a and a final mix).
class Hash {
 public:
  explicit Hash(char32_t kind) { add(kind); }
  void add(char32_t c) { value_ = (value_ ^ c) * 1099511628211U; }
  std::uint16_t place() const {
    return static_cast<std::uint16_t>((value_ ^ value_ >> 32) * 0x9E3779B97F4A7C15U >> 48) % feature_places;
  }

 private:
  std::uint64_t value_ = 14695981039346656037U;
};

/// One or two Latin letters say nothing.
bool says_little(std::u32string_view run) {
  return run == U" " || (run.size() <= 2 && std::ranges::all_of(run, [](char32_t c) { return c < 0x80; }));
}

}  // namespace

std::vector<Feature> features_of(const Reading& reading, const SearchWords& words) {
  std::vector<std::uint16_t> places;
  const auto text = text_of(reading);
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    Hash hash(U'r');
    for (std::size_t length = 1; length <= longest_run && begin + length <= text.size(); ++length) {
      hash.add(text[begin + length - 1]);
      if (!says_little(std::u32string_view(text).substr(begin, length))) places.push_back(hash.place());
    }
  }
  for (const auto& token : reading.tokens)
    for (const auto id : token.meanings) {
      const auto& meaning = words.meanings()[id];
      if (meaning.dimension == "stop" || meaning.dimension == "ending") continue;
      Hash hash(U'm');
      for (const char c : meaning.name) hash.add(static_cast<unsigned char>(c));
      places.push_back(hash.place());
    }
  std::ranges::sort(places);
  const auto repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  std::vector<Feature> features;
  features.reserve(places.size());
  const auto weight = 1.0F / std::sqrt(static_cast<float>(std::max<std::size_t>(places.size(), 1)));
  for (const auto place : places) features.push_back({place, weight});
  return features;
}

}  // namespace kbroker::catalog
