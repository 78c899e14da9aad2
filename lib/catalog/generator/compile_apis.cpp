// Build-time tool for data/apis: checks the files, and turns them into one C++ source with the packed
// catalogue.
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api_pack.hpp"
#include "api_source.hpp"
#include "literal.hpp"

namespace {

using namespace kbroker::catalog;

/// What the brokers' documents list (2026-11); a build that lost or invented an API must not pass.
struct Expected {
  std::string_view broker;
  ApiKind kind;
  std::ptrdiff_t count;
};
constexpr Expected expected[] = {
    {"kis", ApiKind::rest, 279},
    {"kis", ApiKind::realtime, 60},
    {"kiwoom", ApiKind::rest, 184},
    {"kiwoom", ApiKind::realtime, 23},  // 19 realtime types and 4 condition searches over the same socket
};

void check_counts(ApiSource& source) {
  for (const auto& [broker, kind, count] : expected) {
    const auto found = std::ranges::count_if(
        source.apis, [&](const Api& api) { return api.broker == broker && api.kind == kind; });
    if (found != count)
      source.problems.push_back({std::string(broker), 0,
                                 std::to_string(found) + " APIs of kind " + std::string(to_string(kind)) +
                                     ", must be " + std::to_string(count)});
  }
}

struct Options {
  std::string command, folder;
  std::vector<std::string> rest;
  bool draft = false;  ///< texts that nobody has written yet are counted, not refused
};

bool concerns(const Problem& problem, const std::vector<std::string>& files) {
  return files.empty() ||
         std::ranges::any_of(files, [&](const auto& file) { return problem.file.ends_with(file); });
}

/// True when nothing stands in the way.
bool report(const std::vector<Problem>& problems, const Options& options,
            const std::vector<std::string>& files) {
  std::map<std::string, int> blanks;
  int shown = 0;
  for (const auto& problem : problems) {
    if (!concerns(problem, files)) continue;
    if (problem.blank) ++blanks[problem.file];
    if (problem.blank && options.draft) continue;
    std::cerr << to_string(problem) << '\n';
    ++shown;
  }
  if (options.command == "check")
    for (const auto& [file, count] : blanks) std::cout << count << " blank texts in " << file << '\n';
  return shown == 0;
}

int run(const Options& options) {
  const auto files = read_source_files(options.folder);
  auto source = read_apis(files);
  check_counts(source);
  const bool check = options.command == "check";
  const bool good = report(source.problems, options, check ? options.rest : std::vector<std::string>{});
  if (check || !good) return good ? EXIT_SUCCESS : EXIT_FAILURE;

  const auto bytes = pack_apis(source.apis);
  std::ofstream out(options.rest.at(0), std::ios::binary);
  out << "// Made by compile_apis at build time.\n#include \"embedded_data.hpp\"\n\n"
         "namespace kbroker::catalog::embedded {\n\nconst std::string_view apis = {"
      << literal(bytes) << ",\n    " << bytes.size() << "};\n\n}  // namespace kbroker::catalog::embedded\n";
  if (!out.flush()) throw std::runtime_error("cannot write " + options.rest.at(0));
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  std::vector<std::string> words(argv + 1, argv + argc);
  options.draft = std::erase(words, "--draft") > 0;
  const bool check = words.size() >= 2 && words[0] == "check",
             embed = words.size() == 3 && words[0] == "embed";
  if (!check && !embed) {
    std::cerr << "usage: compile_apis check [--draft] FOLDER [FILE…]\n"
                 "       compile_apis embed [--draft] FOLDER OUTPUT.cpp\n"
                 "--draft counts blank texts instead of refusing them.\n";
    return EXIT_FAILURE;
  }
  options.command = words[0], options.folder = words[1];
  options.rest.assign(words.begin() + 2, words.end());
  try {
    return run(options);
  } catch (const std::exception& e) {
    std::cerr << "compile_apis: " << e.what() << '\n';
    return EXIT_FAILURE;
  }
}
