// get_market_status: is the exchange open, and what comes next.
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/market_hours.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

struct CalendarWord {
  std::vector<broker::CalendarDay> days;
  std::optional<broker::Provenance> provenance;

  CalendarWord() = default;
  std::optional<bool> open_on(Date date) const {
    for (const auto& day : days)
      if (day.date == date) return day.open;
    return std::nullopt;
  }
};

/// Asks the brokers that offer a calendar whether today is a trading day; the wanted one first.
asio::awaitable<CalendarWord> ask_calendar(Services& services, std::optional<broker::BrokerId> wanted,
                                           Date today, broker::CallOptions options) {
  std::vector<broker::BrokerId> order;
  if (wanted) order.push_back(*wanted);
  for (const auto id : services.gateway.brokers())
    if (!wanted || id != *wanted) order.push_back(id);
  CalendarWord word;
  for (const auto id : order) {
    auto days = co_await services.gateway.calendar(id, today, options);
    if (days.has_error()) continue;
    word.days = days->value();
    word.provenance = days->provenance;
    if (word.open_on(today)) break;
  }
  co_return word;
}

/// When the venue has its first session on a later day; a fortnight is longer than any holiday.
std::optional<WallTime> next_session(broker::Basis venue, Date today, const CalendarWord& word) {
  for (int ahead = 1; ahead <= 14; ++ahead) {
    const Date day = std::chrono::sys_days(today) + std::chrono::days(ahead);
    if (broker::judge_day(day, word.open_on(day)).open)
      return broker::session_at(venue, start_of_day_kst(day), true).next_change;
  }
  return std::nullopt;
}

json::object describe(const broker::SessionState& session) {
  json::object row;
  row.emplace("venue", broker::to_string(session.venue));
  row.emplace("open", session.open);
  row.emplace("phase", session.phase);
  row.emplace("label", std::string(session.label_ko) + " / " + std::string(session.label_en));
  if (session.next_change) row.emplace("next_change", to_rfc3339_kst(*session.next_change));
  return row;
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto now = services.clock.wall();
  const auto today = date_kst(now);
  auto options = options_of(context);
  // The calendar informs; the clock answers without it when the broker is slow.
  const auto patience = Deadline::after(services.clock, 5s);
  if (patience.at() < options.deadline.at()) options.deadline = patience;
  const auto wanted = broker_of(arguments);
  const auto word = co_await ask_calendar(services, wanted, today, options);
  const auto verdict = broker::judge_day(today, word.open_on(today));

  const auto venue =
      text(arguments, "market").value_or("KRX") == "NXT" ? broker::Basis::nxt : broker::Basis::krx;
  auto krx = broker::session_at(broker::Basis::krx, now, verdict.open);
  auto nxt = broker::session_at(broker::Basis::nxt, now, verdict.open);
  for (auto* session : {&krx, &nxt})
    if (!session->next_change) session->next_change = next_session(session->venue, today, word);
  const auto& chosen = venue == broker::Basis::nxt ? nxt : krx;

  json::object data;
  data.emplace("market_open", chosen.open);
  data.emplace("current_time", to_rfc3339_kst(now));
  data.emplace("market_type", broker::to_string(venue));
  data.emplace("status", chosen.phase);
  data.emplace("trading_day", verdict.open);
  data.emplace("trading_day_certain", verdict.certain);
  data.emplace("reason", verdict.reason);
  data.emplace("sessions", json::array{describe(krx), describe(nxt)});

  // The headline comes from the clock; only the trading day may be another broker's word, and then it says
  // so.
  if (word.provenance) data.emplace("calendar_from", broker::to_string(word.provenance->broker));
  // Source, age and as_of are the calendar's; the moment the headline is about is current_time.
  auto provenance = word.provenance.value_or(own_provenance(services, wanted, now));
  if (wanted) provenance.broker = *wanted;
  if (!verdict.certain && provenance.note.empty())
    provenance.note =
        "공휴일을 증권사 달력으로 확인하지 못함, 시간표 기준 / holidays not confirmed by a broker calendar, "
        "computed from hours";
  std::string message = std::string(broker::to_string(venue)) + " " + std::string(chosen.label_ko);
  message += chosen.open ? " (거래 중)" : " (거래 없음)";
  if (!verdict.open) message += ": " + verdict.reason;
  co_return success(std::move(data), std::move(message), provenance);
}

}  // namespace

mcp::Tool make_get_market_status(Services& services) {
  mcp::Tool tool;
  tool.name = "get_market_status";
  tool.title = "장 운영 상태 / Market status";
  tool.description =
      "Whether the Korean market is open now: trading day or holiday, phase of KRX and NXT, next change. "
      "Hours "
      "inform; they never refuse.";
  tool.toolset = "market";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "market": {"type": "string", "enum": ["KRX", "NXT"], "default": "KRX", "examples": ["KRX"]}}})json");
  add_broker_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "market_open": {"type": "boolean"}, "status": {"type": "string"}, "reason": {"type": "string"},
    "sessions": {"type": "array", "description": "venue, open, phase, next_change"}},
    "required": ["market_open", "current_time", "market_type", "status"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
