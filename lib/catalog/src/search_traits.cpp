#include "search_traits.hpp"

#include <algorithm>

#include "embedded_data.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

/// Collects the meanings of texts.
class Marks {
 public:
  explicit Marks(TextReader& read) : read_(read), found_(read.words().meanings().size()) {}

  void add(const Text& text) {
    add(text.ko);
    add(text.en);
  }
  void add(std::string_view text) {
    for (const auto id : read_(text).meanings) found_[id] = true;
  }
  bool has(std::string_view name) const { return found_[read_.words().id(name)]; }
  const std::vector<bool>& all() const { return found_; }

 private:
  TextReader& read_;
  std::vector<bool> found_;
};

bool is_everyday(std::string_view id) {
  static const auto ids = split(embedded::search_everyday, '\n');
  return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

ApiTraits traits_of(const Api& api, TextReader& read, const Kinds& kinds) {
  ApiTraits traits;
  Marks name(read), category(read), texts(read), subject(read);
  name.add(api.name);
  category.add(api.category_name);
  traits.kinds = kinds.of(name.all());
  const auto of_category = kinds.of(category.all());
  for (std::size_t i = 0; i < dimension_count; ++i)
    // Where the name is silent its category speaks; what is Asian is abroad, too.
    if (traits.kinds[i] == 0 || dimension_weights[i].dimension == "region") traits.kinds[i] |= of_category[i];
  traits.etf = name.has("etf") || category.has("etf");

  subject.add(api.question);
  subject.add(api.name.ko);
  texts.add(api.question);
  for (const auto& list : {api.synonyms_ko, api.synonyms_en})
    for (const auto text : list) texts.add(text);
  traits.everyday = is_everyday(api.id);
  traits.kis = api.broker == "kis";
  traits.kiwoom = api.broker == "kiwoom";
  traits.realtime = api.kind == ApiKind::realtime && api.method != "REQUEST";
  traits.account = api.account || api.mutates;
  traits.mutates = api.mutates;
  bool needs_symbol = false;
  for (const auto& param : api.params) {
    if (param.filled_by != FilledBy::caller || !param.fixed.empty()) continue;
    for (const auto& value : param.values) texts.add(value.meaning);
    if (param.plain_name != "symbol" && param.plain_name != "symbols" && param.plain_name != "underlying")
      continue;
    traits.takes_symbol = true;
    needs_symbol |= param.required && !param.blank_ok;
  }
  const bool lists = !needs_symbol && !traits.account;
  traits.ranking = lists && subject.has("ranking");
  traits.listing = lists && !traits.ranking && subject.has("which_stocks");
  traits.spoken_of = kinds.of(texts.all());
  for (std::size_t i = 0; i < dimension_count; ++i) traits.spoken_of[i] |= traits.kinds[i];
  return traits;
}

}  // namespace kbroker::catalog
