// Any arguments of a caller and any answer of a broker pass through the catalogue's reading without a crash,
// and what comes out is well-formed.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "answer_budget.hpp"
#include "compat/answer.hpp"
#include "compat/sample_params.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "kbroker/catalog/api_answer.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "kbroker/catalog/api_catalogue.hpp"
#include "kbroker/catalog/api_values.hpp"

using namespace kbroker;
using namespace kbroker::catalog;

namespace {

/// What is accepted may be sent: a blank, or what the parameter takes.
void check(const Api& api, const ApiArguments& arguments) {
  for (const auto& argument : arguments.sent) {
    const auto* param = find_param(api, argument.name);
    if (!param || asks_for_page(api, *param) || argument.value.empty()) continue;
    if (!takes(*param, argument.value)) std::abort();
  }
}

}  // namespace

// The first two bytes choose an API, the rest is a JSON object: arguments, and a page of an answer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto catalogue = ApiCatalogue::embedded();
  if (size < 2) return 0;
  const auto api = catalogue->at((data[0] + 256u * data[1]) % catalogue->size());
  const auto object = broker::wire::parse_object({reinterpret_cast<const char*>(data + 2), size - 2});
  if (!object) return 0;

  const auto arguments = read_arguments(api, *object);
  if (arguments.has_value()) check(api, *arguments);

  auto answer = typed_answer(api, {&*object, 1});
  static_cast<void>(labels(api, answer, LabelLanguage::ko));
  if (arguments.has_value()) static_cast<void>(is_answer_to_unknown_symbol(api, *arguments, {&*object, 1}));
  tools::keep_fields(answer, {"stck_prpr", "output"});
  static_cast<void>(tools::fit(answer, 200, data[0]));
  static_cast<void>(to_json_text(answer));

  // What the samples' functions take is told apart from the API's own parameters first.
  if (const auto sample = tools::compat::read_sample_params(api, *object); sample.has_value()) {
    const auto translated = read_arguments(api, sample->params);
    if (translated.has_value()) check(api, *translated);
    if (sample->max_pages == 0 || sample->max_pages > 20) std::abort();
  }
  static_cast<void>(to_json_text(tools::compat::rows_of(std::move(answer))));
  return 0;
}
