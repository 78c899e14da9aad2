// Anything sent to the simulator's faces and its control endpoint is answered without a crash.
#include <cstdint>
#include <string_view>

#include "../../lib/sim/src/control_face.hpp"
#include "../../lib/sim/src/kis_face.hpp"
#include "../../lib/sim/src/kiwoom_face.hpp"
#include "kbroker/sim/simulator.hpp"

namespace {

using namespace kbroker;
using namespace kbroker::sim;

std::shared_ptr<const catalog::SymbolMaster> master() {
  catalog::Symbol samsung;
  samsung.code = "005930";
  samsung.base_price = 97'200;
  return std::make_shared<const catalog::SymbolMaster>(std::vector<catalog::Symbol>{samsung});
}

}  // namespace

// The first two bytes choose an API, the rest is its query or body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Exchange exchange(1, 1, master());
  static const Account account(exchange, 1'000, {{"005930", 10, 900'000}});
  static const auto catalogue = catalog::ApiCatalogue::embedded();
  static const KisDirectory directory(catalogue);
  if (size < 2) return 0;
  ManualClock clock;
  TokenDesk tokens(1, {});
  Pacing pacing;
  Faults faults(1);
  Statistics statistics;
  KisRealtimeDesk desk(1);
  ControlFace control(faults, statistics, tokens, tokens, desk);
  const World world{exchange, account, tokens, pacing, clock};
  KisRealtime realtime(Environment::real, world, directory, desk, RealtimePace());
  KisFace kis(Environment::real, world, directory, realtime);
  KiwoomFace kiwoom(Environment::real, world);
  const std::string token = tokens.issue(Environment::real, std::string(demo_app_key), clock.wall()).token;
  const std::string text(reinterpret_cast<const char*>(data + 2), size - 2);

  Call call;
  call.headers = {{"authorization", "Bearer " + token},
                  {"appkey", std::string(demo_app_key)},
                  {"appsecret", std::string(demo_app_secret)},
                  {"custtype", "P"},
                  {"tr_cont", "N"},
                  {"cont-yn", "Y"},
                  {"next-key", text.substr(0, 14)}};
  const auto& methods = directory.methods();
  const auto& [path, method] =
      *std::next(methods.begin(), static_cast<std::ptrdiff_t>((data[0] + 256u * data[1]) % methods.size()));
  call.method = method;
  call.path = path;
  call.query = call.body = text;
  call.headers["content-type"] = "application/json";
  if (const auto api = directory.find(path); !api->transactions.empty())
    call.headers["tr_id"] = api->transactions.front().real;
  static_cast<void>(kis.answer(call));

  const auto& entry = kiwoom_apis()[data[0] % kiwoom_apis().size()];
  call.method = "POST";
  call.path = entry.path;
  call.body = text;
  call.headers["api-id"] = entry.id;
  static_cast<void>(kiwoom.answer(call));

  call.path = "/oauth2/tokenP";
  static_cast<void>(kis.answer(call));
  call.path = "/oauth2/token";
  static_cast<void>(kiwoom.answer(call));
  for (const auto* place : {"/control/faults", "/control/fills"}) {
    call.path = place;
    static_cast<void>(control.answer(call));
  }
  static_cast<void>(faults.meet("/kis", "", false));
  KisGuest guest(realtime);
  guest.answer(R"({"header":{"approval_key":")" + realtime.approval_key(std::string(demo_app_key)) +
               R"(","custtype":"P","tr_type":"1"},"body":{"input":{"tr_id":"H0STCNI0","tr_key":"demo"}}})");
  guest.answer(text);
  guest.frames();
  static_cast<void>(without_fields(text, {}));
  return 0;
}
