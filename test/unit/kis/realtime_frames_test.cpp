// Realtime frames as KIS sends them, and as it should not.
#include <catch2/catch_test_macros.hpp>

#include "realtime_frames.hpp"

using namespace kbroker;
using namespace kbroker::kis;

namespace {

constexpr std::string_view accepted =
    R"({"header":{"tr_id":"H0STCNT0","tr_key":"005930","encrypt":"N"},"body":{"rt_cd":"0","msg_cd":"OPSP0000",)"
    R"("msg1":"SUBSCRIBE SUCCESS","output":{"iv":"0123456789abcdef","key":"0123456789abcdef0123456789abcdef"}}})";

// Made by `openssl enc -aes-256-cbc` with the key and iv above.
constexpr std::string_view notice =
    "1|H0STCNI0|001|rnGDJr1Rr6J4BavVAczad2QR3igqdfc2xhnJ+2gqS2E8MLVTxwjiWVjfuHvP/"
    "Rf036TwQkJBnmF1sVLfYNLONVtezYMjw7vU"
    "CPMnBuQsKBR4HZuh1zCizZhB954QOUmEUmMfJsGIpeC+JHhFeGvmffgaLDhDBi46NipAWri+"
    "17aIXHf60HtRYnJmyPqwACkBVdSO6zvDLUCJJrQz"
    "8z52Bg==";

template <class T>
T parse(std::string_view text) {
  auto frame = parse_realtime_frame(text);
  REQUIRE(frame.has_value());
  REQUIRE(std::holds_alternative<T>(*frame));
  return std::get<T>(std::move(*frame));
}

std::string why_not(std::string_view text) {
  const auto frame = parse_realtime_frame(text);
  REQUIRE(frame.has_error());
  CHECK(frame.error().code == Errc::broker_error);
  return frame.error().message;
}

std::string why_not_rows(std::string_view text, std::size_t fields) {
  const auto frame = parse<DataFrame>(text);
  const auto rows = split_rows(frame, frame.payload, fields);
  REQUIRE(rows.has_error());
  return rows.error().message;
}

}  // namespace

TEST_CASE("an accepted registration brings the key of its TR") {
  const auto reply = parse<RegistrationReply>(accepted);
  CHECK(reply.accepted);
  CHECK(reply.tr_id == "H0STCNT0");
  CHECK(reply.tr_key == "005930");
  CHECK(reply.code == "OPSP0000");
  REQUIRE(reply.cipher);
  CHECK(reply.cipher->iv.reveal() == "0123456789abcdef");
  CHECK(reply.cipher->key.reveal() == "0123456789abcdef0123456789abcdef");
}

TEST_CASE("a refusal may name nothing") {
  const auto reply = parse<RegistrationReply>(
      R"({"header":{"tr_id":"","tr_key":"","encrypt":"N"},"body":{"rt_cd":"9","msg_cd":"OPSP8996","msg1":"ALREADY IN USE appkey"}})");
  CHECK_FALSE(reply.accepted);
  CHECK(reply.tr_id.empty());
  CHECK_FALSE(reply.cipher);
  const auto error = refusal_error(reply, "the registration of H0STCNT0");
  CHECK(error.message == "KIS refused the registration of H0STCNT0: OPSP8996 ALREADY IN USE appkey");
  CHECK(error.code == Errc::limit_exceeded);
  CHECK(error.retryable);
}

TEST_CASE("only rt_cd 0 accepts a registration") {
  for (const auto* text : {R"({"header":{"tr_id":"H0STCNT0"},"body":{"rt_cd":"1","msg_cd":"OPSP0000"}})",
                           R"({"header":{"tr_id":"H0STCNT0"},"body":{}})"})
    CHECK_FALSE(parse<RegistrationReply>(text).accepted);
}

TEST_CASE("PINGPONG is a heartbeat") {
  parse<Heartbeat>(R"({"header":{"tr_id":"PINGPONG","datetime":"20261121093000"}})");
}

TEST_CASE("a data frame is split by the number of fields") {
  const auto frame = parse<DataFrame>("0|H0STCNT0|002|005930^093001^71500^000660^093002^250000");
  CHECK_FALSE(frame.encrypted);
  CHECK(frame.tr_id == "H0STCNT0");
  const auto rows = split_rows(frame, frame.payload, 3);
  REQUIRE(rows.has_value());
  CHECK(*rows == std::vector<RealtimeRow>{{"005930", "093001", "71500"}, {"000660", "093002", "250000"}});
}

TEST_CASE("fields that KIS has appended are left out") {
  const auto frame = parse<DataFrame>("0|H0STCNT0|002|a^b^new^c^d^new");
  const auto rows = split_rows(frame, frame.payload, 2);
  REQUIRE(rows.has_value());
  CHECK(*rows == std::vector<RealtimeRow>{{"a", "b"}, {"c", "d"}});
}

TEST_CASE("empty fields and bars inside a payload stay") {
  const auto frame = parse<DataFrame>("0|H0STCNT0|001|^a|b^");
  const auto rows = split_rows(frame, frame.payload, 3);
  REQUIRE(rows.has_value());
  CHECK(rows->front() == RealtimeRow{"", "a|b", ""});
}

TEST_CASE("rows that do not come out even are refused") {
  CHECK(why_not_rows("0|H0STCNT0|002|a^b^c", 1).find("has 3 fields in 2 rows") != std::string::npos);
  CHECK(why_not_rows("0|H0STCNT0|001|a^b", 3).find("should have 3 each") != std::string::npos);
  CHECK(why_not_rows("0|H0STCNT0|999|a^b", 1).find("in 999 rows") != std::string::npos);
  CHECK(why_not_rows("0|H0STCNT0|001|\xff", 1).find("not UTF-8") != std::string::npos);
}

TEST_CASE("a fill notice is decrypted with the key of its registration") {
  const auto frame = parse<DataFrame>(notice);
  CHECK(frame.encrypted);
  const auto plain = decrypt_payload(frame, *parse<RegistrationReply>(accepted).cipher);
  REQUIRE(plain.has_value());
  const auto rows = split_rows(frame, *plain, 26);
  REQUIRE(rows.has_value());
  CHECK(rows->front()[0] == "myhtsid");
  CHECK(rows->front()[17] == "홍길동");
}

TEST_CASE("what cannot be decrypted says which TR, and nothing of what it holds") {
  const auto cipher = *parse<RegistrationReply>(accepted).cipher;
  const StreamCipher other{Secret("fedcba9876543210fedcba9876543210"), Secret("0123456789abcdef")};
  const StreamCipher short_key{Secret("0123"), Secret("0123456789abcdef")};
  const auto frame = parse<DataFrame>(notice);
  const auto cut = parse<DataFrame>(notice.substr(0, notice.size() - 4));
  const auto foreign = parse<DataFrame>("1|H0STCNI0|001|12345678-01^secret name");
  for (const auto& result : {decrypt_payload(frame, other), decrypt_payload(frame, short_key),
                             decrypt_payload(cut, cipher), decrypt_payload(foreign, cipher)}) {
    REQUIRE(result.has_error());
    CHECK(result.error().message.find("H0STCNI0") != std::string::npos);
    CHECK(result.error().message.find("secret") == std::string::npos);
  }
}

TEST_CASE("anything else is refused with what is wrong") {
  CHECK(why_not("") == why_not("hello"));
  CHECK(why_not("hello").find("neither as JSON nor with 0| or 1|") != std::string::npos);
  CHECK(why_not("2|H0STCNT0|001|a").find("0| or 1|") != std::string::npos);
  CHECK(why_not("0|H0STCNT0").find("TR id") != std::string::npos);
  CHECK(why_not("0||001|a").find("TR id") != std::string::npos);
  CHECK(why_not("0|H0 STCNT|001|a").find("TR id") != std::string::npos);
  CHECK(why_not("0|" + std::string(17, 'A') + "|001|a").find("TR id") != std::string::npos);
  for (const auto* count : {"", "000", "-01", "1000", "1x", "99999999999999999999"})
    CHECK(why_not("0|H0STCNT0|" + std::string(count) + "|a").find("row count of H0STCNT0") !=
          std::string::npos);
  CHECK(why_not("0|H0STCNT0|001").find("row count") != std::string::npos);
  CHECK(why_not(R"({"header":)").find("JSON") != std::string::npos);
  CHECK(why_not(R"({"body":{}})").find("no header") != std::string::npos);
  CHECK(why_not(R"({"header":{"tr_id":"H0STCNT0"}})").find("no body") != std::string::npos);
  CHECK(why_not(std::string(100, '[') + "{").find("0| or 1|") != std::string::npos);
}
