// kis_devlp.yaml of the official KIS samples into values.
#include <map>

#include "kbroker/base/text.hpp"
#include "placeholder.hpp"
#include "sources.hpp"
#include "yaml_document.hpp"

namespace kbroker::config {

namespace {

// Official hosts are the default anyway; only another host (a proxy, a simulator) is taken over.
bool is_official(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url == "https://openapi.koreainvestment.com:9443" ||
         url == "https://openapivts.koreainvestment.com:29443";
}

}  // namespace

std::vector<Given> read_kis_devlp(std::string_view text, const std::string& where, Findings& findings) {
  const auto document = parse_document(std::string(text), where, findings);
  if (!document) return {};
  std::map<std::string, YAML::Node> entries;
  for (const auto& entry : *document)
    if (entry.first.IsScalar() && entry.second.IsScalar())
      entries.emplace(entry.first.Scalar(), entry.second);

  std::vector<Given> result;
  const auto give = [&](const std::string& key, const std::string& value, int line) {
    result.push_back({key, {{value}, false}, where, line, false});
  };
  const auto take = [&](const std::string& name, const std::string& key) {
    if (const auto found = entries.find(name); found != entries.end())
      give(key, found->second.Scalar(), line_of(found->second));
  };
  take("my_htsid", "kis.hts_id");
  take("my_app", "kis.real.app_key");
  take("my_sec", "kis.real.app_secret");
  take("paper_app", "kis.paper.app_key");
  take("paper_sec", "kis.paper.app_secret");
  // Samples of 2022 to 2024 have one `my_acct` for both environments: for paper only where paper has keys.
  const auto paper_key = entries.find("paper_app");
  const bool has_paper = paper_key != entries.end() && !is_placeholder(paper_key->second.Scalar());
  take(entries.contains("my_acct_stock") ? "my_acct_stock" : "my_acct", "kis.real.account");
  if (entries.contains("my_paper_stock"))
    take("my_paper_stock", "kis.paper.account");
  else if (has_paper)
    take("my_acct", "kis.paper.account");
  take("my_acct_future", "kis.real.derivatives_account");
  take("my_paper_future", "kis.paper.derivatives_account");

  // The product belongs to the account of this file, so both travel as one number.
  if (const auto product = entries.find("my_prod"); product != entries.end()) {
    const std::string code(trim(product->second.Scalar()));
    for (auto& given : result)
      if (auto& account = given.value.items[0];
          given.key.ends_with(".account") && !is_placeholder(account) && trim(account).size() == 8)
        account = std::string(trim(account)) + "-" + code;
  }
  for (const auto& [name, key] : {std::pair{"prod", "kis.real.base_url"}, {"vps", "kis.paper.base_url"}})
    if (const auto found = entries.find(name);
        found != entries.end() && !is_official(trim(found->second.Scalar())))
      give(key, found->second.Scalar(), line_of(found->second));
  return result;
}

}  // namespace kbroker::config
