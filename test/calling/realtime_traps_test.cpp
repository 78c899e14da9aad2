// The traps of the KIS documents about an open WebSocket (fact sheet, section 5), one case each: a session,
// or a client that says what it likes, on the simulator; what the simulator does not do, on a stand-in.
#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <set>

#include "realtime_bench.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using boost::asio::awaitable;
using broker::Environment;
using test::PlainClient;
using test::RunningSession;
using test::ScriptedStream;
using test::SimulatedStream;
using test::wait_for;

namespace {

SystemClock system_clock;

/// Accepts everything until the other side goes.
awaitable<void> accept_all(ScriptedStream& kis, net::WebSocket& socket) {
  while (const auto asked = co_await kis.next(socket)) {
    const auto sent = co_await socket.send(ScriptedStream::reply(*asked, "OPSP0000"));
    if (sent.has_error()) co_return;
  }
}

}  // namespace

TEST_CASE("trap: an approval key that is not found (OPSP0011) is renewed once") {
  SimulatedStream kis;
  kis.simulator.inject(R"({"match":{"path":"/kis/real/tryitout"},"kind":"status","value":503})");
  RunningSession session(kis.config(), *kis.clock);
  CHECK(session.add("H0STCNT0", "005930").has_value());
  REQUIRE(wait_for([&] { return !session.told.interruptions().empty(); }));
  kis.simulator.revoke_tokens("kis");  // the session still holds its key
  kis.simulator.heal();
  REQUIRE(wait_for([&] { return session.told.registered().size() == 1; }));
  CHECK(kis.requests_of("/kis/real/oauth2/Approval") == 2);
  CHECK(session.told.refusals().empty());

  // Refused again, the new key does not help: no second renewal, but a pause.
  ScriptedStream never([](ScriptedStream& other, net::WebSocket& socket) -> awaitable<void> {
    while (const auto asked = co_await other.next(socket))
      (co_await socket.send(ScriptedStream::reply(*asked, "OPSP0011", "9"))).value();
  });
  RunningSession refused(never.config(), system_clock);
  CHECK(refused.add("H0STCNT0", "005930").has_value());
  REQUIRE(wait_for([&] { return !refused.told.interruptions().empty(); }));
  CHECK(refused.told.interruptions().front().broker_code == "OPSP0011");
  CHECK(refused.told.interruptions().front().code == Errc::auth_failed);
}

TEST_CASE("trap: an open session is not cut when its approval key ends") {
  SimulatedStream kis;
  PlainClient client(kis);
  CHECK(client.code("H0STCNT0", "005930") == "OPSP0000");
  kis.simulator.revoke_tokens("kis");
  CHECK(client.code("H0STCNT0", "000660") == "OPSP0000");
}

TEST_CASE("trap: WebSocket is not encrypted, so the app key and the secret stay away from it") {
  ScriptedStream kis(accept_all);
  RunningSession session(kis.config(), system_clock);
  CHECK(session.add("H0STCNT0", "005930").has_value());
  REQUIRE(wait_for([&] { return session.told.registered().size() == 1; }));
  session.remove("H0STCNT0", "005930");
  REQUIRE(wait_for([&] { return kis.messages().size() == 2; }));
  for (const auto& message : kis.messages()) {
    CHECK(message.text.find("scripted-key") != std::string::npos);
    CHECK(message.text.find(sim::demo_app_key) == std::string::npos);
    CHECK(message.text.find(sim::demo_app_secret) == std::string::npos);
  }
  CHECK(kis.messages().front().text ==
        R"({"header":{"approval_key":"scripted-key","custtype":"P","tr_type":"1","content-type":"utf-8"},)"
        R"("body":{"input":{"tr_id":"H0STCNT0","tr_key":"005930"}}})");
}

TEST_CASE("trap: tr_type 2 ends a registration, not 0 as the samples say") {
  SimulatedStream kis;
  PlainClient client(kis);
  CHECK(client.code("H0STCNT0", "005930") == "OPSP0000");
  CHECK(client.code("H0STCNT0", "005930", "0") == "OPSP8997");
  CHECK(client.code("H0STCNT0", "005930", "2") == "OPSP0001");
  CHECK(client.code("H0STCNT0", "005930", "2") == "OPSP0003");

  ScriptedStream script(accept_all);
  RunningSession session(script.config(), system_clock);
  CHECK(session.add("H0STCNT0", "005930").has_value());
  REQUIRE(wait_for([&] { return session.told.registered().size() == 1; }));
  session.remove("H0STCNT0", "005930");
  REQUIRE(wait_for([&] { return script.messages().size() == 2; }));
  CHECK(script.messages().back().text.find(R"("tr_type":"2")") != std::string::npos);
}

TEST_CASE("trap: every registration brings an iv of 16 and a key of 32 characters, encrypted or not") {
  SimulatedStream kis;
  PlainClient client(kis);
  std::set<std::string> keys;
  for (const auto& [tr_id, tr_key] : {std::pair{"H0STCNT0", "005930"}, {"H0STCNI0", "demo"}}) {
    client.ask(tr_id, tr_key);
    const auto reply = boost::json::parse(client.hear("msg_cd").value());
    const auto& output = reply.at("body").at("output");
    CHECK(output.at("iv").as_string().size() == 16);
    CHECK(output.at("key").as_string().size() == 32);
    keys.emplace(output.at("key").as_string());
  }
  CHECK(keys.size() == 2);  // one for each TR
}

TEST_CASE("trap: rows of an open stream are split by the count of fields") {
  SimulatedStream kis;
  RunningSession session(kis.config(), *kis.clock);
  CHECK(session.add("H0STCNT0", "005930").has_value());
  CHECK(session.add("H0STCNT0", "000660").has_value());
  const auto codes = [&] {
    std::set<std::string> seen;
    for (const auto& row : session.told.rows()) seen.insert(row.fields.front());
    return seen;
  };
  REQUIRE(wait_for([&] { return codes().size() == 2; }));
  for (const auto& row : session.told.rows()) {
    CHECK(row.tr_id == "H0STCNT0");
    CHECK(row.fields.size() == 46);
    CHECK(row.fields[33] == "20261120");  // BSOP_DATE
  }
  CHECK(session.told.unreadable().empty());

  // As many rows as the frame says, whatever a code looks like.
  PlainClient client(kis, "/kis/paper");
  CHECK(client.code("H0STCNT0", "005930") == "OPSP0000");
  CHECK(client.code("H0STCNT0", "000660") == "OPSP0000");
  CHECK(client.hear("0|H0STCNT0|002|").has_value());
}

TEST_CASE("trap: fill notices come encrypted (AES-256-CBC) with the key of their registration") {
  for (const auto& [environment, tr_id] :
       {std::pair{Environment::real, "H0STCNI0"}, {Environment::paper, "H0STCNI9"}}) {
    SimulatedStream kis;
    RunningSession session(kis.config(environment), *kis.clock);
    CHECK(session.add(tr_id, "demo", 26).has_value());
    REQUIRE(wait_for([&] { return session.told.registered().size() == 1; }));
    kis.fill();
    REQUIRE(wait_for([&] { return session.told.rows().size() == 1; }));
    const auto row = session.told.rows().front();
    CHECK(row.tr_id == tr_id);
    CHECK(row.fields[0] == "demo");
    CHECK(row.fields[8] == "005930");
    CHECK(row.fields[13] == "2");  // CNTG_YN: a fill
    CHECK(row.fields[24] == "삼성전자");
  }
}

TEST_CASE("trap: the flag says whether a frame is encrypted, not the TR") {
  ScriptedStream kis([](ScriptedStream& other, net::WebSocket& socket) -> awaitable<void> {
    const auto asked = co_await other.next(socket);
    if (!asked) co_return;
    (co_await socket.send(ScriptedStream::reply(*asked, "OPSP0000"))).value();
    (co_await socket.send("neither JSON nor rows")).value();
    (co_await socket.send("0|H0STCNI0|001|plain^notice")).value();
    co_await other.next(socket);
  });
  RunningSession session(kis.config(), system_clock);
  CHECK(session.add("H0STCNI0", "demo", 2).has_value());
  REQUIRE(wait_for([&] { return session.told.rows().size() == 1; }));
  CHECK(session.told.rows().front().fields == std::vector<std::string>{"plain", "notice"});
  CHECK(session.told.unreadable().size() == 1);  // left out, and told
}

TEST_CASE("trap: PINGPONG is answered with a pong frame of the same text, or KIS hangs up") {
  static constexpr std::string_view ping = R"({"header":{"tr_id":"PINGPONG","datetime":"20261121093000"}})";
  std::atomic<bool> answered = false;
  ScriptedStream script([&](ScriptedStream& other, net::WebSocket& socket) -> awaitable<void> {
    socket.on_pong([&](std::string_view text) { answered = text == ping; });
    (co_await socket.send(std::string(ping))).value();
    co_await accept_all(other, socket);
  });
  RunningSession session(script.config(), system_clock);
  CHECK(session.add("H0STCNT0", "005930").has_value());
  REQUIRE(wait_for([&] { return answered.load(); }));

  SimulatedStream kis(20s);  // half a second on this clock
  PlainClient client(kis);
  client.pong(client.hear("PINGPONG").value());
  client.say(client.hear("PINGPONG").value());  // the text sent back does as well
  CHECK(client.hear("PINGPONG").has_value());
  // Without an answer the connection ends, and nothing says so before.
  const auto end = client.hear("nothing more");
  REQUIRE(end.has_error());
  CHECK(end.error().message.find("was lost") != std::string::npos);
}

TEST_CASE("trap: a malformed answer to PINGPONG is answered with OPSP8993") {
  SimulatedStream kis;
  PlainClient client(kis);
  client.say(R"({"header":{"tr_id":"PINGPONG")");
  CHECK(client.hear().value().find("OPSP8993") != std::string::npos);
}

TEST_CASE("trap: a connection that says nothing at all counts as lost") {
  ScriptedStream silent(accept_all);
  auto config = silent.config();
  config.longest_silence = 50ms;
  RunningSession session(config, system_clock);
  CHECK(session.add("H0STCNT0", "005930").has_value());
  REQUIRE(wait_for([&] { return session.told.registered().size() >= 2; }));
  CHECK(session.told.interruptions().front().code == Errc::timeout);
}

TEST_CASE("trap: a second session of an app key is refused (OPSP8996) until the first has gone") {
  SimulatedStream kis;
  auto first = std::make_unique<PlainClient>(kis);
  CHECK(first->code("H0STCNT0", "005930") == "OPSP0000");
  RunningSession second(kis.config(), *kis.clock);
  CHECK(second.add("H0STCNT0", "005930").has_value());
  REQUIRE(wait_for([&] { return !second.told.interruptions().empty(); }));
  CHECK(second.told.interruptions().front().broker_code == "OPSP8996");
  CHECK(second.told.interruptions().front().retryable);
  first = nullptr;
  REQUIRE(wait_for([&] { return second.told.registered().size() == 1; }));
}

TEST_CASE("trap: KIS takes 41 registrations, so the 42nd (OPSP0008) is not even sent") {
  SimulatedStream kis;
  PlainClient client(kis);
  const auto apis = catalog::ApiCatalogue::embedded();
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < apis->size() && ids.size() < 42; ++i) {
    const auto api = apis->at(i);
    const bool trades = api.transactions.empty() || api.transactions.front().real.ends_with("CNT0");
    if (api.broker == "kis" && api.kind == catalog::ApiKind::realtime && !trades &&
        !api.response.front().encrypted)
      ids.emplace_back(api.transactions.front().real);
  }
  REQUIRE(ids.size() >= 21);
  for (std::size_t i = 0; i < 41; ++i)
    CHECK(client.code(ids[i / 2], i % 2 == 0 ? "005930" : "000660") == "OPSP0000");
  CHECK(client.code("H0STCNT0", "005930") == "OPSP0008");

  auto unused = kis.config();
  unused.websocket_url = "ws://127.0.0.1:1/";
  RunningSession session(unused, *kis.clock);
  for (int i = 0; i < 41; ++i) CHECK(session.add("H0STCNT0", std::to_string(i)).has_value());
  const auto refused = session.add("H0STCNT0", "41");
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == Errc::limit_exceeded);
  CHECK(refused.error().message.find("41") != std::string::npos);
  session.remove("H0STCNT0", "40");
  CHECK(session.add("H0STCNT0", "41").has_value());
}

TEST_CASE("trap: connect and close loops get a key blocked, so the pauses between connections grow") {
  SimulatedStream kis;
  kis.simulator.inject(R"({"match":{"path":"/kis/real/tryitout"},"kind":"status","value":503,"count":4})");
  RunningSession session(kis.config(), *kis.clock);
  CHECK(session.add("H0STCNT0", "005930").has_value());
  REQUIRE(wait_for([&] { return session.told.registered().size() == 1; }));
  const auto pauses = session.told.pauses();
  REQUIRE(pauses.size() == 4);
  CHECK(pauses.front() >= 750ms);
  for (std::size_t i = 1; i < pauses.size(); ++i) CHECK(pauses[i] > pauses[i - 1]);
  CHECK(kis.requests_of("/kis/real/oauth2/Approval") == 1);
}

TEST_CASE("trap: after a loss every registration has to be made again") {
  int connections = 0;
  ScriptedStream kis([&](ScriptedStream& other, net::WebSocket& socket) -> awaitable<void> {
    const bool first = ++connections == 1;
    for (int i = 0; i < 2; ++i) {
      const auto asked = co_await other.next(socket);
      if (!asked) co_return;
      (co_await socket.send(ScriptedStream::reply(*asked, "OPSP0000"))).value();
    }
    if (first) co_return;  // hangs up
    (co_await socket.send("0|H0STCNT0|001|005930")).value();
    co_await other.next(socket);
  });
  RunningSession session(kis.config(), system_clock);
  CHECK(session.add("H0STCNT0", "005930", 1).has_value());
  CHECK(session.add("H0STCNT0", "000660", 1).has_value());
  REQUIRE(wait_for([&] { return session.told.rows().size() == 1; }));
  CHECK(session.told.registered().size() == 4);
  CHECK(session.told.interruptions().size() == 1);
}

TEST_CASE("trap: registrations that follow each other at once get a key blocked, so they are paced") {
  ScriptedStream kis(accept_all);
  auto config = kis.config();
  config.pace = 20ms;
  RunningSession session(config, system_clock);
  for (const auto* code : {"005930", "000660", "035720", "247540"})
    CHECK(session.add("H0STCNT0", code).has_value());
  REQUIRE(wait_for([&] { return kis.messages().size() == 4; }));
  const auto messages = kis.messages();
  // Each one is sent after the answer to the one before and the pause.
  for (std::size_t i = 1; i < messages.size(); ++i) CHECK(messages[i].at - messages[i - 1].at >= 20ms);
}

TEST_CASE("trap: a wrong HTS id makes KIS hang up, which must not end in a loop") {
  SimulatedStream kis;
  RunningSession session(kis.config(), *kis.clock);
  CHECK(session.add("H0STCNI0", "stranger", 26).has_value());
  REQUIRE(wait_for([&] { return session.told.refusals().size() == 1; }));
  CHECK(session.told.refusals().front().hint.find("HTS id") != std::string::npos);
  CHECK(session.told.refusals().front().message.find("stranger") == std::string::npos);
  // Others go on without it.
  CHECK(session.add("H0STCNT0", "005930").has_value());
  REQUIRE(wait_for([&] { return session.told.registered().size() == 1; }));
}

TEST_CASE("trap: already registered (OPSP0002) is harmless, any other code of the table is a refusal") {
  // The stand-in answers with the code that the registration names.
  ScriptedStream kis([](ScriptedStream& other, net::WebSocket& socket) -> awaitable<void> {
    while (const auto asked = co_await other.next(socket)) {
      const std::string_view rt_cd = asked->tr_key == "OPSP0000" ? "0" : "1";
      (co_await socket.send(ScriptedStream::reply(*asked, asked->tr_key, rt_cd))).value();
    }
  });
  auto config = kis.config();
  config.pace = 1ms;
  RunningSession session(config, system_clock);
  const std::set<std::string> refusals{"OPSP0003", "OPSP0007", "OPSP0008", "OPSP0009", "OPSP0010", "OPSP8991",
                                       "OPSP8992", "OPSP8993", "OPSP8994", "OPSP8995", "OPSP8997", "OPSP8998",
                                       "OPSP8999", "OPSP9990", "OPSP9991", "OPSP9992", "OPSP9993", "OPSP9994",
                                       "OPSP9995", "OPSP9996", "OPSP9997", "OPSP9998", "OPSP9999"};
  for (const auto& code : refusals) CHECK(session.add("H0STCNT0", code).has_value());
  for (const auto* code : {"OPSP0000", "OPSP0002"}) CHECK(session.add("H0STCNT0", code).has_value());
  REQUIRE(wait_for([&] {
    return session.told.refusals().size() == refusals.size() && session.told.registered().size() == 2;
  }));
  std::set<std::string> told;
  for (const auto& error : session.told.refusals()) {
    told.insert(error.broker_code);
    CHECK_FALSE(error.hint.empty());
  }
  CHECK(told == refusals);
  CHECK(session.told.interruptions().empty());
}

TEST_CASE("trap: a refusal may name neither its TR nor its key") {
  SimulatedStream kis;
  PlainClient client(kis);
  client.ask("H0STCNT0", "999999");
  CHECK(client.hear().value().find(R"("tr_id":"","tr_key":"")") != std::string::npos);

  RunningSession session(kis.config(Environment::paper), *kis.clock);
  CHECK(session.add("H0STCNT0", "999999").has_value());
  CHECK(session.add("H0STCNT0", "005930").has_value());
  REQUIRE(
      wait_for([&] { return session.told.refusals().size() == 1 && session.told.registered().size() == 1; }));
  CHECK(session.told.refusals().front().broker_code == "OPSP8992");
  CHECK(session.told.registered().front() == "H0STCNT0 005930");
}
