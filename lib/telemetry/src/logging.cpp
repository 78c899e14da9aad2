// Writes log lines to standard error from a thread of its own, so that a slow terminal never stops a request.
#include "kbroker/telemetry/logging.hpp"

#include <cstdio>
#include <memory>
#include <mutex>
#include <utility>

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "log_format.hpp"

namespace kbroker::telemetry {

namespace {

/// Lines that may wait. spdlog keeps this many message buffers (about 400 bytes each) from the start.
constexpr std::size_t queue_size = 1024;

class Writer {
 public:
  Writer() : pool_(std::make_shared<spdlog::details::thread_pool>(queue_size, 1)) {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    logger_ = std::make_shared<spdlog::async_logger>("kbroker", std::move(sink), pool_,
                                                     spdlog::async_overflow_policy::overrun_oldest);
    logger_->set_pattern("%v");
  }
  void write(const std::string& line) { logger_->log(spdlog::level::info, spdlog::string_view_t(line)); }

  /// Writes what is queued. Returns how many lines were dropped.
  std::size_t finish() {
    const auto dropped = pool_->overrun_counter();
    pool_.reset();
    logger_.reset();
    return dropped;
  }

 private:
  std::shared_ptr<spdlog::async_logger> logger_;
  std::shared_ptr<spdlog::details::thread_pool> pool_;  // ends first: its thread uses the logger
};

// The sink stays installed after the writer has ended: replacing it would race with a late event.
std::mutex writer_mutex;         // NOLINT: process-wide by nature
std::shared_ptr<Writer> writer;  // NOLINT: guarded by writer_mutex

void write_line(const std::string& line) {
  const std::lock_guard lock(writer_mutex);
  if (writer)
    writer->write(line);
  else
    std::fprintf(stderr, "%s\n", line.c_str());
}

std::string line_of(const log::Event& event, LogFormat format) {
  const auto now = std::chrono::system_clock::now();
  return format == LogFormat::json ? to_json_line(event, now) : to_text_line(event, now);
}

}  // namespace

void start_logging(log::Level level, LogFormat format) {
  stop_logging();
  {
    const std::lock_guard lock(writer_mutex);
    writer = std::make_shared<Writer>();
  }
  log::set_sink([format](const log::Event& event) { write_line(line_of(event, format)); }, level);
}

void stop_logging() {
  std::shared_ptr<Writer> ending;
  {
    const std::lock_guard lock(writer_mutex);
    ending = std::exchange(writer, nullptr);
  }
  if (!ending) return;
  if (const auto dropped = ending->finish(); dropped > 0)
    log::warning("log.dropped", "Log lines were dropped because standard error was too slow",
                 {{"lines", dropped}});
}

}  // namespace kbroker::telemetry
