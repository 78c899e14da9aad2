// A small market with a clock that tests set, and faces called without sockets.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/parse.hpp>

#include "account.hpp"
#include "exchange.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/sim/simulator.hpp"
#include "kis_face.hpp"
#include "kiwoom_face.hpp"

namespace kbroker::sim::test {

/// Korean time "20261120", "101530".
inline WallTime kst(std::string_view day, std::string_view time) {
  return *parse_kst(day, time);
}

inline catalog::Symbol symbol(std::string code, std::string name, std::int64_t base_price,
                              catalog::Market market = catalog::Market::kospi, std::string kind = "ST") {
  catalog::Symbol made;
  made.code = std::move(code);
  made.name = std::move(name);
  made.isin = "KR7" + made.code + "003";
  made.market = market;
  made.kind = std::move(kind);
  made.base_price = base_price;
  made.market_cap_100m = 50'000;
  return made;
}

/// Samsung Electronics and others, with 60 more at the end for long lists.
inline std::shared_ptr<const catalog::SymbolMaster> master() {
  std::vector<catalog::Symbol> symbols{symbol("005930", "삼성전자", 97'200),
                                       symbol("000660", "SK하이닉스", 255'000),
                                       symbol("035720", "카카오", 41'350),
                                       symbol("069500", "KODEX 200", 38'120, catalog::Market::kospi, "EF"),
                                       symbol("247540", "에코프로비엠", 151'700, catalog::Market::kosdaq),
                                       symbol("112190", "케이씨산업", 1'180, catalog::Market::konex)};
  for (int i = 0; i < 60; ++i)
    symbols.push_back(symbol(std::to_string(900'000 + i), "종목" + std::to_string(i), 1'000 + 7'130 * i));
  return std::make_shared<const catalog::SymbolMaster>(std::move(symbols));
}

inline std::vector<Holding> sixty_holdings() {
  std::vector<Holding> holdings;
  for (int i = 0; i < 60; ++i) holdings.push_back({std::to_string(900'000 + i), 10 + i, 100'000 + 1'003 * i});
  return holdings;
}

inline boost::json::object json_of(const net::http::Response& response) {
  return boost::json::parse(response.body).as_object();
}

inline std::string text(const boost::json::object& object, std::string_view key) {
  return std::string(object.at(key).as_string());
}

inline std::int64_t whole(const boost::json::object& object, std::string_view key) {
  return Decimal::parse(std::string_view(object.at(key).as_string()))->to_int();
}

inline std::string header_of(const net::http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "(none)";
}

/// Friday, 20 November 2026, 10:15:30 in Korea: the exchange is open.
struct Market {
  explicit Market(std::vector<Holding> holdings = Account::demo_holdings(), std::uint64_t seed = 42)
      : exchange(seed, 1, master()), account(exchange, Account::demo_cash, std::move(holdings)) {}

  World world(TokenDesk& tokens) { return {exchange, account, tokens, pacing, clock}; }

  ManualClock clock{kst("20261120", "101530")};
  Exchange exchange;
  Account account;
  TokenDesk kis_tokens{1, {std::chrono::minutes(1), std::chrono::hours(6), std::chrono::hours(24)}};
  TokenDesk kiwoom_tokens{2, {}};
  Pacing pacing;
  KisDirectory kis_directory{catalog::ApiCatalogue::embedded()};
  KisRealtimeDesk kis_desk{3};
  KisRealtime realtime_real{Environment::real, world(kis_tokens), kis_directory, kis_desk, RealtimePace()},
      realtime_paper{Environment::paper, world(kis_tokens), kis_directory, kis_desk, RealtimePace()};
  KisFace kis_real{Environment::real, world(kis_tokens), kis_directory, realtime_real},
      kis_paper{Environment::paper, world(kis_tokens), kis_directory, realtime_paper};
  KiwoomFace kiwoom_real{Environment::real, world(kiwoom_tokens)},
      kiwoom_paper{Environment::paper, world(kiwoom_tokens)};

  static Call kis_token_call(std::string_view key = demo_app_key, std::string_view secret = demo_app_secret) {
    Call call;
    call.method = "POST";
    call.path = "/oauth2/tokenP";
    call.body = R"({"grant_type":"client_credentials","appkey":")" + std::string(key) + R"(","appsecret":")" +
                std::string(secret) + "\"}";
    return call;
  }
  std::string kis_token(KisFace& face) {
    return text(json_of(face.answer(kis_token_call())), "access_token");
  }

  /// A correct call of a KIS API; `name` is the last part of its path.
  Call kis_call(KisFace& face, std::string_view tr_id, std::string_view name, std::string query) {
    if (kis_authorization_.empty() || kis_face_ != &face) kis_authorization_ = "Bearer " + kis_token(face);
    kis_face_ = &face;
    Call call;
    call.method = "GET";
    call.path = std::string(name == "inquire-balance" ? "/uapi/domestic-stock/v1/trading/"
                                                      : "/uapi/domestic-stock/v1/quotations/") +
                std::string(name);
    call.query = std::move(query);
    call.headers = {{"authorization", kis_authorization_},
                    {"appkey", std::string(demo_app_key)},
                    {"appsecret", std::string(demo_app_secret)},
                    {"tr_id", std::string(tr_id)},
                    {"custtype", "P"}};
    return call;
  }

  static Call kiwoom_token_call(std::string_view key = demo_app_key) {
    Call call;
    call.method = "POST";
    call.path = "/oauth2/token";
    call.body = R"({"grant_type":"client_credentials","appkey":")" + std::string(key) + R"(","secretkey":")" +
                std::string(demo_app_secret) + "\"}";
    return call;
  }
  Call kiwoom_call(KiwoomFace& face, std::string_view id, std::string_view path, std::string body) {
    Call call;
    call.method = "POST";
    call.path = "/api/dostk/" + std::string(path);
    call.body = std::move(body);
    call.headers = {{"authorization", "Bearer " + text(json_of(face.answer(kiwoom_token_call())), "token")},
                    {"api-id", std::string(id)}};
    return call;
  }

 private:
  std::string kis_authorization_;
  KisFace* kis_face_ = nullptr;
};

}  // namespace kbroker::sim::test
