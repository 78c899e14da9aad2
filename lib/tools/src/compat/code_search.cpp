#include "code_search.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "api_types.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::tools::compat {

using catalog::Api;

namespace {

/// In small letters, without blanks.
std::string plain(std::string_view text) {
  auto lower = to_lower(text);
  std::erase(lower, ' ');
  return lower;
}

bool holds(std::string_view text, const std::string& part) {
  return plain(text).find(part) != std::string::npos;
}

bool holds(const catalog::Text& text, const std::string& part) {
  return holds(text.ko, part) || holds(text.en, part);
}

bool holds_any(const std::vector<std::string_view>& texts, const std::string& part) {
  return std::ranges::any_of(texts, [&](std::string_view text) { return holds(text, part); });
}

bool answers(const Api& api, const std::string& part) {
  return std::ranges::any_of(api.response, [&](const catalog::ApiContainer& container) {
    return std::ranges::any_of(container.fields, [&](const catalog::ApiField& field) {
      return holds(field.name, part) || holds(field.meaning, part);
    });
  });
}

bool fits(const Api& api, const CodeWish& wish) {
  const auto subcategory = plain(wish.subcategory);
  const bool there = subcategory.empty() || subcategory == plain(api.subcategory_name.ko) ||
                     subcategory == plain(api.subcategory_name.en) || subcategory == api.subcategory;
  const auto description = plain(wish.description);
  return there && holds(api.name, plain(wish.api_name)) &&
         holds(api_type_of(api), plain(wish.function_name)) &&
         (holds(api.name, description) || holds(api.question, description) ||
          holds_any(api.synonyms_ko, description) || holds_any(api.synonyms_en, description)) &&
         (wish.response.empty() || answers(api, plain(wish.response)));
}

/// Besides the sentence.
bool names_something(const CodeWish& wish) {
  return !wish.subcategory.empty() || !wish.api_name.empty() || !wish.function_name.empty() ||
         !wish.description.empty() || !wish.response.empty();
}

std::string sentence_of(const CodeWish& wish) {
  std::string words(wish.query);
  // Function names are not words.
  for (const auto part : {wish.api_name, wish.description, wish.response})
    if (words.find(part) == std::string::npos) words += " " + std::string(part);
  return std::string(trim(words));
}

/// The ids of the category that come nearest to the sentence, with their places.
std::map<std::string_view, std::size_t> ranking(const Services& services, std::string_view category,
                                                const std::string& sentence) {
  static constexpr std::size_t places = 30;
  std::map<std::string_view, std::size_t> found;
  if (sentence.empty()) return found;
  catalog::SearchRequest request;
  request.sentence = sentence;
  request.limit = places;
  request.broker = "kis";
  request.category = category;
  request.today = date_kst(services.clock.wall());
  const auto answer = services.apis->search(request, *services.master.current());
  for (const auto& hit : answer.hits) found.emplace(services.apis->catalogue().id(hit.api), found.size());
  return found;
}

}  // namespace

FoundCode find_code(const Services& services, std::string_view category, const CodeWish& wish) {
  const auto places = ranking(services, category, sentence_of(wish));
  const auto place = [&](const Api& api) {
    const auto found = places.find(api.id);
    return found == places.end() ? places.size() : found->second;
  };
  const auto ranked = [&](const Api& api) { return place(api) < std::min(most_shown, places.size()); };
  const auto all = apis_of(services.apis->catalogue(), category);
  FoundCode found;
  const auto take = [&](auto wanted) { std::ranges::copy_if(all, std::back_inserter(found.apis), wanted); };
  if (!wish.query.empty() && !names_something(wish))
    take(ranked);
  else
    take([&](const Api& api) { return fits(api, wish); });
  if (found.apis.empty()) {
    found.all_words = false;
    take(ranked);
  }
  std::ranges::sort(found.apis, {}, [&](const Api& api) { return std::pair(place(api), api.id); });
  return found;
}

}  // namespace kbroker::tools::compat
