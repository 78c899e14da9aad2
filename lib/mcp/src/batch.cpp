// One message after another: the order of a batch is the order of its effects.
#include "batch.hpp"

#include <boost/json/array.hpp>

#include "legacy_message.hpp"
#include "trace_id.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t max_batch = 100;

/// Empty for what gets no answer.
asio::awaitable<std::string> answer_one(ServerParts& parts, Asked& asked, const net::http::Request* request) {
  const auto& message = asked.message;
  const Span span(parts.clock, parts.random, asked.request_id, message, request);
  if (message.kind == MessageKind::invalid)
    co_return error_text(message.id, invalid_request(std::string(message.problem)));
  if (message.kind != MessageKind::request) {
    take_unanswered(*asked.caller.session, message);
    co_return std::string();
  }
  const auto method = find_method(message.method, asked.caller.revision, parts.methods.registry());
  if (!method) co_return error_text(message.id, method_not_found(message.method));
  asked.method = *method;
  if (!may_wait(*method) || message.params_malformed)
    co_return parts.methods.answer_now(*method, asked.caller, message);
  asked.wishes.trace_id = TraceId(trace_of(message, request));
  Call call(asked.caller.revision, asked.request_id,
            Deadline::after(parts.clock, parts.options.call_deadline), asked.wishes, nullptr);
  auto answer = co_await run_call(parts, call, asked);
  co_return std::move(answer).value_or("");
}

}  // namespace

std::optional<RpcError> check_batch(const json::array& batch, Revision revision) {
  if (batch.empty()) return invalid_request("an empty batch");
  if (revision != Revision::v2025_03_26) return invalid_request("only sessions of 2025-03-26 have batches");
  if (batch.size() > max_batch) return invalid_request("a batch of more than " + std::to_string(max_batch));
  return std::nullopt;
}

asio::awaitable<std::string> answer_batch(ServerParts& parts, Caller caller, const json::value& batch,
                                          std::uint64_t request_id, const net::http::Request* request) {
  Asked asked;
  asked.caller = std::move(caller);
  asked.request_id = request_id;
  std::string answers;
  for (const auto& element : batch.get_array()) {
    asked.message = read_message(element);
    const auto answer = co_await answer_one(parts, asked, request);
    if (answer.empty()) continue;
    answers += answers.empty() ? '[' : ',';
    answers += answer;
  }
  if (!answers.empty()) answers += ']';
  co_return answers;
}

}  // namespace kbroker::mcp
