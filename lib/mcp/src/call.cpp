// Interim messages and stopping.
#include "call.hpp"

#include <cmath>
#include <vector>

#include "jsonrpc.hpp"
#include "kbroker/base/json_text.hpp"
#include "log_level.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

Call::Call(Revision revision, std::uint64_t request_id, Deadline deadline, const CallWishes& wishes,
           CallHost* host)
    : revision_(revision),
      request_id_(request_id),
      deadline_(deadline),
      log_level_(wishes.log_level),
      trace_id_(wishes.trace_id),
      host_(host) {
  if (wishes.progress_token) progress_token_ = json::value(*wishes.progress_token, json::storage_ptr());
}

void Call::progress(double progress, std::optional<double> total, std::string_view message) {
  if (progress_token_.is_null() || !host_ || !std::isfinite(progress)) return;
  if (last_progress_ && progress <= *last_progress_) return;
  last_progress_ = progress;
  std::string params = R"({"progressToken":)";
  append_json(params, progress_token_);
  params += R"(,"progress":)";
  append_json(params, json::value(progress));
  if (total && std::isfinite(*total)) {
    params += R"(,"total":)";
    append_json(params, json::value(*total));
  }
  if (!message.empty() && revision_ >= Revision::v2025_03_26) {
    params += R"(,"message":)";
    append_json_string(params, message);
  }
  params += '}';
  host_->say(notification_text("notifications/progress", params));
}

void Call::log(LogLevel level, std::string_view logger, json::value data) {
  if (!log_level_ || level < *log_level_ || !host_) return;
  std::string params = R"({"level":)";
  append_json_string(params, to_string(level));
  if (!logger.empty()) {
    params += R"(,"logger":)";
    append_json_string(params, logger);
  }
  params += R"(,"data":)";
  append_json(params, data);
  params += '}';
  host_->say(notification_text("notifications/message", params));
}

bool Call::send(const std::string& message) {
  if (!host_) return false;
  host_->say(message);
  return true;
}

void Call::release_connection(std::chrono::milliseconds retry) {
  if (host_) host_->release(retry);
}

boost::asio::awaitable<Result<Replies>> Call::ask_all(std::vector<Question> questions) {
  if (!asker_ || questions.empty()) return CallContext::ask_all(std::move(questions));
  return asker_->ask(*this, std::move(questions));
}

Error Call::require_pages(std::vector<Question> pages) {
  if (!asker_ || pages.empty()) return CallContext::require_pages(std::move(pages));
  return asker_->require_pages(pages);
}

RunningCalls::Entry::Entry(RunningCalls& owner, Call& call) : owner_(owner) {
  std::lock_guard lock(owner_.mutex_);
  position_ = owner_.calls_.insert(owner_.calls_.end(), &call);
}

RunningCalls::Entry::~Entry() {
  std::lock_guard lock(owner_.mutex_);
  owner_.calls_.erase(position_);
}

// Stop callbacks are foreign code: they run without the lock, on copies that outlive the call.

void RunningCalls::stop_late(SteadyTime now) {
  std::vector<std::stop_source> late;
  {
    std::lock_guard lock(mutex_);
    for (auto* call : calls_) {
      if (call->deadline().at() == SteadyTime::max() || now < call->deadline().at() + std::chrono::seconds(1))
        continue;
      call->mark_late();
      late.push_back(call->stop_source());
    }
  }
  for (auto& source : late) source.request_stop();
}

void RunningCalls::stop_all() {
  std::vector<std::stop_source> running;
  {
    std::lock_guard lock(mutex_);
    for (auto* call : calls_) running.push_back(call->stop_source());
  }
  for (auto& source : running) source.request_stop();
}

std::size_t RunningCalls::size() const {
  std::lock_guard lock(mutex_);
  return calls_.size();
}

}  // namespace kbroker::mcp
