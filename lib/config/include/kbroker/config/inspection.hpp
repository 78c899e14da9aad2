// How the configuration looks before a broker is asked, for `kbroker check`: where it was looked for, which
// credentials are filled in and which cannot be right. Holds no secret and no account number.
#pragma once

#include <string>
#include <vector>

#include "kbroker/config/settings.hpp"

namespace kbroker::config {

enum class ValueState {
  absent,          ///< nobody gave one
  placeholder,     ///< the word of a template: "앱키", "your_app_key", "xxxx"
  malformed,       ///< cannot be a key or an account number, or its file holds none
  unusual_length,  ///< another length than this broker's keys have
  good,
};

struct SeenValue {
  ValueState state = ValueState::absent;
  std::string where;       ///< file name or environment variable
  int line = 0;            ///< 0 when it is not from a file
  std::size_t length = 0;  ///< characters, of a value that was read
};

struct SeenCredentials {
  std::string section;  ///< "kis.real"
  SeenValue app_key, app_secret, account;
};

struct SeenFile {
  std::string path;
  bool exists = false;
  std::string mistake;  ///< why it could not be read; empty: read, or not there
};

/// One of Loaded::notices, in the reader's language.
struct Notice {
  std::string english, korean;
};

struct Inspection {
  std::vector<SeenFile> files;               ///< in the order they were looked for
  std::vector<SeenCredentials> credentials;  ///< of which somebody gave at least a part
  std::vector<Notice> notices;               ///< those that say more than the above
  boost::system::result<Loaded, std::vector<Problem>> loaded;
};

/// The lengths of a KIS app key and app secret (KIS Developers, /oauth2/tokenP, state of 2026-11).
inline constexpr std::size_t kis_app_key_length = 36, kis_app_secret_length = 180;

/// As load(), and tells what it saw on the way. Reads files; call from one thread.
Inspection inspect(const LoadRequest& request);

}  // namespace kbroker::config
