// docs/calling.md names the test of every trap; the list must be that of the tests that exist.
#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <set>
#include <sstream>

#include "kbroker/base/text.hpp"
#include "places.hpp"
#include "program.hpp"

using namespace kbroker;

namespace {

using Names = std::multiset<std::string>;

/// Everything in the page's back quotes that begins as a trap's test does.
Names documented() {
  std::ifstream file(test::source_folder() + "/docs/calling.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  Names names;
  constexpr std::string_view opening = "`trap: ";
  for (auto at = page.find(opening); at != std::string::npos; at = page.find(opening, at + 1)) {
    const auto end = page.find('`', at + 1);
    REQUIRE(end != std::string::npos);
    names.insert(page.substr(at + 1, end - at - 1));
  }
  return names;
}

/// What this program itself says it has.
Names built() {
  const auto outcome =
      test::run_program({test::program_folder() + "/calling_test", "--list-tests", "--verbosity", "quiet"});
  Names names;
  std::istringstream lines(outcome.output);
  for (std::string line; std::getline(lines, line);)
    if (const auto name = trim(line); name.starts_with("trap: ")) names.emplace(name);
  return names;
}

}  // namespace

TEST_CASE("docs/calling.md names every test of a trap, and no other") {
  const auto page = documented();
  const auto tests = built();
  CHECK(tests.size() > 80);
  for (const auto& name : tests) {
    INFO(name);
    CHECK(page.count(name) == 1);
  }
  for (const auto& name : page) {
    INFO(name);
    CHECK(tests.contains(name));
  }
}
