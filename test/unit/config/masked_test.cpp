// The effective configuration as people may see it.
#include <yaml-cpp/yaml.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "kbroker/config/settings.hpp"
#include "key.hpp"

using namespace kbroker;
using Catch::Matchers::ContainsSubstring;

namespace {

config::Settings with_credentials() {
  config::Settings settings;
  auto& real = settings.kis.real.emplace();
  real.app_key = Secret("PSabcdefghijklmnop42");
  real.app_secret = Secret("short");
  real.account = "12345678";
  real.account_product = "01";
  settings.server.allowed_hosts = {"a.example", "quote\"d"};
  return settings;
}

}  // namespace

TEST_CASE("the effective configuration is YAML with every key") {
  const auto text = to_yaml_masked(with_credentials());
  const auto root = YAML::Load(text);
  for (const auto& key : config::key_table()) {
    CAPTURE(key.name);
    auto node = YAML::Clone(root);
    for (std::size_t begin = 0; begin <= key.name.size();) {
      const auto end = std::min(key.name.find('.', begin), key.name.size());
      node.reset(node[key.name.substr(begin, end - begin)]);
      REQUIRE(node.IsDefined());
      begin = end + 1;
    }
    CHECK((node.IsScalar() || node.IsSequence()));
  }
  CHECK(root["server"]["allowed_hosts"][1].Scalar() == "quote\"d");
  CHECK(root["cache"]["default_ttl"].Scalar() == "5m");
}

TEST_CASE("secrets and accounts are masked") {
  const auto text = to_yaml_masked(with_credentials());
  const auto root = YAML::Load(text);
  CHECK(root["kis"]["real"]["app_key"].Scalar() == "****42");
  CHECK(root["kis"]["real"]["app_secret"].Scalar() == "****");
  CHECK(root["kis"]["paper"]["app_key"].Scalar() == "(not set)");
  CHECK(root["kis"]["real"]["account"].Scalar() == "****5678");
  CHECK_THAT(text,
             !ContainsSubstring("abcdefgh") && !ContainsSubstring("short") && !ContainsSubstring("12345678"));
}

TEST_CASE("the effective configuration is an object with numbers, booleans and lists for machines") {
  const auto root = to_json_masked(with_credentials());
  CHECK(root.at("server").at("max_connections").as_int64() == 20'000);
  CHECK(root.at("server").at("insecure_no_auth").as_bool() == false);
  CHECK(root.at("server").at("allowed_hosts").at(1).as_string() == "quote\"d");
  CHECK(root.at("cache").at("default_ttl").as_string() == "5m");
  CHECK(root.at("kis").at("real").at("app_key").as_string() == "****42");
  CHECK(root.at("kis").at("real").at("account_product").as_string() == "01");
  CHECK(root.at("kis").at("real").at("account").as_string() == "****5678");
  CHECK(root.at("kiwoom").at("real").at("account").as_string().empty());
}

TEST_CASE("showing settings does not create credentials in them") {
  config::Settings settings;
  to_yaml_masked(settings);
  CHECK_FALSE(settings.kis.real);
}
