// Running requests of one client, by id, so that the client can cancel them.
#pragma once

#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kbroker::mcp {

/// Any thread may call every function. Ids are JSON text: 1 and "1" differ.
class CallTable {
 public:
  void begin(std::string id, std::stop_source stop);
  /// False when the client has cancelled the request meanwhile and must not get an answer.
  bool end(std::string_view id);
  void cancel(std::string_view id);
  /// Stops what runs, and at once what begins later.
  void close();

 private:
  std::mutex mutex_;
  bool closed_ = false;
  std::vector<std::pair<std::string, std::stop_source>> calls_;
};

}  // namespace kbroker::mcp
