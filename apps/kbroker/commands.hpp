// The commands of kbroker. Each returns its exit status.
#pragma once

#include <string>
#include <vector>

#include "exit_status.hpp"
#include "options.hpp"

namespace kbroker::cli {

/// Configuration, then the way, token, one quote and one balance of each broker and environment, in plain
/// words. `language`: "ko", "en", or empty for that of the environment.
ExitStatus command_check(const Options& options, const std::string& language);
/// The tools a server offers.
/// `names_only` prints one name a line, for shells.
ExitStatus command_tools(const Options& options, bool names_only);
/// Calls a tool with arguments given as key=value.
ExitStatus command_call(const Options& options, const std::string& tool,
                        const std::vector<std::string>& arguments);
/// The APIs that answer a sentence, best first.
ExitStatus command_search(const Options& options, const std::vector<std::string>& words, int limit);
/// The effective configuration, secrets masked.
ExitStatus command_config(const Options& options);
/// How the service and its brokers are.
ExitStatus command_status(const Options& options);
/// What a new bearer token shall be.
struct TokenWish {
  std::string name;
  std::string scope = "mcp:read";  ///< or "mcp:trade"
  unsigned days = 365;             ///< until it expires; 0: never
  std::string file;                ///< the token file to append to; empty: the line is printed
};
/// Makes a bearer token for kbrokerd and prints it.
ExitStatus command_token_new(const Options& options, const TokenWish& wish);
/// A completion script for bash, zsh or fish.
ExitStatus command_completion(const std::string& shell);

}  // namespace kbroker::cli
