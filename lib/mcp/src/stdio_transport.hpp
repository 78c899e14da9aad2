// Standard input and output: both eras, one client, one message a line.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "call_runner.hpp"
#include "call_table.hpp"
#include "stdio_stream.hpp"

namespace kbroker::mcp {

/// Lives on one serial executor.
class StdioTransport {
 public:
  /// Takes the descriptors over.
  StdioTransport(std::shared_ptr<ServerParts> parts, boost::asio::any_io_executor executor, int in, int out);

  /// Until the input has ended and every call has been answered.
  boost::asio::awaitable<void> run();

 private:
  void take_line(std::string_view line);
  void take(Asked asked);
  void take_batch(boost::json::value payload);
  void take_modern(Asked asked);
  void take_notification(const Message& message);
  void handshake(const Message& message);
  void listen(const Message& message);
  void answer(std::string_view text) { output_->send(text); }
  std::shared_ptr<StdioStream> call_stream() const;
  boost::asio::awaitable<void> finish();

  const std::shared_ptr<ServerParts> parts_;
  const boost::asio::any_io_executor executor_;
  boost::asio::posix::stream_descriptor in_;
  const std::shared_ptr<StdioOutput> output_;
  const std::shared_ptr<OpenCalls> open_calls_;
  std::shared_ptr<LegacySession> session_;  ///< null before `initialize`
  const std::shared_ptr<CallTable> modern_calls_;
  std::map<std::string, std::shared_ptr<net::http::SseStream>> listeners_;  ///< by request id
  std::uint64_t requests_ = 0;
};

}  // namespace kbroker::mcp
