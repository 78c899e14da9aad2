// What every command knows of the command line.
#pragma once

#include <string>

namespace kbroker::cli {

struct Options {
  std::string url;         ///< empty: run the service in this process
  std::string token_file;  ///< bearer token for --url
  std::string config_file;
  bool demo = false;
  bool json = false;
};

}  // namespace kbroker::cli
