// Rules across keys: complete credentials, account numbers, who answers, demo mode.
#include "credential_rules.hpp"

#include <algorithm>

#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace kbroker::config {

namespace {

Problem at(const Origins& origins, const std::string& key, std::string message) {
  const auto origin = origins.find(key);
  const std::string section(credential_section(key));
  if (origin == origins.end()) return {"configuration", 0, std::move(message), section};
  return {origin->second.where, origin->second.line, std::move(message), section};
}

bool is_complete(const std::optional<CredentialSettings>& slot) {
  return slot && !slot->app_key.empty() && !slot->app_secret.empty();
}

bool can_be_called(const BrokerSettings& broker) {
  return broker.enabled && (is_complete(broker.real) || is_complete(broker.paper));
}

void finish_kis_account(const std::string& section, CredentialSettings& slot, const Origins& origins,
                        Findings& findings) {
  std::erase(slot.account, '-');
  if (slot.account.size() == 10) {
    const auto product = slot.account.substr(8);
    slot.account.resize(8);
    if (!slot.account_product.empty() && slot.account_product != product)
      findings.problems.push_back(
          at(origins, section + ".account_product",
             section + ".account_product contradicts the last two digits of " + section + ".account"));
    slot.account_product = product;
  }
  if (slot.account_product.empty()) slot.account_product = "01";
  // Its product is always 03.
  std::erase(slot.derivatives_account, '-');
  if (slot.derivatives_account.size() == 10) slot.derivatives_account.resize(8);
}

void notice_plain_http(const std::string& section, const CredentialSettings& slot, Findings& findings) {
  const auto url = boost::urls::parse_uri(slot.base_url);
  if (!url || url->scheme() != "http" || url->host() == "localhost") return;
  boost::system::error_code not_an_address;
  const auto address = boost::asio::ip::make_address(url->host_address(), not_an_address);
  if (not_an_address || !address.is_loopback())
    findings.notices.push_back({section + ".base_url is plain http: keys travel unencrypted",
                                section + ".base_url이 http입니다. 키가 암호화되지 않고 전송됩니다"});
}

void report_half(const std::string& section, bool has_key, bool used, const Origins& origins,
                 Findings& findings) {
  const auto given = section + (has_key ? ".app_key" : ".app_secret");
  const auto missing = section + (has_key ? ".app_secret" : ".app_key");
  const auto sentence = std::string(has_key ? "missing secret: " : "missing app key: ") + given +
                        " is given without " + missing + " (give it there, by " + missing + "_file or by " +
                        environment_name(missing) + ")";
  if (used)
    findings.problems.push_back(at(origins, given, sentence));
  else
    findings.notices.push_back(
        {sentence + "; not used now", given + "만 있고 " + missing + "이 없습니다. 지금은 쓰지 않습니다"});
}

}  // namespace

std::string_view credential_section(std::string_view key) {
  for (const auto section : credential_sections) {
    if (!key.starts_with(section)) continue;
    const auto name = key.substr(section.size());
    if (name == ".app_key" || name == ".app_secret" || name == ".account") return section;
  }
  return {};
}

void finish_credentials(Settings& settings, const Origins& origins, Findings& findings) {
  for (const auto name : credential_sections) {
    const std::string section(name);
    auto& broker = section.starts_with("kis.") ? settings.kis : settings.kiwoom;
    auto& slot = section.ends_with(".real") ? broker.real : broker.paper;
    if (!slot) continue;
    const bool has_key = !slot->app_key.empty(), has_secret = !slot->app_secret.empty();
    if (has_key && has_secret) {
      if (section.starts_with("kis.")) finish_kis_account(section, *slot, origins, findings);
      notice_plain_http(section, *slot, findings);
      continue;
    }
    if (has_key || has_secret)
      report_half(section, has_key, broker.enabled && !settings.demo, origins, findings);
    else if (!slot->account.empty())
      findings.notices.push_back(
          {section + ".account has no effect without " + section + ".app_key and " + section + ".app_secret",
           section + ".account는 " + section + ".app_key와 " + section +
               ".app_secret 없이는 효과가 없습니다"});
    slot.reset();
  }
}

void choose_mode(Settings& settings, Findings& findings) {
  if (settings.demo) return;
  const bool kis = can_be_called(settings.kis), kiwoom = can_be_called(settings.kiwoom);
  if (!kis && !kiwoom) {
    settings.demo = true;
    findings.inspected.emplace_back("no credentials found: demo mode with the built-in simulator");
    return;
  }
  const std::string only = kis ? "kis" : "kiwoom";
  if (kis != kiwoom && settings.default_broker != only) {
    findings.notices.push_back({"only " + only + " has credentials: it is the default broker",
                                only + "만 키가 있어 기본 증권사로 씁니다"});
    settings.default_broker = only;
  }
}

}  // namespace kbroker::config
