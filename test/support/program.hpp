// Runs one of our executables to its end and keeps what it printed.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kbroker::test {

struct Outcome {
  int status = -1;  ///< exit status; 128 + signal when killed; -1 when it did not end in time
  std::string output, error;
};

/// The environment is exactly `environment` and a PATH. Killed (by its own id) after 20 s.
inline Outcome run_program(const std::vector<std::string>& command,
                           const std::map<std::string, std::string>& environment = {}) {
  int out[2], err[2];
  if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  std::vector<std::string> variables{"PATH=/usr/bin:/bin"};
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  std::vector<char*> argv, envp;
  for (const auto& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  for (const auto& word : variables) envp.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(err[1]);
  Outcome outcome;
  if (failed != 0) {
    ::close(out[0]);
    ::close(err[0]);
    throw std::runtime_error("cannot start " + command.front());
  }
  pollfd ends[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
  for (int open = 2, patience = 200; open > 0 && patience > 0;) {
    if (::poll(ends, 2, 100) == 0) {
      --patience;
      continue;
    }
    for (auto& end : ends) {
      if (end.fd < 0 || end.revents == 0) continue;
      char buffer[4096];
      const auto size = ::read(end.fd, buffer, sizeof buffer);
      if (size > 0) {
        (end.fd == out[0] ? outcome.output : outcome.error).append(buffer, static_cast<std::size_t>(size));
      } else {
        end.fd = -1;
        --open;
      }
    }
  }
  const bool ended = ends[0].fd < 0 && ends[1].fd < 0;
  if (!ended) ::kill(child, SIGKILL);
  ::close(out[0]);
  ::close(err[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (ended) outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

}  // namespace kbroker::test
