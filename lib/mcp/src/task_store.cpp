// Nobody outside is called with a lock held.
#include "task_store.hpp"

#include <algorithm>
#include <ctime>

#include <boost/asio/this_coro.hpp>
#include <boost/json/parse.hpp>

#include "call.hpp"
#include "kbroker/base/json_text.hpp"
#include "question_rules.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

std::string_view to_string(TaskStatus status) {
  switch (status) {
    case TaskStatus::working:
      return "working";
    case TaskStatus::input_required:
      return "input_required";
    case TaskStatus::completed:
      return "completed";
    case TaskStatus::failed:
      return "failed";
    case TaskStatus::cancelled:
      break;
  }
  return "cancelled";
}

void append_time(std::string& out, std::string_view name, WallTime time) {
  const auto seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  out += ",\"";
  out += name;
  out += "\":\"";
  out.append(text, length);
  out += '"';
}

}  // namespace

Task::Task(std::string id, std::string principal, TaskOptions options, const Clock& clock,
           std::stop_source stop, std::function<void(const Task&)> changed)
    : id_(std::move(id)),
      principal_(std::move(principal)),
      options_(options),
      clock_(clock),
      created_(clock.wall()),
      expires_(clock.steady() + options.ttl),
      changed_(std::move(changed)),
      stop_(std::move(stop)),
      updated_(created_) {}

void Task::append_fields(std::string& out, bool whole) const {
  std::lock_guard lock(mutex_);
  out += R"("taskId":)";
  append_json_string(out, id_);
  out += R"(,"status":)";
  append_json_string(out, to_string(status_));
  append_time(out, "createdAt", created_);
  append_time(out, "lastUpdatedAt", updated_);
  out += R"(,"ttlMs":)" + std::to_string(options_.ttl.count());
  out += R"(,"pollIntervalMs":)" + std::to_string(options_.poll_interval.count());
  if (!whole) return;
  if (status_ == TaskStatus::completed) out += R"(,"result":)" + outcome_;
  if (status_ == TaskStatus::failed) out += R"(,"error":)" + outcome_;
  if (status_ != TaskStatus::input_required) return;
  json::object requests;
  for (const auto& [key, open] : open_) {
    json::object request;
    request.emplace("method", method_of(open.question.kind));
    request.emplace("params", params_for(open.question, newest_revision, {}));
    requests.emplace(key, std::move(request));
  }
  out += R"(,"inputRequests":)";
  append_json(out, requests);
}

void Task::set(TaskStatus status) {
  status_ = status;
  updated_ = clock_.wall();
}

void Task::finish(const std::optional<std::string>& answer) {
  {
    std::lock_guard lock(mutex_);
    if (ended()) return;
    open_.clear();
    waiting_.reset();
    stop_ = std::stop_source(std::nostopstate);
    if (answer) {
      const auto response = json::parse(*answer);
      const auto* error = response.get_object().if_contains("error");
      outcome_ = to_json_text(error ? *error : response.at("result"));
      set(error ? TaskStatus::failed : TaskStatus::completed);
    } else {
      set(TaskStatus::cancelled);
    }
  }
  changed_(*this);
}

void Task::cancel() {
  std::stop_source stop(std::nostopstate);
  {
    std::lock_guard lock(mutex_);
    if (ended()) return;
    open_.clear();
    waiting_.reset();
    stop = std::exchange(stop_, std::stop_source(std::nostopstate));
    set(TaskStatus::cancelled);
  }
  stop.request_stop();
  changed_(*this);
}

void Task::ask(std::vector<Question> questions, std::shared_ptr<ReplyWait> waiting) {
  {
    std::lock_guard lock(mutex_);
    if (ended()) return;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      auto key = questions[i].key;
      open_.insert_or_assign(std::move(key), Open{std::move(questions[i]), i});
    }
    waiting_ = std::move(waiting);
    set(TaskStatus::input_required);
  }
  changed_(*this);
}

void Task::reply(const json::object& replies) {
  {
    std::lock_guard lock(mutex_);
    bool used = false;
    for (const auto& member : replies) {
      const auto found = open_.find(std::string(member.key()));
      const auto* reply = member.value().if_object();
      if (found == open_.end() || !reply || check_reply(found->second.question, *reply)) continue;
      waiting_->bring(found->second.position, json::value(*reply, json::storage_ptr()).as_object());
      open_.erase(found);
      used = true;
    }
    if (!used) return;
    set(open_.empty() ? TaskStatus::working : TaskStatus::input_required);
    if (open_.empty()) waiting_.reset();
  }
  changed_(*this);
}

void Task::stop_asking() {
  std::lock_guard lock(mutex_);
  if (ended() || open_.empty()) return;
  open_.clear();
  waiting_.reset();
  set(TaskStatus::working);
}

std::shared_ptr<Task> TaskStore::create(std::string principal, TaskOptions options, std::stop_source stop) {
  // As sessions: the sweep does this every second anyway.
  if (size() >= limit_ && clock_.steady() >= expired_.load() + std::chrono::seconds(1)) expire();
  auto task = std::make_shared<Task>(random_id(random_), std::move(principal), options, clock_,
                                     std::move(stop), changed_);
  std::lock_guard lock(mutex_);
  if (tasks_.size() >= limit_) return nullptr;
  tasks_.emplace(task->id(), task);
  return task;
}

std::shared_ptr<Task> TaskStore::find(std::string_view id, std::string_view principal) const {
  std::lock_guard lock(mutex_);
  const auto found = tasks_.find(std::string(id));
  if (found == tasks_.end() || found->second->principal() != principal ||
      clock_.steady() >= found->second->expires())
    return nullptr;
  return found->second;
}

void TaskStore::expire() {
  const auto now = clock_.steady();
  expired_ = now;
  std::vector<std::shared_ptr<Task>> ended;
  {
    std::lock_guard lock(mutex_);
    std::erase_if(tasks_, [&](const auto& entry) {
      if (now < entry.second->expires()) return false;
      ended.push_back(entry.second);
      return true;
    });
  }
  for (const auto& task : ended) task->cancel();
}

std::size_t TaskStore::size() const {
  std::lock_guard lock(mutex_);
  return tasks_.size();
}

asio::awaitable<Result<Replies>> TaskAsker::ask(Call& call, std::vector<Question> questions) {
  for (const auto& question : questions)
    if (!can_ask(question.kind)) co_return cannot_ask(question.kind);
  const auto executor = co_await asio::this_coro::executor;
  const auto waiting = std::make_shared<ReplyWait>(executor, questions.size());
  task_->ask(std::move(questions), waiting);
  const auto outcome = co_await ReplyWait::wait(waiting, call.stop(), patience_);
  if (outcome == ReplyWait::Outcome::complete) co_return waiting->take();
  task_->stop_asking();
  if (outcome == ReplyWait::Outcome::stopped)
    co_return Error(Errc::cancelled, "The task was cancelled while a question was open.");
  co_return Error(Errc::timeout, "The question was not answered in time.", "Call again to ask again.", true);
}

}  // namespace kbroker::mcp
