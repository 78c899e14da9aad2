// Every configuration key, in the order of the documented file.
#include <algorithm>
#include <array>
#include <utility>

#include "checks.hpp"
#include "key_kinds.hpp"

namespace kbroker::config {

namespace {

using namespace std::chrono_literals;
using namespace kinds;
using Keys = std::vector<Key>;

constexpr std::uint64_t kib = 1024, mib = 1024 * kib, gib = 1024 * mib;

const std::vector<std::pair<std::string, std::string>> sections{
    {"server", "The HTTP server at /mcp."},
    {"sessions", "MCP sessions; how many and how long is in server."},
    {"limits",
     "What each principal (whoever a token belongs to) may use. Without authorization everybody together is "
     "one. 0: no limit."},
    {"oauth",
     "Access tokens of an OAuth 2.1 authorization server (docs/authorization.md). All three keys or none."},
    {"log", "Log events, written to standard error."},
    {"kis", "KIS (한국투자증권) Open API."},
    {"kis.real", "Keys and account for real trading (실전투자)."},
    {"kis.paper", "Keys and account for paper trading (모의투자)."},
    {"kiwoom", "Kiwoom (키움증권) REST API."},
    {"kiwoom.real", "Keys for the real host. The account is bound to the key."},
    {"kiwoom.paper", "Keys for the paper host (모의투자)."},
    {"cache", "Answers of brokers kept in memory."},
    {"retry", "Repeating reads that failed for a passing reason. Orders are never repeated."},
    {"breaker", "Stops calling a broker that keeps failing."},
    {"fallback", "What a price request gets when the broker does not answer."},
    {"master", "Lists of listed securities (names and codes)."},
    {"catalog", "What is known about the brokers' APIs."},
    {"sim", "The built-in simulator of demo mode."},
};

void add_general(Keys& keys) {
  keys.push_back(boolean(
      "demo", [](Settings& s) -> auto& { return s.demo; },
      "Answer from the built-in simulator and call no broker. Without complete credentials of "
      "any broker demo mode is on by itself."));
  keys.push_back(choice(
      "default_broker", [](Settings& s) -> auto& { return s.default_broker; }, {"kis", "kiwoom"},
      "Who answers when a call names no broker."));
  keys.push_back(text(
      "state_directory", "path", [](Settings& s) -> auto& { return s.state_directory; }, check_path,
      "Where tokens, master files and the calendar are kept. Empty: $STATE_DIRECTORY (systemd), "
      "$XDG_STATE_HOME/kbroker or ~/.local/state/kbroker; without any of them memory only."));
  keys.push_back(boolean(
      "mask_account", [](Settings& s) -> auto& { return s.mask_account; },
      "Show only the last four digits of account numbers in results."));
  keys.push_back(list(
      "toolsets", "list", [](Settings& s) -> auto& { return s.toolsets; }, check_toolset,
      "Toolsets on offer: market, account, orders, api, realtime, server, kis-compat. Empty: all but "
      "kis-compat, the tools of KIS's own MCP servers (docs/migrating-from-kis-mcp.md), which is on only "
      "when "
      "named."));
}

void add_server(Keys& keys) {
  keys.push_back(text(
      "server.listen", "host:port", [](Settings& s) -> auto& { return s.server.listen; },
      [](std::string_view value) { return check_listen(value); },
      "Address and port. Port 0 takes a free one. Anything but a loopback address also needs "
      "bearer_token_file or oauth."));
  keys.push_back(integer(
      "server.threads", [](Settings& s) -> auto& { return s.server.threads; }, 0, 256,
      "Threads that serve requests; 0 is one a core."));
  keys.push_back(choice(
      "server.layout", [](Settings& s) -> auto& { return s.server.layout; }, {"per_core", "shared"},
      "per_core gives each thread its own event loop, shared lets all threads work on one."));
  keys.push_back(text(
      "server.tls_certificate", "path", [](Settings& s) -> auto& { return s.server.tls_certificate; },
      check_readable_file, "PEM file with the certificate chain; turns HTTPS on. Read again on SIGHUP."));
  keys.push_back(text(
      "server.tls_key", "path", [](Settings& s) -> auto& { return s.server.tls_key; }, check_readable_file,
      "PEM file with the private key of tls_certificate."));
  keys.push_back(list(
      "server.allowed_hosts", "list", [](Settings& s) -> auto& { return s.server.allowed_hosts; },
      [](std::string_view value) { return check_word(value); },
      "Further Host header values and web origins to accept, for example the name behind a "
      "reverse proxy. Loopback names are always accepted."));
  keys.push_back(text(
      "server.bearer_token_file", "path", [](Settings& s) -> auto& { return s.server.bearer_token_file; },
      check_readable_file,
      "File with the digests of bearer tokens, one a line; when set, every MCP request needs a token. Read "
      "again "
      "when it changes. `kbroker token new` makes tokens; docs/authorization.md explains them."));
  keys.push_back(boolean(
      "server.insecure_no_auth", [](Settings& s) -> auto& { return s.server.insecure_no_auth; },
      "Allow an address other than loopback without any token. Whoever reaches the port can "
      "then use the account."));
  keys.push_back(size(
      "server.max_body_bytes", [](Settings& s) -> auto& { return s.server.max_body_bytes; }, 1 * kib,
      64 * mib, "Largest request body."));
  keys.push_back(size(
      "server.max_header_bytes", [](Settings& s) -> auto& { return s.server.max_header_bytes; }, 1 * kib,
      1 * mib, "Largest request head."));
  keys.push_back(integer(
      "server.max_connections", [](Settings& s) -> auto& { return s.server.max_connections; }, 1, 1'000'000,
      "Connections served at once; more are refused."));
  keys.push_back(integer(
      "server.max_sessions", [](Settings& s) -> auto& { return s.server.max_sessions; }, 1, 1'000'000,
      "MCP sessions at once; more are refused."));
  keys.push_back(duration(
      "server.session_idle", [](Settings& s) -> auto& { return s.server.session_idle; }, 1s, 720h,
      "A session that nobody used for this long ends."));
  keys.push_back(duration(
      "server.header_deadline", [](Settings& s) -> auto& { return s.server.header_deadline; }, 100ms, 10min,
      "Time for a client to send the request head."));
  keys.push_back(duration(
      "server.body_deadline", [](Settings& s) -> auto& { return s.server.body_deadline; }, 100ms, 10min,
      "Time for a client to send the request body."));
  keys.push_back(duration(
      "server.idle_deadline", [](Settings& s) -> auto& { return s.server.idle_deadline; }, 100ms, 24h,
      "An idle keep-alive connection is closed after this."));
  keys.push_back(duration(
      "server.write_deadline", [](Settings& s) -> auto& { return s.server.write_deadline; }, 100ms, 10min,
      "Time for a client to take an answer."));
  keys.push_back(duration(
      "server.sse_heartbeat", [](Settings& s) -> auto& { return s.server.sse_heartbeat; }, 100ms, 10min,
      "A comment is sent on a quiet event stream this often."));
  keys.push_back(duration(
      "server.drain", [](Settings& s) -> auto& { return s.server.drain; }, 0ms, 10min,
      "On SIGTERM requests in progress get this long to end."));
  keys.push_back(duration(
      "server.call_deadline", [](Settings& s) -> auto& { return s.server.call_deadline; }, 100ms, 10min,
      "Longest time for one tool call, retries included."));
}

void add_sessions(Keys& keys) {
  keys.push_back(text(
      "sessions.store", "path", [](Settings& s) -> auto& { return s.sessions.store; }, check_new_file,
      "File that keeps the sessions of Streamable HTTP over a restart. Empty: they end with the process."));
  keys.push_back(size(
      "sessions.replay_bytes", [](Settings& s) -> auto& { return s.sessions.replay_bytes; }, 4 * kib,
      64 * mib, "What one session keeps for a client that lost its connection and comes back."));
  keys.push_back(integer(
      "limits.sessions", [](Settings& s) -> auto& { return s.limits.sessions; }, 0, 1'000'000,
      "Open sessions."));
  keys.push_back(integer(
      "limits.streams", [](Settings& s) -> auto& { return s.limits.streams; }, 0, 1'000'000,
      "Open event streams that wait for news."));
  keys.push_back(integer(
      "limits.calls", [](Settings& s) -> auto& { return s.limits.calls; }, 0, 1'000'000,
      "Calls running at the same time, over every transport."));
  keys.push_back(integer(
      "limits.requests_per_second", [](Settings& s) -> auto& { return s.limits.requests_per_second; }, 0,
      1'000'000, "HTTP requests a second."));
  keys.push_back(size(
      "limits.replay_bytes", [](Settings& s) -> auto& { return s.limits.replay_bytes; }, 0, 16 * gib,
      "What all sessions together keep for clients that come back."));
}

void add_oauth(Keys& keys) {
  keys.push_back(text(
      "oauth.issuer", "URL", [](Settings& s) -> auto& { return s.oauth.issuer; }, check_trusted_url,
      "The authorization server, to the letter as in the `iss` of its tokens."));
  keys.push_back(text(
      "oauth.resource", "URL", [](Settings& s) -> auto& { return s.oauth.resource; }, check_resource,
      "This server's address as clients use it, such as https://mcp.example.com/mcp: what the `aud` of "
      "tokens "
      "must hold. Its host is an allowed host."));
  keys.push_back(text(
      "oauth.jwks_url", "URL", [](Settings& s) -> auto& { return s.oauth.jwks_url; }, check_trusted_url,
      "Where the authorization server publishes its keys; `jwks_uri` in its metadata."));
}

void add_log(Keys& keys) {
  keys.push_back(choice(
      "log.level", [](Settings& s) -> auto& { return s.log.level; }, {"debug", "info", "warning", "error"},
      "Least severe level that is written."));
  keys.push_back(choice(
      "log.format", [](Settings& s) -> auto& { return s.log.format; }, {"text", "json"},
      "text for people, json for machines (one object a line)."));
}

struct OfficialNames {
  std::vector<std::string> key, secret, account, product, url, derivatives;
};

void add_credentials(Keys& keys, const std::string& section, const OfficialNames& names) {
  const auto slot = [section](Settings& s) -> CredentialSettings& { return credentials(s, section); };
  const bool kis = section.starts_with("kis.");
  keys.push_back(
      secret(
          section + ".app_key", [slot](Settings& s) -> auto& { return slot(s).app_key; }, "App key.")
          .with(names.key));
  keys.push_back(secret(
                     section + ".app_secret", [slot](Settings& s) -> auto& { return slot(s).app_secret; },
                     kis ? "App secret." : "Secret key.")
                     .with(names.secret));
  const auto account = [&](const std::string& name, std::string CredentialSettings::* member,
                           const std::string& meaning, const std::vector<std::string>& official) {
    auto key = text(
        section + name, "account", [slot, member](Settings& s) -> auto& { return slot(s).*member; },
        kis ? check_kis_account : check_kiwoom_account, meaning);
    key.privacy = Privacy::account;
    key.show = [slot, member](Settings& s) {
      const auto& value = slot(s).*member;
      return in_quotes(value.empty() ? value : mask(value));
    };
    keys.push_back(std::move(key).with(official));
  };
  account(".account", &CredentialSettings::account,
          kis ? "Account number: 12345678, 12345678-01 or 1234567801. Prices need none."
              : "Account number, for display only; asked from the broker when empty.",
          names.account);
  if (kis)
    keys.push_back(text(
                       section + ".account_product", "two digits",
                       [slot](Settings& s) -> auto& { return slot(s).account_product; },
                       check_account_product,
                       "Product code of the account when it is not part of account; empty means 01.")
                       .with(names.product));
  if (kis)
    account(".derivatives_account", &CredentialSettings::derivatives_account,
            "Account number of domestic futures and options (product 03), where there is one.",
            names.derivatives);
  keys.push_back(text(
                     section + ".base_url", "URL", [slot](Settings& s) -> auto& { return slot(s).base_url; },
                     check_url, "Another host than the broker's own, for example a simulator.")
                     .with(names.url));
  keys.push_back(number(
      section + ".calls_per_second", [slot](Settings& s) -> auto& { return slot(s).calls_per_second; }, 0,
      100, "Calls a second to this host; 0 is the broker's own pace."));
}

void add_brokers(Keys& keys) {
  const std::vector<std::string> environments{"paper", "real"};
  const std::string where_both = "Where account tools go when both environments have keys.";
  keys.push_back(boolean(
      "kis.enabled", [](Settings& s) -> auto& { return s.kis.enabled; },
      "Off: credentials of this broker are not used."));
  keys.push_back(choice(
      "kis.account_environment", [](Settings& s) -> auto& { return s.kis.account_environment; }, environments,
      where_both));
  keys.push_back(text(
                     "kis.hts_id", "text", [](Settings& s) -> auto& { return s.kis.hts_id; }, check_word,
                     "HTS ID; needed for fill notices, condition search and watch lists.")
                     .with({"KIS_HTS_ID"}));
  add_credentials(keys, "kis.real",
                  {{"KIS_APP_KEY"},
                   {"KIS_APP_SECRET"},
                   {"KIS_ACCT_STOCK"},
                   {"KIS_PROD_TYPE"},
                   {"KIS_URL_REST"},
                   {"KIS_ACCT_FUTURE"}});
  add_credentials(keys, "kis.paper",
                  {{"KIS_PAPER_APP_KEY"},
                   {"KIS_PAPER_APP_SECRET"},
                   {"KIS_PAPER_STOCK"},
                   {"KIS_PROD_TYPE"},
                   {"KIS_URL_REST_PAPER"},
                   {"KIS_PAPER_FUTURE"}});
  keys.push_back(boolean(
      "kiwoom.enabled", [](Settings& s) -> auto& { return s.kiwoom.enabled; },
      "Off: credentials of this broker are not used."));
  keys.push_back(choice(
      "kiwoom.account_environment", [](Settings& s) -> auto& { return s.kiwoom.account_environment; },
      environments, where_both));
  add_credentials(keys, "kiwoom.real", {{"KIWOOM_APP_KEY"}, {"KIWOOM_APP_SECRET"}, {}, {}, {}, {}});
  add_credentials(keys, "kiwoom.paper",
                  {{"KIWOOM_PAPER_APP_KEY"}, {"KIWOOM_PAPER_APP_SECRET"}, {}, {}, {}, {}});
}

void add_resilience(Keys& keys) {
  keys.push_back(duration(
      "cache.default_ttl", [](Settings& s) -> auto& { return s.cache.default_ttl; }, 0ms, 24h,
      "How long an answer stays fresh unless a key below says otherwise."));
  keys.push_back(duration(
      "cache.quote_ttl", [](Settings& s) -> auto& { return s.cache.quote_ttl; }, 0ms, 1h,
      "Current prices and order books."));
  keys.push_back(duration(
      "cache.info_ttl", [](Settings& s) -> auto& { return s.cache.info_ttl; }, 0ms, 24h,
      "Facts about a security."));
  keys.push_back(duration(
      "cache.account_ttl", [](Settings& s) -> auto& { return s.cache.account_ttl; }, 0ms, 1min,
      "Balances and holdings."));
  keys.push_back(integer(
      "cache.max_entries", [](Settings& s) -> auto& { return s.cache.max_entries; }, 1, 10'000'000,
      "Answers kept at most; the least recently used goes first."));
  keys.push_back(size(
      "cache.max_bytes", [](Settings& s) -> auto& { return s.cache.max_bytes; }, 64 * kib, 16 * gib,
      "Memory for answers at most."));
  keys.push_back(integer(
      "retry.attempts", [](Settings& s) -> auto& { return s.retry.attempts; }, 1, 10,
      "Attempts in all; 1 never repeats."));
  keys.push_back(duration(
      "retry.first_delay", [](Settings& s) -> auto& { return s.retry.first_delay; }, 0ms, 1min,
      "Wait before the second attempt; doubled for each further one."));
  keys.push_back(integer(
      "breaker.failures", [](Settings& s) -> auto& { return s.breaker.failures; }, 1, 1'000,
      "Failures in a row that open the breaker."));
  keys.push_back(duration(
      "breaker.open_for", [](Settings& s) -> auto& { return s.breaker.open_for; }, 100ms, 1h,
      "Pause before the broker is tried again."));
  keys.push_back(duration(
      "fallback.max_stale", [](Settings& s) -> auto& { return s.fallback.max_stale; }, 0ms, 24h,
      "The last known answer may be this old; it is marked stale."));
  keys.push_back(boolean(
      "fallback.sample", [](Settings& s) -> auto& { return s.fallback.sample; },
      "After that answer with sample data, marked as such. Accounts are never sampled."));
}

void add_rest(Keys& keys) {
  keys.push_back(choice(
      "master.download", [](Settings& s) -> auto& { return s.master.download; }, {"auto", "always", "never"},
      "auto downloads the lists daily unless in demo mode; never uses the built-in list."));
  keys.push_back(boolean(
      "master.others", [](Settings& s) -> auto& { return s.master.others; },
      "Also overseas shares, bonds, ELW, futures, options, sectors and themes, some 60 MB of memory."));
  keys.push_back(text(
      "master.base_url", "URL", [](Settings& s) -> auto& { return s.master.base_url; }, check_url,
      "Where the lists are downloaded from."));
  keys.push_back(text(
      "catalog.path", "path", [](Settings& s) -> auto& { return s.catalog.path; }, check_path,
      "A newer API catalogue: a folder like lib/catalog/data/apis, or one YAML file. Empty: what was "
      "built in."));
  keys.push_back(integer(
      "sim.seed", [](Settings& s) -> auto& { return s.sim.seed; }, 0,
      std::numeric_limits<std::uint64_t>::max(), "The same seed gives the same prices."));
  keys.push_back(number(
      "sim.speed", [](Settings& s) -> auto& { return s.sim.speed; }, 0.01, 10'000,
      "How fast simulated time passes; 1 is real time."));
}

Keys make_table() {
  Keys keys;
  add_general(keys);
  add_server(keys);
  add_sessions(keys);
  add_oauth(keys);
  add_log(keys);
  add_brokers(keys);
  add_resilience(keys);
  add_rest(keys);
  return keys;
}

}  // namespace

const std::vector<Key>& key_table() {
  static const Keys table = make_table();
  return table;
}

const Key* find_key(std::string_view name) {
  const auto& table = key_table();
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Key& key) { return key.name == name; });
  return found == table.end() ? nullptr : &*found;
}

const Key* find_secret_by_file_name(std::string_view name) {
  if (!name.ends_with("_file")) return nullptr;
  const auto* key = find_key(name.substr(0, name.size() - 5));
  return key && key->privacy == Privacy::secret ? key : nullptr;
}

std::optional<std::string_view> section_meaning(std::string_view name) {
  for (const auto& [section, meaning] : sections)
    if (section == name) return meaning;
  return std::nullopt;
}

std::string environment_name(std::string_view key) {
  std::string name = "KBROKER_" + to_upper(key);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

std::string suggestion(std::string_view unknown) {
  // A key in the wrong section ("listen" at the top) is nearer than any spelling.
  const auto dot = unknown.rfind('.');
  const auto last = dot == std::string_view::npos ? unknown : unknown.substr(dot + 1);
  std::vector<std::string> names;
  for (const auto& key : key_table()) {
    if (key.name.ends_with("." + std::string(last)) || key.name == last)
      return " (did you mean " + key.name + "?)";
    names.push_back(key.name);
    if (key.privacy == Privacy::secret) names.push_back(key.name + "_file");
  }
  for (const auto& [section, meaning] : sections) names.push_back(section);
  const auto near = nearest(unknown, names);
  return near ? " (did you mean " + std::string(*near) + "?)" : "";
}

CredentialSettings& credentials(Settings& settings, std::string_view section) {
  auto& broker = section.starts_with("kis.") ? settings.kis : settings.kiwoom;
  auto& slot = section.ends_with(".real") ? broker.real : broker.paper;
  if (!slot) slot.emplace();
  return *slot;
}

}  // namespace kbroker::config
