// search_api: from the user's own sentence to the API that answers it, with the parameters it gives.
#include <cmath>
#include <string_view>
#include <utility>

#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/calendar_date.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

double rounded(double value) {
  return std::round(value * 100) / 100;
}

json::object describe(const catalog::Recognised& recognised) {
  json::object out;
  out.emplace("kind", recognised.kind);
  if (!recognised.text.empty()) out.emplace("text", recognised.text);
  out.emplace("value", recognised.value);
  if (!recognised.name.empty()) out.emplace("name", recognised.name);
  return out;
}

json::object describe(const catalog::ApiCatalogue& catalogue, const catalog::SearchHit& hit, bool explain) {
  const auto api = catalogue.at(hit.api);
  json::object out;
  out.emplace("id", api.id);
  out.emplace("name", std::string(api.name.ko) + " / " + std::string(api.name.en));
  out.emplace("answers", api.question.en);
  out.emplace("score", rounded(hit.score));
  std::string why;
  for (const auto& reason : hit.why) why += (why.empty() ? "" : ", ") + reason;
  out.emplace("why", std::move(why));
  json::object params;
  for (const auto& param : hit.params) params.emplace(param.name, param.value);
  out.emplace("params", std::move(params));
  if (api.kind == catalog::ApiKind::realtime) out.emplace("realtime", true);
  if (api.mutates) out.emplace("places_orders", true);
  if (explain) {
    json::array parts;
    for (const auto& part : hit.parts) parts.push_back({{"what", part.what}, {"score", rounded(part.score)}});
    out.emplace("explain", std::move(parts));
  }
  return out;
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext&, const json::object& arguments) {
  const auto sentence = text(arguments, "query").value_or("");
  const auto now = services.clock.wall();
  catalog::SearchRequest request;
  request.sentence = sentence;
  request.limit = static_cast<std::size_t>(integer(arguments, "limit", 5));
  request.broker = text(arguments, "broker").value_or("");
  request.explain = flag(arguments, "explain", false);
  request.today = date_kst(now);
  const auto answer = services.apis->search(request, *services.master.current());
  const auto& catalogue = services.apis->catalogue();

  json::array results, recognised;
  for (const auto& hit : answer.hits) results.push_back(describe(catalogue, hit, request.explain));
  for (const auto& one : answer.recognised) recognised.push_back(describe(one));
  std::string message = "\"" + std::string(sentence) + "\": ";
  message += answer.hits.empty() ? "맞는 API가 없음 / no API found"
                                 : std::string(catalogue.at(answer.hits.front().api).name.ko) + " (" +
                                       std::string(catalogue.id(answer.hits.front().api)) + ")";
  json::object data;
  data.emplace("query", sentence);
  data.emplace("results", std::move(results));
  data.emplace("recognised", std::move(recognised));
  co_return success(std::move(data), std::move(message), own_provenance(services, broker_of(arguments), now));
}

}  // namespace

mcp::Tool make_search_api(Services& services) {
  mcp::Tool tool;
  tool.name = "search_api";
  tool.title = "API 찾기 / Find an API";
  tool.description =
      "Find the KIS or Kiwoom API for a job from the user's own sentence, Korean or English, as typed: it "
      "takes out instrument, dates, quantity and price and fills them in. Best first, 546 APIs. Pass the "
      "sentence unchanged; do not translate or summarise it. Then describe_api for all parameters. For a "
      "price, history, account or market state use their own tools.";
  tool.toolset = "api";
  tool.annotations = reads_broker();
  tool.annotations.open_world = false;
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "query": {"type": "string", "minLength": 1, "maxLength": 400, "description": "The user's sentence as it is", "examples": ["삼전 지금 얼마", "daily OHLCV of Hyundai Motor from 2026-03-01", "키움 외국인이 며칠째 사는 종목"]},
    "limit": {"type": "integer", "minimum": 1, "maximum": 20, "default": 5, "examples": [5]},
    "broker": {"type": "string", "enum": ["kis", "kiwoom"], "description": "Only this broker's; left out: as the sentence says, else KIS first", "examples": ["kis"]},
    "explain": {"type": "boolean", "default": false, "description": "What each score is made of", "examples": [false]}},
    "required": ["query"]})json");
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "results": {"type": "array", "items": {"type": "object", "properties": {
      "id": {"type": "string"}, "name": {"type": "string"}, "answers": {"type": "string"},
      "score": {"type": "number"}, "why": {"type": "string"}, "params": {"type": "object"}},
      "required": ["id", "name", "score", "why", "params"]}},
    "recognised": {"type": "array"}},
    "required": ["results"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
