// Where the repository and its built programs lie. Only one small file is compiled with these paths, so that
// the compiler cache serves the tests in any folder.
#pragma once

#include <string>

namespace kbroker::test {

std::string source_folder();
std::string program_folder();

}  // namespace kbroker::test
