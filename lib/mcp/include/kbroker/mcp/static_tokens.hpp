// Bearer tokens that the operator gives out by hand: a file of names, scopes, expiries and digests.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/base/secret.hpp"
#include "kbroker/mcp/identity.hpp"

namespace kbroker::mcp {

/// One line of the file: `NAME SCOPE[,SCOPE] EXPIRY sha256:DIGEST`. The token itself is nowhere.
struct StaticToken {
  std::string name;  ///< [A-Za-z0-9._-]{1,64}; whoever has the token is this principal
  Scope scope = Scope::read;
  std::optional<WallTime> expires;  ///< nothing: `never`; to the second
  std::string sha256;               ///< of the token, 64 lower-case hexadecimal digits

  bool operator==(const StaticToken&) const = default;
};

/// Without the end of the line.
std::string to_line(const StaticToken& token);
/// Blank lines and those that begin with '#' are skipped. Errors (`invalid_argument`) name the line and never
/// repeat it, because it might hold a token in plain text.
Result<std::vector<StaticToken>> parse_tokens(std::string_view text);

/// A token fresh from the random source: shown once, kept as its digest.
struct NewToken {
  Secret token;  ///< "kbt_" and 256 random bits
  StaticToken entry;
};
/// Error `invalid_argument` for a name that the file cannot hold.
Result<NewToken> make_token(std::string name, Scope scope, std::optional<WallTime> expires, Random& random);

/// Any thread may call every function.
class StaticTokens {
 public:
  explicit StaticTokens(std::vector<StaticToken> tokens) : tokens_(std::move(tokens)) {}
  /// Errors (`not_configured`) name the file.
  static Result<std::shared_ptr<StaticTokens>> open(std::string path);

  /// Whose token it is; nothing when nobody's. Error `auth_failed`: it has expired.
  std::optional<Result<Identity>> find(std::string_view token, WallTime now) const;
  /// Reads the file again when it has changed. A file that cannot be used changes nothing and is logged.
  void refresh();

 private:
  std::string path_;   ///< empty: none
  std::string stamp_;  ///< what the file was when it was read last; refresh() alone uses it
  mutable std::mutex mutex_;
  std::vector<StaticToken> tokens_;
};

}  // namespace kbroker::mcp
