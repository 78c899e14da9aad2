// The KIS Open API of one environment: keys, tokens, TR ids and pace are checked, then the API answers.
#pragma once

#include "kis_api.hpp"
#include "kis_directory.hpp"
#include "kis_realtime.hpp"
#include "world.hpp"

namespace kbroker::sim {

/// Source of rules and texts: the KIS portal and official samples as of November 2026.
class KisFace final : public Face {
 public:
  /// `directory` and `realtime` outlive the face.
  KisFace(Environment environment, World world, const KisDirectory& directory, KisRealtime& realtime)
      : environment_(environment), world_(world), directory_(directory), realtime_(realtime) {}
  net::http::Response answer(const Call& call) override;
  std::string_view operation(const Call& call) const override { return call.header("tr_id"); }
  net::http::Response rate_limited() const override;
  net::http::Response token_invalid() const override;
  net::http::Response token_refused() const override;
  bool is_token_issue(const Call& call) const override { return call.path == "/oauth2/tokenP"; }

 private:
  net::http::Response issue_token(const Call& call);
  net::http::Response revoke_token(const Call& call);
  net::http::Response issue_approval(const Call& call);
  net::http::Response make_hash(const Call& call);
  net::http::Response call_api(const catalog::Api& api, const Call& call);
  /// Nothing when key, token and pace of the call are in order.
  std::optional<net::http::Response> refuse_caller(const catalog::Api& api, const Call& call);
  bool admit(std::string_view bucket, std::string_view key, Pace pace);

  Environment environment_;
  World world_;
  const KisDirectory& directory_;
  KisRealtime& realtime_;
};

}  // namespace kbroker::sim
