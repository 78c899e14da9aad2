// kbroker: the command line. Talks to a server at --url, or runs the same service inside itself.
#include <iostream>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "exit_status.hpp"
#include "kbroker/base/text.hpp"
#include "output.hpp"

namespace {

kbroker::Error unknown_command(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
  const auto near = kbroker::nearest(word, names);
  return {
      kbroker::Errc::invalid_argument, "there is no command \"" + word + "\"",
      (near ? "Did you mean " + std::string(*near) + "? " : std::string()) + "`kbroker --help` lists them."};
}

}  // namespace

int main(int argc, char** argv) {
  using namespace kbroker::cli;
  const rlimit no_core{0, 0};  // keys must not reach a core dump
  setrlimit(RLIMIT_CORE, &no_core);
  Options options;
  std::string tool, shell, language;
  std::vector<std::string> arguments, sentence;
  int limit = 5;
  bool names_only = false;
  int status = exit_ok;

  CLI::App app{"kbroker: Korean brokerages (KIS and Kiwoom) from the command line", "kbroker"};
  app.add_option("--url", options.url, "MCP server to use, for example http://127.0.0.1:8030/mcp");
  app.add_option("--token-file", options.token_file, "File with the bearer token for --url");
  app.add_option("--config", options.config_file, "Configuration file, as for kbrokerd");
  app.add_flag("--demo", options.demo, "Use the built-in simulator, whatever credentials exist");
  app.add_flag("--json", options.json, "Machine-readable output");
  app.set_version_flag("--version", "kbroker " KBROKER_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "Exit status: 0 it worked, 1 the tool, the broker or a check said no, 2 bad command line or "
      "configuration,\n"
      "3 no server at --url. Without --url the service runs inside this process, in demo mode when no "
      "credentials\n"
      "are found.");

  auto* check = app.add_subcommand(
      "check", "Test configuration, connection, token, quote and balance of each broker and environment");
  check->add_option("--lang", language, "Language of the report; that of the environment otherwise")
      ->check(CLI::IsMember({"ko", "en"}));
  check->callback([&] { status = command_check(options, language); });
  auto* tools = app.add_subcommand("tools", "List what can be called");
  tools->add_flag("--names", names_only, "Only the names, one a line");
  tools->callback([&] { status = command_tools(options, names_only); });
  auto* call = app.add_subcommand("call", "Call a tool: kbroker call get_stock_price stock_code=005930");
  call->add_option("tool", tool, "Name of the tool")->required();
  call->add_option("arguments", arguments, "key=value …");
  call->callback([&] { status = command_call(options, tool, arguments); });
  auto* search = app.add_subcommand("search", "Find the API for a job: kbroker search 삼전 지금 얼마");
  search->add_option("sentence", sentence, "What you want to know or do, in your own words")->required();
  search->add_option("--limit", limit, "How many results")->check(CLI::Range(1, 20))->capture_default_str();
  search->callback([&] { status = command_search(options, sentence, limit); });
  app.add_subcommand("config", "Print the effective configuration, secrets masked")->callback([&] {
    status = command_config(options);
  });
  app.add_subcommand("status", "How the service and its brokers are")->callback([&] {
    status = command_status(options);
  });
  TokenWish wish;
  auto* token = app.add_subcommand("token", "Bearer tokens for kbrokerd (server.bearer_token_file)");
  token->require_subcommand(1);
  auto* token_new = token->add_subcommand("new", "Make a token: kbroker token new NAME --file FILE");
  token_new->add_option("name", wish.name, "Who will use it; sessions and limits belong to this name")
      ->required();
  token_new->add_option("--scope", wish.scope, "mcp:read, or mcp:trade for tools that change something, too")
      ->check(CLI::IsMember({"mcp:read", "mcp:trade"}))
      ->capture_default_str();
  token_new->add_option("--days", wish.days, "Days until it expires; 0: never")
      ->check(CLI::Range(0, 36500))
      ->capture_default_str();
  token_new->add_option("--file", wish.file,
                        "Token file to append the digest to; without it the line is printed");
  token_new->callback([&] { status = command_token_new(options, wish); });
  auto* completion = app.add_subcommand("completion", "Print a completion script");
  completion->add_option("shell", shell)->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion->callback([&] { status = command_completion(shell); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (const auto words = app.remaining();
        app.get_subcommands().empty() && !words.empty() && e.get_exit_code() != 0)
      return fail(options, unknown_command(app, words.front()));
    return app.exit(e) == 0 ? exit_ok : exit_usage;
  } catch (const std::exception& e) {
    std::cerr << "kbroker: " << e.what() << '\n';
    return exit_failed;
  }
  return status;
}
