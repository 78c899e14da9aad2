// The Kiwoom REST API of one environment: token, api-id, path, parameters and pace are checked, then the API
// answers.
#pragma once

#include "kiwoom_api.hpp"
#include "world.hpp"

namespace kbroker::sim {

/// Source of codes and texts: the broker's published error list and field reports as of November 2026.
class KiwoomFace final : public Face {
 public:
  KiwoomFace(Environment environment, World world) : environment_(environment), world_(world) {}
  net::http::Response answer(const Call& call) override;
  std::string_view operation(const Call& call) const override { return call.header("api-id"); }
  net::http::Response rate_limited() const override;
  net::http::Response token_invalid() const override;
  net::http::Response token_refused() const override;
  bool is_token_issue(const Call& call) const override { return call.path == "/oauth2/token"; }

 private:
  net::http::Response issue_token(const Call& call);
  net::http::Response revoke_token(const Call& call);
  net::http::Response call_api(const Call& call);

  Environment environment_;
  World world_;
};

}  // namespace kbroker::sim
