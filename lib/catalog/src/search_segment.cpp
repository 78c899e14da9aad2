#include "search_segment.hpp"

#include <algorithm>
#include <limits>

#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

// What a cut costs: few long words beat many short ones, and any word beats what is unknown.
constexpr float word_cost = 1.0F, ending_cost = 0.5F, unknown_syllable = 1.2F, unknown_word = 1.4F;
constexpr float blank_inside = 0.25F;  ///< a blank within a Korean form
constexpr float glued = 0.2F;          ///< a form that begins where no word begins

struct Step {
  float cost = std::numeric_limits<float>::infinity();
  std::size_t from = 0;
  std::size_t form = 0;
  enum class Kind : std::uint8_t { none, word, ending, unknown, read } kind = Kind::none;
};

class Cutter {
 public:
  Cutter(const Sentence& sentence, const SearchWords& words, std::span<const Span> read)
      : text_(sentence), words_(words), read_(read), best_(sentence.size() + 1) {}

  std::vector<Token> cut() {
    best_[0].cost = 0;
    auto next_span = read_.begin();
    for (std::size_t at = 0; at < text_.size(); ++at) {
      while (next_span != read_.end() && next_span->begin < at) ++next_span;
      if (next_span != read_.end() && next_span->begin == at) {
        offer(next_span->end, at, 0, 0, Step::Kind::read);
        continue;
      }
      if (best_[at].kind == Step::Kind::none && at > 0) continue;
      const auto limit = next_span == read_.end() ? text_.size() : next_span->begin;
      const auto unknown_end = std::min(limit, end_of_unknown(at));
      offer(unknown_end, at, is_syllable(text_.key[at]) ? unknown_syllable : unknown_word, 0,
            Step::Kind::unknown);
      found_.clear();
      words_.match(text_, at, found_);
      for (const auto& word : found_)
        if (word.end <= limit) offer_word(at, word);
    }
    return backwards();
  }

 private:
  std::size_t end_of_unknown(std::size_t at) const {
    const auto same = [&](auto kind) {
      auto end = at + 1;
      while (end < text_.size() && !text_.starts_word(end) && kind(text_.key[end])) ++end;
      return end;
    };
    if (is_latin(text_.key[at])) return same(is_latin);
    if (is_digit(text_.key[at])) return same(is_digit);
    return at + 1;
  }

  void offer(std::size_t to, std::size_t from, float cost, std::size_t form, Step::Kind kind) {
    const auto total = best_[from].cost + cost;
    // Of two forms at the same place the one that needs no suffix comes last.
    const bool better = total < best_[to].cost || (total == best_[to].cost && best_[to].from == from);
    if (better) best_[to] = {total, from, form, kind};
  }

  void offer_word(std::size_t at, const WordMatch& word) {
    const bool starts = text_.starts_word(at);
    if (words_.is_ending(word.form)) {
      if (!starts) offer(word.end, at, ending_cost, word.form, Step::Kind::ending);
      if (!words_.is_stop(word.form) && words_.meanings_of(word.form).size() < 2) return;
    }
    float cost = word_cost + (starts ? 0 : glued);
    if (is_syllable(text_.key[at]))
      for (auto inner = at + 1; inner < word.end; ++inner)
        if (text_.starts[inner]) cost += blank_inside;
    offer(word.end, at, cost, word.form, Step::Kind::word);
  }

  std::vector<Token> backwards() const {
    std::vector<Token> tokens;
    for (auto at = text_.size(); at > 0; at = best_[at].from) {
      const auto& step = best_[at];
      if (step.kind == Step::Kind::word) {
        tokens.push_back({step.from, at, words_.meanings_of(step.form), true, false});
      } else if (step.kind == Step::Kind::unknown) {
        // Unknown syllables side by side are one word.
        const bool joins = !tokens.empty() && !tokens.back().known && tokens.back().begin == at &&
                           !text_.starts_word(at) && is_syllable(text_.key[at]) &&
                           is_syllable(text_.key[step.from]);
        if (joins)
          tokens.back().begin = step.from;
        else
          tokens.push_back({step.from, at, {}, false, false});
      }
    }
    std::ranges::reverse(tokens);
    return tokens;
  }

  const Sentence& text_;
  const SearchWords& words_;
  std::span<const Span> read_;
  std::vector<Step> best_;
  std::vector<WordMatch> found_;
};

}  // namespace

std::vector<Token> segment(const Sentence& sentence, const SearchWords& words, std::span<const Span> read) {
  return Cutter(sentence, words, read).cut();
}

}  // namespace kbroker::catalog
