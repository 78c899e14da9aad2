#include "sample_params.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/catalog/api_arguments.hpp"

namespace kbroker::tools::compat {

namespace json = boost::json;
using broker::Environment;
using catalog::FilledBy;

namespace {

/// Limit of one call, as call_api has it.
constexpr std::size_t most_pages = 20;

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

constexpr auto stock_names =
    std::to_array<std::string_view>({"stock_name", "stock_name_kr", "korean_name", "company_name"});

/// State that the samples hand to themselves from page to page.
constexpr auto paging_state = std::to_array<std::string_view>(
    {"tr_cont", "depth", "dataframe", "dataframe1", "dataframe2", "dataframe3", "dataframe4"});

std::string text_of(const json::value& value) {
  const auto* text = value.if_string();
  return text ? std::string(trim(*text)) : to_json_text(value);
}

std::optional<Error> read_environment(const json::value& value, SampleParams& read) {
  const auto name = to_lower(text_of(value));
  if (name == "real" || name == "prod")
    read.environment = Environment::real;
  else if (name == "demo" || name == "vps")
    read.environment = Environment::paper;
  else if (!name.empty() && name != "null")
    return Error(Errc::invalid_argument, "env_dv cannot be \"" + shorten(name, 40) + "\".",
                 "It is real or demo (paper); left out, the server decides for each API.");
  return std::nullopt;
}

std::optional<Error> read_depth(const json::value& value, SampleParams& read) {
  const auto text = text_of(value);
  std::size_t pages = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), pages);
  if (failed != std::errc() || end != text.data() + text.size() || pages == 0)
    return Error(Errc::invalid_argument, "max_depth cannot be \"" + shorten(text, 40) + "\".",
                 "It is the number of pages to follow, 1 to 20.");
  read.max_pages = std::min(pages, most_pages);
  return std::nullopt;
}

/// What call_api calls offset and fields, for the rest of an answer that was cut.
std::optional<Error> read_view(std::string_view name, const json::value& value, SampleParams& read) {
  const auto* list = value.if_array();
  const bool good = name == "offset" ? value.is_int64() && value.get_int64() >= 0
                                     : list && std::ranges::all_of(*list, &json::value::is_string);
  if (!good)
    return Error(Errc::invalid_argument,
                 std::string(name) + " cannot be " + shorten(to_json_text(value), 40) + ".",
                 name == "offset" ? "It is the number of rows to skip." : "It is a list of names of fields.");
  read.view[name] = value;
  return std::nullopt;
}

}  // namespace

bool is_left_away(const catalog::ApiParam& param) {
  return param.name == "ACNT_PWD" || param.filled_by == FilledBy::account_number ||
         param.filled_by == FilledBy::account_product || param.filled_by == FilledBy::hts_id;
}

Result<SampleParams> read_sample_params(const catalog::Api& api, const json::object& given) {
  SampleParams read;
  for (const auto& member : given) {
    const auto name = to_lower(member.key());
    const auto& value = member.value();
    std::optional<Error> mistake;
    // What the API itself calls so comes first.
    if (const auto* param = catalog::param_called(api, name)) {
      if (!is_left_away(*param)) read.params[member.key()] = value;
    } else if (name == "env_dv") {
      mistake = read_environment(value, read);
    } else if (name == "max_depth") {
      mistake = read_depth(value, read);
    } else if (is_one_of(name, stock_names)) {
      if (read.stock_name.empty()) read.stock_name = text_of(value);
    } else if (name == "offset" || name == "fields") {
      mistake = read_view(name, value, read);
    } else if (!is_one_of(name, paging_state)) {
      read.params[member.key()] = value;  // unknown: said with the nearest name where the API is called
    }
    if (mistake) return *mistake;
  }
  return read;
}

std::string sample_argument(const catalog::ApiParam& param) {
  if (!param.sample_name.empty()) return std::string(param.sample_name);
  // "EXCD_01 ~ 10" is no name of an argument.
  return to_lower(param.name.find(' ') == std::string_view::npos ? param.name : param.plain_name);
}

}  // namespace kbroker::tools::compat
