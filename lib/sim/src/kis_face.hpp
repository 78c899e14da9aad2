// The KIS Open API of one environment: keys, tokens, TR ids and pace are checked, then the API answers.
#pragma once

#include "kis_api.hpp"
#include "world.hpp"

namespace kbroker::sim {

/// Source of rules and texts: the KIS portal and official samples as of November 2026.
class KisFace final : public Face {
 public:
  KisFace(Environment environment, World world) : environment_(environment), world_(world) {}
  net::http::Response answer(const Call& call) override;
  std::string_view operation(const Call& call) const override { return call.header("tr_id"); }
  net::http::Response rate_limited() const override;
  net::http::Response token_invalid() const override;
  net::http::Response token_refused() const override;
  bool is_token_issue(const Call& call) const override { return call.path == "/oauth2/tokenP"; }

 private:
  net::http::Response issue_token(const Call& call);
  net::http::Response revoke_token(const Call& call);
  net::http::Response call_api(const KisApi& api, const Call& call);

  Environment environment_;
  World world_;
};

}  // namespace kbroker::sim
