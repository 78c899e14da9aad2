// kbroker completion SHELL: prints the script from completions/.
#include <iostream>

#include "commands.hpp"
#include "completion_scripts.hpp"

namespace kbroker::cli {

ExitStatus command_completion(const std::string& shell) {
  std::cout << (shell == "zsh" ? zsh_script : shell == "fish" ? fish_script : bash_script);
  return exit_ok;
}

}  // namespace kbroker::cli
