// KIS over WebSocket: what a connection may register and what it is sent.
#include <algorithm>

#include <boost/json/parse.hpp>

#include "kbroker/base/aes.hpp"
#include "kbroker/base/codec.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/time_format.hpp"
#include "kis_realtime.hpp"
#include "wire_values.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t most_streams = 41;

/// Empty when it is missing or no text.
std::string text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

const json::object* object_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value ? value->if_object() : nullptr;
}

std::string reply(std::string_view tr_id, std::string_view tr_key, std::string_view encrypt,
                  json::object body) {
  return to_json_text(json::object{{"header", {{"tr_id", tr_id}, {"tr_key", tr_key}, {"encrypt", encrypt}}},
                                   {"body", std::move(body)}});
}

json::object verdict(std::string_view rt_cd, std::string_view code, std::string_view text) {
  return {{"rt_cd", rt_cd}, {"msg_cd", code}, {"msg1", text}};
}

/// The registration asks for the fill notices of a customer, not for an instrument.
bool is_by_user(const catalog::Api& api) {
  return std::ranges::find(api.params, catalog::FilledBy::hts_id, &catalog::ApiParam::filled_by) !=
         api.params.end();
}

struct Cipher {
  std::string key, iv;
};

/// Others for every app key and TR.
Cipher cipher_of(std::string_view app_key, std::string_view tr_id) {
  const auto digits = sha256_hex(std::string(app_key) + ":" + std::string(tr_id));
  return {digits.substr(0, aes256_key_bytes), digits.substr(aes256_key_bytes, aes256_iv_bytes)};
}

/// Rows of one TR that leave in one frame.
struct Rows {
  std::string payload;
  std::size_t count = 0;
  bool encrypted = false;

  void add(std::string_view row) {
    if (count++ > 0) payload += '^';
    payload += row;
  }
};

}  // namespace

struct KisGuest::Request {
  std::string approval_key, tr_type, tr_id, tr_key;
};

struct KisGuest::Refusal {
  std::string_view code, text;
};

KisGuest::~KisGuest() {
  if (!app_key_.empty()) host_.give_back_key(app_key_);
}

std::optional<KisGuest::Refusal> KisGuest::read(std::string_view message, Request& request) {
  boost::system::error_code error;
  const auto value = json::parse(message, error);
  if (error) return Refusal{"OPSP8993", "JSON PARSING ERROR : invalid tr_key"};
  if (!value.is_object()) return Refusal{"OPSP9999", "invalid json format"};
  const auto* header = object_of(value.get_object(), "header");
  if (!header) return Refusal{"OPSP9998", "header not found"};
  request.approval_key = text_of(*header, "approval_key");
  request.tr_type = text_of(*header, "tr_type");
  const auto type = text_of(*header, "custtype");
  if (request.approval_key.empty()) return Refusal{"OPSP9996", "appkey not found"};
  if (type.empty()) return Refusal{"OPSP9997", "custtype not found"};
  if (type != "P" && type != "B") return Refusal{"OPSP8998", "invalid custtype"};
  if (request.tr_type != "1" && request.tr_type != "2") return Refusal{"OPSP8997", "invalid tr_type"};
  const auto* body = object_of(value.get_object(), "body");
  if (!body) return Refusal{"OPSP9992", "body not found"};
  const auto* input = object_of(*body, "input");
  if (!input) return Refusal{"OPSP9991", "input not found"};
  request.tr_id = text_of(*input, "tr_id");
  request.tr_key = text_of(*input, "tr_key");
  if (request.tr_key.empty()) return Refusal{"OPSP9990", "tr_key not found"};
  return std::nullopt;
}

std::optional<KisGuest::Refusal> KisGuest::admit(const std::string& approval_key) {
  // An open session is not cut when its key ages.
  if (!app_key_.empty() && approval_key == approval_key_) return std::nullopt;
  auto& approvals = host_.desk.approvals;
  const auto owner = approvals.owner(approval_key);
  const auto now = host_.world.clock.wall();
  if (approvals.check(host_.environment, owner, approval_key, now) != TokenVerdict::good)
    return Refusal{"OPSP0011", "invalid approval : NOT FOUND"};
  if (owner != app_key_) {
    if (!host_.take_key(owner)) return Refusal{"OPSP8996", "ALREADY IN USE appkey"};
    if (!app_key_.empty()) host_.give_back_key(app_key_);
    app_key_ = owner;
  }
  approval_key_ = approval_key;
  return std::nullopt;
}

KisGuest::Answer KisGuest::answer(std::string_view message) {
  if (pong(message)) return {};
  // Such refusals name neither TR nor key.
  const auto refuse = [](const Refusal& refusal) {
    return Answer{reply("", "", "N", verdict("9", refusal.code, refusal.text))};
  };
  Request request;
  if (const auto refusal = read(message, request)) return refuse(*refusal);
  if (const auto refusal = admit(request.approval_key)) return refuse(*refusal);
  const auto api = host_.directory.find_stream(request.tr_id, host_.environment);
  if (!api) return refuse({"OPSP8991", "invalid tr_id : NOT FOUND"});
  if (is_by_user(*api) && request.tr_key != demo_hts_id) return {{}, true};
  if (trade_venue(request.tr_id) && !host_.world.exchange.find(request.tr_key))
    return refuse({"OPSP8992", "invalid tr_key : NOT FOUND"});
  return change(request, *api);
}

KisGuest::Answer KisGuest::change(const Request& request, const catalog::Api& api) {
  const std::string_view encrypt = api.response.front().encrypted ? "Y" : "N";
  const auto tell = [&](json::object body) {
    return Answer{reply(request.tr_id, request.tr_key, encrypt, std::move(body))};
  };
  const Place place(request.tr_id, request.tr_key);
  if (request.tr_type == "2")
    return tell(streams_.erase(place) > 0 ? verdict("0", "OPSP0001", "UNSUBSCRIBE SUCCESS")
                                          : verdict("1", "OPSP0003", "UNSUBSCRIBE ERROR(not found!)"));
  if (streams_.contains(place)) return tell(verdict("1", "OPSP0002", "ALREADY IN SUBSCRIBE"));
  if (streams_.size() >= most_streams) return tell(verdict("1", "OPSP0008", "MAX SUBSCRIBE OVER"));

  Stream stream{api};
  if (const auto venue = trade_venue(request.tr_id))
    stream.volume = host_.world.exchange
                        .quote(*host_.world.exchange.find(request.tr_key), host_.world.clock.wall(), *venue)
                        .today.volume;
  stream.next_fill = host_.desk.fills(0).size();
  streams_.emplace(place, std::move(stream));
  const auto cipher = cipher_of(app_key_, request.tr_id);
  auto body = verdict("0", "OPSP0000", "SUBSCRIBE SUCCESS");
  body["output"] = {{"iv", cipher.iv}, {"key", cipher.key}};
  return tell(std::move(body));
}

std::vector<std::string> KisGuest::frames() {
  const auto& world = host_.world;
  std::map<std::string, Rows> by_tr;
  for (auto& [place, stream] : streams_) {
    const auto& [tr_id, tr_key] = place;
    auto& rows = by_tr[tr_id];
    rows.encrypted = stream.api.response.front().encrypted;
    if (const auto venue = trade_venue(tr_id)) {
      const auto instrument = *world.exchange.find(tr_key);
      const auto volume = world.exchange.quote(instrument, world.clock.wall(), *venue).today.volume;
      // A smaller one is that of a new day.
      const auto traded = volume < stream.volume ? volume : volume - stream.volume;
      stream.volume = volume;
      if (traded > 0) rows.add(trade_row(stream.api, instrument, traded, world, host_.environment));
    } else if (stream.api.id == "kis.domestic_stock.ccnl_notice") {
      for (const auto& fill : host_.desk.fills(stream.next_fill))
        rows.add(notice_row(stream.api, fill, ++stream.next_fill, world, host_.environment));
    }
  }
  std::vector<std::string> frames;
  for (const auto& [tr_id, rows] : by_tr) {
    if (rows.count == 0) continue;
    const auto head = "|" + tr_id + "|" + padded(static_cast<std::int64_t>(rows.count), 3) + "|";
    const auto cipher = cipher_of(app_key_, tr_id);
    frames.push_back(rows.encrypted
                         ? "1" + head + base64_encode(aes256_cbc_encrypt(cipher.key, cipher.iv, rows.payload))
                         : "0" + head + rows.payload);
  }
  return frames;
}

std::optional<std::string> KisGuest::ping() {
  if (!ping_.empty()) return std::nullopt;
  const auto now = host_.world.clock.wall();
  ping_ = to_json_text(json::object{
      {"header", {{"tr_id", "PINGPONG"}, {"datetime", to_yyyymmdd_kst(now) + to_hhmmss_kst(now)}}}});
  return ping_;
}

bool KisGuest::pong(std::string_view text) {
  if (ping_.empty() || text != ping_) return false;
  ping_.clear();
  return true;
}

}  // namespace kbroker::sim
