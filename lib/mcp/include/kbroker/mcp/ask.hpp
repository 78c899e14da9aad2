// Questions a running call may put to the client and its user.
#pragma once

#include <string>

#include <boost/json/object.hpp>

namespace kbroker::mcp {

enum class QuestionKind {
  elicit_form,  ///< the user fills in a form
  elicit_url,   ///< the user is sent to a page
  sample,       ///< the client's model answers
  list_roots,   ///< the client names the folders it works in
};

/// One question. See CallContext::ask().
struct Question {
  QuestionKind kind = QuestionKind::elicit_form;
  /// Names the question within its call.
  std::string key;
  /// As the newest revision has them (mcp.md 3.9, 3.10); the library adapts them to older ones.
  boost::json::object params;

  Question() = default;
  Question(QuestionKind kind_, std::string key_, boost::json::object params_)
      : kind(kind_), key(std::move(key_)), params(std::move(params_)) {}
};

/// `schema`: an object of texts, numbers, booleans and choices, flat. Never ask for secrets by form.
Question elicit(std::string key, std::string message, boost::json::object schema);
/// `url` carries nothing about the user. Acceptance means that the user agreed to open it, no more. With an
/// `id`, unguessable and used once, Server::elicitation_completed() can tell the client when the user is
/// done.
Question elicit_url(std::string key, std::string message, std::string url, std::string id = {});
Question sample(std::string key, std::string prompt, int max_tokens);
Question list_roots(std::string key);

/// What the user did with elicit() or elicit_url().
struct Elicited {
  enum class Action { accept, decline, cancel };
  Action action = Action::cancel;
  /// Fits the form's schema; empty unless accepted.
  boost::json::object content;

  bool accepted() const { return action == Action::accept; }
};
Elicited read_elicited(const boost::json::object& reply);

}  // namespace kbroker::mcp
