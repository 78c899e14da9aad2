// kbroker token new: a bearer token for kbrokerd, shown once and kept as its digest.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

#include <boost/json/object.hpp>

#include "commands.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/mcp/static_tokens.hpp"
#include "output.hpp"

namespace kbroker::cli {

namespace {

Error cannot(std::string_view what, const std::string& file) {
  return Error(Errc::not_configured,
               "cannot " + std::string(what) + " the token file " + file + ": " + std::strerror(errno),
               "Check the path and its permissions.");
}

/// What is in the file already; a file that is not there is empty.
Result<std::string> read_present(const std::string& file, const std::string& name) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in && errno == ENOENT) return std::string();
  std::ostringstream text;
  if (!in || (in.peek() != std::ifstream::traits_type::eof() && !(text << in.rdbuf())))
    return cannot("read", file);
  const auto present = mcp::parse_tokens(text.str());
  if (!present)
    return Error(Errc::invalid_argument, file + ' ' + present.error().message, present.error().hint);
  const auto same_name = [&](const mcp::StaticToken& token) { return token.name == name; };
  if (std::any_of(present->begin(), present->end(), same_name))
    return Error(Errc::invalid_argument, file + " has a token named " + name + " already",
                 "Choose another name, or delete that line first: its token then ends.");
  return std::move(text).str();
}

/// One write at the end, so that a daemon that reads meanwhile sees all of it or nothing.
Result<void> append(const std::string& file, std::string line) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return cannot("open", file);
  const auto written = ::write(descriptor, line.data(), line.size());
  const bool complete = written == static_cast<ssize_t>(line.size()) && ::fsync(descriptor) == 0;
  const auto failed = complete ? Result<void>() : Result<void>(cannot("write", file));
  ::close(descriptor);
  return failed;
}

Result<void> keep(const std::string& file, const mcp::StaticToken& token) {
  const auto present = read_present(file, token.name);
  if (!present) return present.error();
  const std::string gap = present->empty() || present->ends_with('\n') ? "" : "\n";
  return append(file, gap + to_line(token) + '\n');
}

}  // namespace

ExitStatus command_token_new(const Options& options, const TokenWish& wish) {
  SecureRandom random;
  std::optional<WallTime> expires;
  if (wish.days > 0) expires = SystemClock().wall() + std::chrono::days(wish.days);
  const auto scope = wish.scope == mcp::trade_scope ? mcp::Scope::trade : mcp::Scope::read;
  const auto made = mcp::make_token(wish.name, scope, expires, random);
  if (!made) return fail(options, made.error());
  const auto line = to_line(made->entry);
  if (!wish.file.empty())
    if (const auto kept = keep(wish.file, made->entry); !kept) return fail(options, kept.error());
  if (options.json) {
    print_json(boost::json::object{{"token", made->token.reveal()}, {"line", line}, {"file", wish.file}});
    return exit_ok;
  }
  std::cout << made->token.reveal() << '\n';
  if (wish.file.empty())
    std::cerr << "Shown once. Add this line to the file of server.bearer_token_file:\n" << line << '\n';
  else
    std::cerr << "Shown once. Its digest is in " << wish.file << ".\n";
  return exit_ok;
}

}  // namespace kbroker::cli
