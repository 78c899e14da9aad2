#include "places.hpp"

namespace kbroker::test {

std::string source_folder() {
  return KBROKER_SOURCE_DIR;
}

std::string program_folder() {
  return KBROKER_BIN_DIR;
}

}  // namespace kbroker::test
