#include "realtime_frames.hpp"

#include <algorithm>
#include <charconv>

#include "errors.hpp"
#include "kbroker/base/aes.hpp"
#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;

namespace {

/// KIS writes three digits.
constexpr std::size_t most_rows = 999;
constexpr std::size_t longest_tr_id = 16;

Error unreadable(std::string why) {
  return Error(Errc::broker_error, "KIS sent a realtime frame that cannot be read: " + std::move(why) + ".",
               "Report this if it goes on; KIS may have changed its format.", true);
}

bool is_tr_id(std::string_view text) {
  return !text.empty() && text.size() <= longest_tr_id && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

std::optional<StreamCipher> read_cipher(const boost::json::object& body) {
  const auto* output = wire::first_row(body, "output");
  if (!output) return std::nullopt;
  StreamCipher cipher{Secret(wire::text(*output, "key")), Secret(wire::text(*output, "iv"))};
  if (cipher.key.empty() || cipher.iv.empty()) return std::nullopt;
  return cipher;
}

Result<RealtimeFrame> parse_message(std::string_view text) {
  const auto message = wire::parse_object(text);
  if (!message) return unreadable("it begins as JSON and is none");
  const auto* header = wire::first_row(*message, "header");
  if (!header) return unreadable("the JSON has no header");
  RegistrationReply reply;
  reply.tr_id = wire::text(*header, "tr_id");
  if (reply.tr_id == "PINGPONG") return Heartbeat();
  const auto* body = wire::first_row(*message, "body");
  if (!body) return unreadable("the JSON is no PINGPONG and has no body");
  reply.tr_key = wire::text(*header, "tr_key");
  reply.accepted = wire::text(*body, "rt_cd") == "0";
  reply.code = wire::text(*body, "msg_cd");
  reply.sentence = wire::text(*body, "msg1");
  if (reply.accepted) reply.cipher = read_cipher(*body);
  return reply;
}

/// Takes the text before the next bar off `rest`; nothing when there is no bar.
std::optional<std::string_view> take_part(std::string_view& rest) {
  const auto bar = rest.find('|');
  if (bar == rest.npos) return std::nullopt;
  const auto part = rest.substr(0, bar);
  rest.remove_prefix(bar + 1);
  return part;
}

Result<RealtimeFrame> parse_data(std::string_view rest) {
  const auto flag = take_part(rest);
  if (!flag || (*flag != "0" && *flag != "1"))
    return unreadable("it begins neither as JSON nor with 0| or 1|");
  const auto tr_id = take_part(rest);
  if (!tr_id || !is_tr_id(*tr_id)) return unreadable("its TR id is missing or malformed");
  const auto count = take_part(rest);
  DataFrame frame;
  frame.encrypted = *flag == "1";
  frame.tr_id = *tr_id;
  frame.payload = rest;
  if (count) {
    const auto [end, failure] = std::from_chars(count->data(), count->data() + count->size(), frame.rows);
    if (failure != std::errc() || end != count->data() + count->size()) frame.rows = 0;
  }
  if (frame.rows == 0 || frame.rows > most_rows)
    return unreadable("the row count of " + std::string(*tr_id) + " is not a number from 1 to 999");
  return frame;
}

}  // namespace

Result<RealtimeFrame> parse_realtime_frame(std::string_view text) {
  return trim(text).starts_with('{') ? parse_message(text) : parse_data(text);
}

Result<std::string> decrypt_payload(const DataFrame& frame, const StreamCipher& cipher) {
  const auto encrypted = base64_decode(frame.payload);
  if (!encrypted) return unreadable("the encrypted text of " + std::string(frame.tr_id) + " is not base64");
  auto plain = aes256_cbc_decrypt(cipher.key.reveal(), cipher.iv.reveal(), *encrypted);
  if (!plain)
    return unreadable(std::string(frame.tr_id) + " is not encrypted with the key of its registration");
  return std::move(*plain);
}

Result<std::vector<RealtimeRow>> split_rows(const DataFrame& frame, std::string_view plain_payload,
                                            std::size_t fields) {
  if (!is_valid_utf8(plain_payload))
    return unreadable("the text of " + std::string(frame.tr_id) + " is not UTF-8");
  const auto values = split(plain_payload, '^');
  const std::size_t length = values.size() / frame.rows;
  if (values.size() % frame.rows != 0 || length < fields)
    return unreadable(std::string(frame.tr_id) + " has " + std::to_string(values.size()) + " fields in " +
                      std::to_string(frame.rows) + " rows, which should have " + std::to_string(fields) +
                      " each");
  std::vector<RealtimeRow> rows;
  rows.reserve(frame.rows);
  for (std::size_t row = 0; row < frame.rows; ++row) {
    const auto* const first = values.data() + row * length;
    rows.emplace_back(first, first + fields);
  }
  return rows;
}

Error refusal_error(const RegistrationReply& reply, std::string_view what) {
  broker::Refusal refusal;
  refusal.code = reply.code;
  refusal.sentence = reply.sentence;
  return errors().refused(std::move(refusal), net::http::ClientResponse(), what);
}

}  // namespace kbroker::kis
