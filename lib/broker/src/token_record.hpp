// What the token cache keeps on disk: {"token", "expires", "issued", "asked"}, times in Unix seconds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kbroker/broker/token_store.hpp"

namespace kbroker::broker {

struct TokenRecord {
  /// Nothing after a refusal: then only `asked` matters.
  std::optional<Token> token;
  /// When an issuance was last asked for, successful or not.
  std::optional<WallTime> asked;

  TokenRecord() = default;
};

std::string to_text(const TokenRecord& record);
/// Nothing when it is not a record: malformed, empty token with an expiry, control characters.
std::optional<TokenRecord> parse_token_record(std::string_view text);

}  // namespace kbroker::broker
