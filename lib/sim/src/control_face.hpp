// The control endpoint: faults, tokens, statistics.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "faults.hpp"
#include "kis_realtime.hpp"
#include "world.hpp"

namespace kbroker::sim {

/// Counts requests by path, operation and status. Any thread may call every function.
class Statistics {
 public:
  void count(std::string_view path, std::string_view operation, unsigned status);
  boost::json::object report() const;

 private:
  struct Counts {
    std::uint64_t requests = 0;
    std::map<unsigned, std::uint64_t> by_status;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Counts> counts_;
};

/// Any thread may call every function.
class ControlFace {
 public:
  ControlFace(Faults& faults, Statistics& statistics, TokenDesk& kis_tokens, TokenDesk& kiwoom_tokens,
              KisRealtimeDesk& realtime)
      : faults_(faults),
        statistics_(statistics),
        kis_tokens_(kis_tokens),
        kiwoom_tokens_(kiwoom_tokens),
        realtime_(realtime) {}
  /// Paths /control/faults, /control/fills, /control/tokens/revoke and /control/stats. Failures are
  /// {"error":{"code","message","hint"}}.
  net::http::Response answer(const Call& call);

 private:
  net::http::Response add_faults(const Call& call);
  net::http::Response remove_faults(const Call& call);
  net::http::Response revoke_tokens(const Call& call);
  net::http::Response add_fill(const Call& call);

  Faults& faults_;
  Statistics& statistics_;
  TokenDesk& kis_tokens_;
  TokenDesk& kiwoom_tokens_;
  KisRealtimeDesk& realtime_;
};

}  // namespace kbroker::sim
