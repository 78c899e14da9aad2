// Reads a text and remembers what was in it.
#include "search_texts.hpp"

namespace kbroker::catalog {

const ReadText& TextReader::operator()(std::string_view text) {
  const auto [place, fresh] = read_.try_emplace(text);
  auto& read = place->second;
  if (fresh) {
    const Sentence sentence(text);
    const auto tokens = segment(sentence, words_, {});
    read.terms = terms_of(sentence, words_, tokens);
    for (const auto& token : tokens)
      read.meanings.insert(read.meanings.end(), token.meanings.begin(), token.meanings.end());
  }
  return read;
}

}  // namespace kbroker::catalog
