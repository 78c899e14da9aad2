// The realtime side of KIS without sockets: registrations, codes, frames, PINGPONG.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/aes.hpp"
#include "kbroker/base/codec.hpp"
#include "sim_world.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

struct Bench : Market {
  std::string key = realtime_real.approval_key(std::string(demo_app_key));
  KisGuest guest{realtime_real};

  static std::string message(std::string_view approval_key, std::string_view tr_id, std::string_view tr_key,
                             std::string_view tr_type = "1") {
    return serialize(json::object{{"header",
                                   {{"approval_key", approval_key},
                                    {"custtype", "P"},
                                    {"tr_type", tr_type},
                                    {"content-type", "utf-8"}}},
                                  {"body", {{"input", {{"tr_id", tr_id}, {"tr_key", tr_key}}}}}});
  }
  static json::object say(KisGuest& to, std::string_view text) {
    const auto answer = to.answer(text);
    REQUIRE_FALSE(answer.hang_up);
    return json::parse(answer.text).as_object();
  }
  json::object body(std::string_view tr_id, std::string_view tr_key, std::string_view tr_type = "1") {
    return say(guest, message(key, tr_id, tr_key, tr_type)).at("body").as_object();
  }
  std::string code(std::string_view tr_id, std::string_view tr_key, std::string_view tr_type = "1") {
    return text(body(tr_id, tr_key, tr_type), "msg_cd");
  }
  static std::string code_of(KisGuest& to, std::string_view said) {
    return text(say(to, said).at("body").as_object(), "msg_cd");
  }
};

std::vector<std::string_view> parts(std::string_view frame) {
  return split(frame, '|');
}

}  // namespace

TEST_CASE("a registration is accepted with the key of its TR") {
  Bench bench;
  const auto reply = Bench::say(bench.guest, Bench::message(bench.key, "H0STCNT0", "005930"));
  CHECK(reply.at("header") == json::value{{"tr_id", "H0STCNT0"}, {"tr_key", "005930"}, {"encrypt", "N"}});
  const auto& body = reply.at("body").as_object();
  CHECK(text(body, "rt_cd") == "0");
  CHECK(text(body, "msg_cd") == "OPSP0000");
  CHECK(text(body.at("output").as_object(), "iv").size() == 16);
  CHECK(text(body.at("output").as_object(), "key").size() == 32);
}

TEST_CASE("registrations are counted, told apart and taken back") {
  Bench bench;
  CHECK(bench.code("H0STCNT0", "005930") == "OPSP0000");
  CHECK(bench.code("H0STCNT0", "005930") == "OPSP0002");
  CHECK(bench.code("H0STCNT0", "000660", "2") == "OPSP0003");
  CHECK(bench.code("H0STCNT0", "005930", "2") == "OPSP0001");
  CHECK(bench.code("H0STCNT0", "005930", "2") == "OPSP0003");
  for (int i = 0; i < 41; ++i) CHECK(bench.code("H0STCNT0", std::to_string(900'000 + i)) == "OPSP0000");
  CHECK(bench.code("H0STASP0", "005930") == "OPSP0008");
  CHECK(bench.code("H0STCNT0", "900000", "2") == "OPSP0001");
  CHECK(bench.code("H0STASP0", "005930") == "OPSP0000");
}

TEST_CASE("each environment has its own TR ids") {
  Bench bench;
  CHECK(bench.code("H0STCNI0", "demo") == "OPSP0000");
  CHECK(bench.code("H0STCNI9", "demo") == "OPSP8991");
  CHECK(bench.code("FHKST01010100", "005930") == "OPSP8991");
  CHECK(bench.code("H0STCNT0", "999999") == "OPSP8992");

  KisGuest paper(bench.realtime_paper);
  const auto key = bench.realtime_paper.approval_key(std::string(demo_app_key));
  CHECK(Bench::code_of(paper, Bench::message(key, "H0STCNI9", "demo")) == "OPSP0000");
  CHECK(Bench::code_of(paper, Bench::message(key, "H0STCNI0", "demo")) == "OPSP8991");
  CHECK(Bench::code_of(paper, Bench::message(key, "H0NXCNT0", "005930")) == "OPSP8991");  // not on paper
}

TEST_CASE("what a message lacks has a code each") {
  Bench bench;
  const auto say = [&](const std::string& text) { return Bench::code_of(bench.guest, text); };
  CHECK(say("{") == "OPSP8993");
  CHECK(say("[]") == "OPSP9999");
  CHECK(say("{}") == "OPSP9998");
  CHECK(say(R"({"header":{}})") == "OPSP9996");
  CHECK(say(R"({"header":{"approval_key":"x"}})") == "OPSP9997");
  CHECK(say(R"({"header":{"approval_key":"x","custtype":"X"}})") == "OPSP8998");
  // The samples' docstring says 0 for taking back.
  CHECK(say(R"({"header":{"approval_key":"x","custtype":"P","tr_type":"0"}})") == "OPSP8997");
  CHECK(say(R"({"header":{"approval_key":"x","custtype":"P","tr_type":"1"}})") == "OPSP9992");
  CHECK(say(R"({"header":{"approval_key":"x","custtype":"P","tr_type":"1"},"body":{}})") == "OPSP9991");
  CHECK(say(R"({"header":{"approval_key":"x","custtype":"P","tr_type":"1"},"body":{"input":{}}})") ==
        "OPSP9990");
  CHECK(say(Bench::message("unknown", "H0STCNT0", "005930")) == "OPSP0011");
}

TEST_CASE("an approval key opens sessions for a day, and an open one is not cut") {
  Bench bench;
  CHECK(bench.code("H0STCNT0", "005930") == "OPSP0000");
  bench.clock.advance(24h);
  CHECK(bench.code("H0STCNT0", "000660") == "OPSP0000");
  KisGuest later(bench.realtime_real);
  CHECK(Bench::code_of(later, Bench::message(bench.key, "H0STCNT0", "005930")) == "OPSP0011");
  CHECK(bench.realtime_real.approval_key(std::string(demo_app_key)) != bench.key);
}

TEST_CASE("an app key has one session") {
  Bench bench;
  {
    KisGuest first(bench.realtime_real);
    CHECK(Bench::code_of(first, Bench::message(bench.key, "H0STCNT0", "005930")) == "OPSP0000");
    CHECK(bench.code("H0STCNT0", "005930") == "OPSP8996");
  }
  CHECK(bench.code("H0STCNT0", "005930") == "OPSP0000");
}

TEST_CASE("a wrong HTS id hangs up") {
  Bench bench;
  CHECK(bench.guest.answer(Bench::message(bench.key, "H0STCNI0", "stranger")).hang_up);
}

TEST_CASE("trades come in the order of the catalogue, all of a TR in one frame") {
  Bench bench;
  CHECK(bench.code("H0STCNT0", "005930") == "OPSP0000");
  CHECK(bench.code("H0STCNT0", "000660") == "OPSP0000");
  CHECK(bench.guest.frames().empty());  // nothing traded since
  bench.clock.advance(1min);
  const auto frames = bench.guest.frames();
  REQUIRE(frames.size() == 1);
  const auto frame = parts(frames.front());
  REQUIRE(frame.size() == 4);
  CHECK(frame[0] == "0");
  CHECK(frame[1] == "H0STCNT0");
  CHECK(frame[2] == "002");
  const auto fields = split(frame[3], '^');
  REQUIRE(fields.size() == 92);
  CHECK(fields[0] == "000660");
  CHECK(fields[46] == "005930");
  CHECK(fields[46 + 1] == "101630");
  const auto quote = bench.exchange.quote(*bench.exchange.find("005930"), bench.clock.wall());
  CHECK(fields[46 + 2] == std::to_string(quote.price()));
  CHECK(fields[46 + 13] == std::to_string(quote.today.volume));
  CHECK(fields[46 + 33] == "20261120");
  bench.clock.advance(12h);  // into the night: the closing auction is the last trade
  CHECK(bench.guest.frames().size() == 1);
  bench.clock.advance(1h);
  CHECK(bench.guest.frames().empty());
}

TEST_CASE("fills are told encrypted, with the key of the reply") {
  Bench bench;
  bench.kis_desk.add({"005930", true, 1, 1'000});  // before anybody asked
  const auto output = bench.body("H0STCNI0", "demo").at("output").as_object();
  CHECK(bench.guest.frames().empty());
  bench.kis_desk.add({"005930", false, 10, 97'200});
  const auto frames = bench.guest.frames();
  REQUIRE(frames.size() == 1);
  const auto frame = parts(frames.front());
  CHECK(frame[0] == "1");
  CHECK(frame[2] == "001");
  const auto plain =
      aes256_cbc_decrypt(text(output, "key"), text(output, "iv"), base64_decode(frame[3]).value());
  REQUIRE(plain);
  const auto fields = split(*plain, '^');
  REQUIRE(fields.size() == 26);
  CHECK(fields[0] == "demo");
  CHECK(fields[4] == "01");  // sell
  CHECK(fields[8] == "005930");
  CHECK(fields[9] == "0000000010");
  CHECK(fields[13] == "2");  // a fill
  CHECK(fields[24] == "삼성전자");
  CHECK(bench.guest.frames().empty());
}

TEST_CASE("PINGPONG wants its own text back") {
  Bench bench;
  const auto first = bench.guest.ping();
  REQUIRE(first);
  CHECK(*first == R"({"header":{"tr_id":"PINGPONG","datetime":"20261120101530"}})");
  CHECK_FALSE(bench.guest.pong("something else"));
  CHECK_FALSE(bench.guest.ping());  // unanswered: the connection ends
  CHECK(bench.guest.pong(*first));
  const auto second = bench.guest.ping();
  REQUIRE(second);
  // Many clients send the text back instead of a pong.
  CHECK(bench.guest.answer(*second).text.empty());
  CHECK(bench.guest.ping());
  // A malformed answer is refused as one.
  CHECK(Bench::code_of(bench.guest, R"({"header":{"tr_id":"PINGPONG")") == "OPSP8993");
}
