// How a call's questions reach the client; each era has its own way.
#pragma once

#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/mcp/ask.hpp"

namespace kbroker::mcp {

class Call;

using Replies = std::vector<boost::json::object>;

class Asker {
 public:
  virtual ~Asker() = default;
  virtual bool can_ask(QuestionKind kind) const = 0;
  /// See CallContext::ask_all(). `questions` is not empty.
  virtual boost::asio::awaitable<Result<Replies>> ask(Call& call, std::vector<Question> questions) = 0;
  /// See CallContext::require_pages(): throws EarlyAnswer, or says why it cannot. `pages` is not empty.
  virtual Error require_pages(const std::vector<Question>& pages) = 0;
};

/// Thrown to end a call with a finished JSON-RPC answer. Not a std::exception, so that tools let it pass.
struct EarlyAnswer {
  std::string text;
};

}  // namespace kbroker::mcp
