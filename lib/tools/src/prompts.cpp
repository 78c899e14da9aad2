// The prompts: ready-made requests that lead a model through kbroker's tools.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "completions.hpp"
#include "resource_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

using Messages = Result<std::vector<mcp::PromptMessage>>;

std::string given(const json::object& arguments, std::string_view name, std::string_view otherwise) {
  const auto* value = arguments.if_contains(name);
  return value && value->is_string() && !value->as_string().empty() ? std::string(value->as_string())
                                                                    : std::string(otherwise);
}

mcp::PromptArgument argument(std::string name, std::string title, std::string description, bool required) {
  mcp::PromptArgument made;
  made.name = std::move(name);
  made.title = std::move(title);
  made.description = std::move(description);
  made.required = required;
  return made;
}

/// A prompt that says one thing, made from its arguments.
template <class Write>
void says(mcp::Prompt& prompt, Write write) {
  prompt.get = [write](mcp::CallContext&, const json::object& arguments) -> asio::awaitable<Messages> {
    mcp::PromptMessage message;
    message.role = "user";
    message.content = mcp::text_content(write(arguments));
    std::vector<mcp::PromptMessage> messages;
    messages.push_back(std::move(message));
    co_return messages;
  };
}

}  // namespace

mcp::Prompt make_write_trading_script(Services& services) {
  mcp::Prompt prompt;
  prompt.name = "write_trading_script";
  prompt.title = "매매 스크립트 쓰기 / Write a trading script";
  prompt.description = "Write a script for a goal, with the right APIs, paper trading first.";
  prompt.arguments = {
      argument("goal", "Goal", "What the script should do, in your own words", true),
      argument("language", "Language", "python, javascript, go, cpp or curl; python when left out", false),
      argument("broker", "Broker", "kis or kiwoom", false),
      argument("stock_code", "Instrument", "Code of the instrument it is about", false)};
  says(prompt, [](const json::object& arguments) {
    const auto code = given(arguments, "stock_code", "");
    return "Write a " + given(arguments, "language", "python") + " script for " +
           given(arguments, "broker", "kis") + " that does this: " + given(arguments, "goal", "") +
           (code.empty() ? "" : "\nInstrument: " + code) +
           "\n\n1. Call search_api with the goal as it is written above, once for each step it has.\n"
           "2. Call describe_api for each API you use; take parameters, transaction ids, paging and traps "
           "from there "
           "and from nowhere else.\n"
           "3. Use the paper environment by default; real trading only behind an explicit switch. An order "
           "needs "
           "the user's yes before it is sent, and is never repeated on its own.\n"
           "4. Read keys from the environment or a file, never from the script. Keep the access token and "
           "use it "
           "until it expires.\n"
           "5. Handle refusals for pacing, expired tokens and empty answers. Explain how to run it.";
  });
  prompt.complete = [&services](std::string_view name, std::string_view typed) {
    if (name == "language") return complete_word({"python", "javascript", "go", "cpp", "curl"}, typed);
    if (name == "broker") return complete_word({"kis", "kiwoom"}, typed);
    if (name == "stock_code") return complete_symbol(services, typed);
    return std::vector<std::string>();
  };
  return prompt;
}

mcp::Prompt make_explain_my_portfolio(Services&) {
  mcp::Prompt prompt;
  prompt.name = "explain_my_portfolio";
  prompt.title = "내 계좌 설명 / Explain my portfolio";
  prompt.description = "Explain holdings, profit, weights and risks of the account in plain words.";
  prompt.arguments = {argument("language", "Language", "ko or en; ko when left out", false),
                      argument("focus", "Focus", "overview, profit, risk or dividends", false)};
  says(prompt, [](const json::object& arguments) {
    const bool english = given(arguments, "language", "ko") == "en";
    return "Explain my account to me in plain " + std::string(english ? "English" : "Korean") +
           ". Focus: " + given(arguments, "focus", "overview") +
           ".\nCall get_account_info first, then get_stock_price for the largest holdings. Say where each "
           "figure comes "
           "from (source) and when it was true (as_of); never use sample data as if it were mine. Give the "
           "total, the "
           "profit or loss, the weight of each holding, and what stands out. No advice to buy or sell.";
  });
  prompt.complete = [](std::string_view name, std::string_view typed) {
    if (name == "language") return complete_word({"ko", "en"}, typed);
    if (name == "focus") return complete_word({"overview", "profit", "risk", "dividends"}, typed);
    return std::vector<std::string>();
  };
  return prompt;
}

mcp::Prompt make_find_the_right_api(Services& services) {
  mcp::Prompt prompt;
  prompt.name = "find_the_right_api";
  prompt.title = "알맞은 API 찾기 / Find the right API";
  prompt.description = "Find and explain the API for a job.";
  prompt.arguments = {argument("job", "Job", "What you want to know or do, in your own words", true),
                      argument("broker", "Broker", "kis or kiwoom; either when left out", false),
                      argument("stock_code", "Instrument", "Code of the instrument it is about", false)};
  says(prompt, [](const json::object& arguments) {
    const auto broker = given(arguments, "broker", ""), code = given(arguments, "stock_code", "");
    return "Find the API for this job: " + given(arguments, "job", "") +
           (code.empty() ? "" : " (instrument " + code + ")") +
           "\n\nCall search_api with the job as it is written, not translated" +
           (broker.empty() ? "" : ", with broker " + broker) +
           ". Compare the first results by what they answer, call describe_api for the best, and tell me its "
           "id, "
           "what it answers, the parameters with the values for my case, what comes back, and its traps. Say "
           "so "
           "when no API does the whole job.";
  });
  prompt.complete = [&services](std::string_view name, std::string_view typed) {
    if (name == "broker") return complete_word({"kis", "kiwoom"}, typed);
    if (name == "stock_code") return complete_symbol(services, typed);
    return std::vector<std::string>();
  };
  return prompt;
}

}  // namespace kbroker::tools
