// The files people read say what the key table says. With KBROKER_REWRITE_DOCUMENTATION=1 the test writes
// them.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <catch2/catch_test_macros.hpp>

#include "kbroker/config/settings.hpp"
#include "places.hpp"
#include "render.hpp"
#include "scratch_folder.hpp"

using namespace kbroker;

namespace {

const std::string root = test::source_folder();

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool rewriting() {
  return std::getenv("KBROKER_REWRITE_DOCUMENTATION") != nullptr;
}

}  // namespace

TEST_CASE("the shipped file documents every key with its default and nothing else") {
  const auto path = root + "/configs/kbrokerd.yaml";
  if (rewriting()) std::ofstream(path, std::ios::binary) << config::documented_yaml();
  CHECK(content_of(path) == config::documented_yaml());
}

TEST_CASE("the shipped file loads and changes nothing") {
  test::ScratchFolder folder;
  auto request = folder.request();
  const auto plain = test::load_or_throw(request);
  request.file = root + "/configs/kbrokerd.yaml";
  const auto loaded = test::load_or_throw(request);
  CHECK(to_yaml_masked(loaded.settings) == to_yaml_masked(plain.settings));
  CHECK(loaded.notices == plain.notices);
}

TEST_CASE("the table in docs/configuration.md has every key") {
  const auto path = root + "/docs/configuration.md";
  const std::string begin = "<!-- keys -->\n", end = "<!-- end of keys -->";
  auto page = content_of(path);
  const auto from = page.find(begin), to = page.find(end);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  if (rewriting()) {
    page.replace(from + begin.size(), to - from - begin.size(), config::documented_markdown());
    std::ofstream(path, std::ios::binary) << page;
  }
  CHECK(page.find(begin + config::documented_markdown() + end) != std::string::npos);
}
