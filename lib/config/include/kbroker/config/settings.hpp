// Everything that can be configured, as plain values with their defaults. configs/kbrokerd.yaml documents
// each key.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/base/secret.hpp"

namespace kbroker::config {

using std::chrono::milliseconds;

struct ServerSettings {
  std::string listen = "127.0.0.1:8030";
  std::size_t threads = 1;          ///< 0: one a core
  std::string layout = "per_core";  ///< per_core | shared
  std::string tls_certificate, tls_key;
  std::vector<std::string> allowed_hosts;
  std::string bearer_token_file;  ///< when set every MCP request needs a token
  bool insecure_no_auth = false;
  std::size_t max_body_bytes = 4 * 1024 * 1024;
  std::size_t max_header_bytes = 16 * 1024;
  std::size_t max_connections = 20'000;
  std::size_t max_sessions = 10'000;
  milliseconds session_idle{4 * 3600 * 1000};
  milliseconds header_deadline{10'000}, body_deadline{30'000}, idle_deadline{75'000}, write_deadline{30'000};
  milliseconds sse_heartbeat{15'000};
  milliseconds drain{10'000};
  milliseconds call_deadline{30'000};
};

struct SessionSettings {
  std::string store;  ///< file; empty: sessions end with the process
  std::size_t replay_bytes = 1024 * 1024;
};

/// For each principal; 0: no limit.
struct LimitSettings {
  std::size_t sessions = 0, streams = 0, calls = 0, requests_per_second = 0;
  std::size_t replay_bytes = 64 * 1024 * 1024;
};

/// All three or none.
struct OAuthSettings {
  std::string issuer, resource, jwks_url;
};

struct LogSettings {
  std::string level = "info";   ///< debug | info | warning | error
  std::string format = "text";  ///< text | json
};

/// One key pair and account of a broker in one environment.
struct CredentialSettings {
  Secret app_key, app_secret;
  std::string account;              ///< KIS: eight digits once loaded; may be empty
  std::string account_product;      ///< KIS: two digits, "01" when nobody says otherwise
  std::string derivatives_account;  ///< KIS: eight digits once loaded; may be empty
  std::string base_url;             ///< empty: the broker's own host
  double calls_per_second = 0;      ///< 0: the broker's default
};

struct BrokerSettings {
  bool enabled = true;
  std::optional<CredentialSettings> real, paper;
  std::string account_environment = "paper";  ///< paper | real, where both exist
  std::string hts_id;
};

struct CacheSettings {
  milliseconds default_ttl{300'000}, quote_ttl{1'000}, info_ttl{300'000}, account_ttl{1'000};
  std::size_t max_entries = 10'000, max_bytes = 64 * 1024 * 1024;
};

struct RetrySettings {
  int attempts = 3;
  milliseconds first_delay{1'000};
};

struct BreakerSettings {
  int failures = 5;
  milliseconds open_for{10'000};
};

struct FallbackSettings {
  milliseconds max_stale{15 * 60 * 1000};
  bool sample = true;
};

struct MasterSettings {
  /// "auto" downloads unless in demo mode; "never", "always".
  std::string download = "auto";
  bool others = true;
  std::string base_url = "https://new.real.download.dws.co.kr/common/master/";
};

struct CatalogSettings {
  std::string path;  ///< a newer API catalogue; empty: what was built in
};

struct SimSettings {
  std::uint64_t seed = 42;
  double speed = 1;
};

struct Settings {
  /// True: no broker is called, the built-in simulator answers. Set by --demo, or when no credentials are
  /// found.
  bool demo = false;
  /// "kis" or "kiwoom": who answers when a call does not say.
  std::string default_broker = "kis";
  /// Tokens, master files, calendar. Default: $XDG_STATE_HOME/kbroker, else ~/.local/state/kbroker, else
  /// memory only.
  std::string state_directory;
  bool mask_account = true;
  std::vector<std::string> toolsets;  ///< empty: the defaults
  ServerSettings server;
  SessionSettings sessions;
  LimitSettings limits;
  OAuthSettings oauth;
  LogSettings log;
  BrokerSettings kis, kiwoom;
  CacheSettings cache;
  RetrySettings retry;
  BreakerSettings breaker;
  FallbackSettings fallback;
  MasterSettings master;
  CatalogSettings catalog;
  SimSettings sim;
};

/// Where a value came from and what is wrong with it; `line` 0 when it is not from a file.
struct Problem {
  std::string where;  ///< file name or environment variable
  int line = 0;
  std::string message;
  std::string credential = {};  ///< "kis.real" when it is about that key pair or its account
};
/// "kbrokerd.yaml:12: server.threads must be …".
std::string to_string(const Problem& problem);

struct LoadRequest {
  /// Empty: $KBROKER_CONFIG, else the first of ./kbrokerd.yaml, ~/.config/kbroker/kbrokerd.yaml and
  /// /etc/kbroker/kbrokerd.yaml that exists, or none.
  std::string file;
  std::map<std::string, std::string> environment;  ///< normally the process's own
  bool demo = false;                               ///< --demo
  /// What the command line says, by key ("server.listen"): stronger than everything else.
  std::map<std::string, std::string> overrides;
};

struct Loaded {
  Settings settings;
  std::vector<std::string> files;    ///< what was read
  std::vector<std::string> notices;  ///< worth a log line
};

/// Defaults, then kis_devlp.yaml (or devlp.yaml) where the user has it, then the file, the environment and
/// the overrides. Every mistake is reported at once. Unknown keys name the nearest known one. An empty value
/// means "not given"; placeholders of the official template count as missing. On return a credential is
/// either complete or absent, KIS accounts are eight digits plus `account_product`, and `demo` is set when no
/// broker has credentials. Reads files; call at start-up, from one thread.
boost::system::result<Loaded, std::vector<Problem>> load(const LoadRequest& request);

/// The effective configuration as YAML with secrets masked; for --check-config and `kbroker config`.
std::string to_yaml_masked(const Settings& settings);
/// The same as an object, for `kbroker --json config`. Durations and sizes are text with their unit.
boost::json::object to_json_masked(const Settings& settings);
/// The environment of this process.
std::map<std::string, std::string> process_environment();

}  // namespace kbroker::config
