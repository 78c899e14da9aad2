// The text frames that KIS sends over WebSocket, as values. Pure. Source: kis.md section 5 (state of November
// 2026). No error repeats a payload: fill notices hold personal data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kbroker/base/error.hpp"
#include "kbroker/base/secret.hpp"

namespace kbroker::kis {

/// What the encrypted frames of one TR are read with.
struct StreamCipher {
  Secret key, iv;
};

/// The answer to one registration or deregistration.
struct RegistrationReply {
  std::string tr_id, tr_key;  ///< both may be empty in refusals
  bool accepted = false;      ///< rt_cd is 0
  std::string code;           ///< "OPSP0000"
  std::string sentence;
  std::optional<StreamCipher> cipher;  ///< comes with every accepted registration, encrypted or not
};

/// PINGPONG: the same text goes back in a pong control frame.
struct Heartbeat {};

/// `flag|tr_id|rows|payload`. The views point into the frame.
struct DataFrame {
  bool encrypted = false;
  std::string_view tr_id;
  std::size_t rows = 0;
  std::string_view payload;
};

using RealtimeFrame = std::variant<RegistrationReply, Heartbeat, DataFrame>;

/// `broker_error` says in what a text is none of the three.
Result<RealtimeFrame> parse_realtime_frame(std::string_view text);

/// The plain payload of an encrypted frame: AES-256-CBC of base64, key and iv as ASCII bytes.
Result<std::string> decrypt_payload(const DataFrame& frame, const StreamCipher& cipher);

/// The fields of one row, in the order of the documents; they point into the payload.
using RealtimeRow = std::vector<std::string_view>;

/// Rows follow each other without a mark, so the TR's number of `fields` splits them. Rows that are longer,
/// all by the same, are cut to it: KIS appends fields.
Result<std::vector<RealtimeRow>> split_rows(const DataFrame& frame, std::string_view plain_payload,
                                            std::size_t fields);

/// Why KIS refused; `what` as in "the registration of H0STCNT0 005930".
Error refusal_error(const RegistrationReply& reply, std::string_view what);

}  // namespace kbroker::kis
