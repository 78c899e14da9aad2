#include "kbroker/mcp/static_tokens.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include <sys/stat.h>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/base/log.hpp"
#include "kbroker/base/text.hpp"
#include "scope_text.hpp"

namespace kbroker::mcp {

namespace {

constexpr std::string_view digest_prefix = "sha256:", never = "never";
constexpr std::string_view time_form = "0000-00-00T00:00:00Z";

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string time_text(WallTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return buffer.data();
}

/// RFC 3339 in UTC, to the second.
std::optional<WallTime> parse_time(std::string_view text) {
  if (text.size() != time_form.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (time_form[i] == '0' ? !digit : text[i] != time_form[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const std::chrono::year_month_day date(std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2))));
  const int hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
  // The clock's nanoseconds end in 2262.
  if (!date.ok() || date.year() < std::chrono::year(1970) || date.year() > std::chrono::year(2200) ||
      hour > 23 || minute > 59 || second > 59)
    return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; (at = line.find_first_not_of(" \t", at)) != std::string_view::npos;) {
    const auto end = std::min(line.find_first_of(" \t", at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

/// Why a line is none; nothing when `token` has been filled in.
std::optional<std::string_view> read_line(std::string_view line, StaticToken& token) {
  const auto words = words_of(line);
  if (words.size() != 4) return "is not NAME SCOPE EXPIRY sha256:DIGEST";
  if (!is_name(words[0])) return "has a name of other characters than A-Z a-z 0-9 . _ -, or more than 64";
  token.name = words[0];
  token.scope = Scope::none;
  for (const auto word : split(words[1], ',')) {
    const auto scope = parse_scope(word);
    if (scope == Scope::none) return "has another scope than mcp:read and mcp:trade";
    token.scope = std::max(token.scope, scope);
  }
  if (words[2] != never) {
    token.expires = parse_time(words[2]);
    if (!token.expires) return "has an expiry that is neither never nor a time such as 2027-01-31T00:00:00Z";
  }
  if (!words[3].starts_with(digest_prefix) || !is_digest(words[3].substr(digest_prefix.size())))
    return "does not end with sha256: and 64 lower-case hexadecimal digits";
  token.sha256 = words[3].substr(digest_prefix.size());
  return std::nullopt;
}

Result<std::string> read_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  const bool empty = file && file.peek() == std::ifstream::traits_type::eof();
  if (!empty && !(text << file.rdbuf()))
    return Error(Errc::not_configured,
                 "The token file " + path + " cannot be read: " + std::strerror(errno) + ".",
                 "Check that it exists and that this user may read it.");
  return std::move(text).str();
}

/// Changes whenever the file is written or replaced.
std::string stamp_of(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return {};
  return std::to_string(status.st_ino) + ' ' + std::to_string(status.st_size) + ' ' +
         std::to_string(status.st_mtim.tv_sec) + ' ' + std::to_string(status.st_mtim.tv_nsec);
}

Result<std::vector<StaticToken>> load(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return text.error();
  auto tokens = parse_tokens(*text);
  if (!tokens)
    return Error(Errc::not_configured,
                 "The token file " + path + " cannot be used: " + tokens.error().message,
                 tokens.error().hint);
  return tokens;
}

}  // namespace

std::string to_line(const StaticToken& token) {
  return token.name + ' ' + std::string(to_string(token.scope)) + ' ' +
         (token.expires ? time_text(*token.expires) : std::string(never)) + ' ' + std::string(digest_prefix) +
         token.sha256;
}

Result<std::vector<StaticToken>> parse_tokens(std::string_view text) {
  std::vector<StaticToken> tokens;
  std::size_t number = 0;
  for (const auto part : split(text, '\n')) {
    ++number;
    const auto line = trim(part);
    if (line.empty() || line.front() == '#') continue;
    StaticToken token;
    auto problem = read_line(line, token);
    const auto same_name = [&](const StaticToken& other) { return other.name == token.name; };
    if (!problem && std::any_of(tokens.begin(), tokens.end(), same_name)) problem = "repeats a name";
    if (problem)
      return Error(Errc::invalid_argument,
                   "line " + std::to_string(number) + ' ' + std::string(*problem) + '.',
                   "Make the line with: kbroker token new NAME");
    tokens.push_back(std::move(token));
  }
  return tokens;
}

Result<NewToken> make_token(std::string name, Scope scope, std::optional<WallTime> expires, Random& random) {
  if (!is_name(name))
    return Error(Errc::invalid_argument, "A token's name has 1 to 64 of the characters A-Z a-z 0-9 . _ -.",
                 "Name it after who will use it, for example: claude-desktop");
  std::array<std::uint64_t, 4> bits{};
  for (auto& word : bits) word = random.next();
  const std::string_view bytes(reinterpret_cast<const char*>(bits.data()), sizeof bits);
  NewToken made;
  made.token = Secret("kbt_" + base64url_encode(bytes));
  made.entry.name = std::move(name);
  made.entry.scope = scope;
  if (expires) made.entry.expires = std::chrono::floor<std::chrono::seconds>(*expires);
  made.entry.sha256 = sha256_hex(made.token.reveal());
  return made;
}

Result<std::shared_ptr<StaticTokens>> StaticTokens::open(std::string path) {
  auto stamp = stamp_of(path);
  auto tokens = load(path);
  if (!tokens) return tokens.error();
  if (tokens->empty())
    return Error(Errc::not_configured, "The token file " + path + " holds no token.",
                 "Make one with: kbroker token new NAME --file " + path);
  auto opened = std::make_shared<StaticTokens>(std::move(*tokens));
  opened->path_ = std::move(path);
  opened->stamp_ = std::move(stamp);
  return opened;
}

std::optional<Result<Identity>> StaticTokens::find(std::string_view token, WallTime now) const {
  const auto digest = sha256_hex(token);
  const StaticToken* found = nullptr;
  std::lock_guard lock(mutex_);
  for (const auto& known : tokens_)
    if (equal_constant_time(digest, known.sha256)) found = &known;
  if (!found) return std::nullopt;
  if (found->expires && now >= *found->expires) return Error(Errc::auth_failed, "The token has expired");
  return Identity("token:" + found->name, found->scope);
}

void StaticTokens::refresh() {
  if (path_.empty()) return;
  auto stamp = stamp_of(path_);
  if (stamp == stamp_) return;
  stamp_ = std::move(stamp);
  auto tokens = load(path_);
  if (!tokens) {
    log::error("auth.tokens.not_read", tokens.error().message, {{"hint", tokens.error().hint}});
    return;
  }
  log::info("auth.tokens.read", "the token file has been read again", {{"tokens", tokens->size()}});
  std::lock_guard lock(mutex_);
  tokens_ = std::move(*tokens);
}

}  // namespace kbroker::mcp
