#include "approval_key.hpp"

#include "errors.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "protocol.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;

namespace {

/// Of the 24 hours; the rest is for clocks that differ.
constexpr std::chrono::hours lifetime{23};
constexpr std::chrono::seconds patience{10};
constexpr std::string_view operation = "the request of an approval key";

/// The secret goes under the name `secretkey` here, unlike with access tokens.
net::http::ClientRequest make_request(const broker::EndpointConfig& config) {
  boost::json::object body;
  body["grant_type"] = "client_credentials";
  body["appkey"] = config.app_key.reveal();
  body["secretkey"] = config.app_secret.reveal();
  const auto& facts = protocol().facts;
  const auto standard = config.environment == broker::Environment::paper ? facts.paper_url : facts.real_url;
  const auto base = config.base_url.empty() ? std::string(standard) : config.base_url;
  return {"POST",
          base + "/oauth2/Approval",
          {{"Content-Type", std::string(facts.content_type)}},
          to_json_text(body)};
}

}  // namespace

ApprovalKey::ApprovalKey(const broker::EndpointConfig& config,
                         std::shared_ptr<net::http::Transport> transport, Clock& clock)
    : config_(config), transport_(std::move(transport)), clock_(clock) {}

boost::asio::awaitable<Result<Secret>> ApprovalKey::get() {
  if (!key_.empty() && clock_.wall() < good_until_) co_return key_;
  // The transport counts on the system's clock.
  const Deadline deadline = Deadline::after(SystemClock(), patience);
  auto response = co_await transport_->send(make_request(config_), deadline);
  if (response.has_error()) co_return response.error();
  const auto body = wire::parse_object(response->body);
  if (!body) co_return errors().unreadable(*response, operation);
  Secret key(wire::text(*body, "approval_key"));
  if (response->status >= 400 || key.empty()) co_return envelope_error(*body, *response, operation);
  key_ = key;
  good_until_ = clock_.wall() + lifetime;
  co_return key;
}

}  // namespace kbroker::kis
