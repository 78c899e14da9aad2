// One configuration key: its name, how its value is read into Settings and how it is shown.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/config/inspection.hpp"
#include "kbroker/config/settings.hpp"

namespace kbroker::config {

/// What a source gave for a key, before it is understood.
struct RawValue {
  std::vector<std::string> items;
  bool is_list = false;
};

/// A value on its way from a source to its key.
struct Given {
  std::string key;
  RawValue value;
  std::string where;
  int line = 0;
  bool from_file = false;  ///< the value is the path of a file that holds the secret (`…_file`)
};

/// What loading has to say.
struct Findings {
  std::vector<Problem> problems;
  std::vector<Notice> notices;
  std::vector<std::string> inspected;  ///< notices whose matter inspect() tells as well
};

/// A sentence about what is wrong with a value, without the key's name; nothing when it is right.
using Mistake = std::optional<std::string>;

enum class Privacy { open, account, secret };

struct Key {
  std::string name;     ///< "server.listen"
  std::string form;     ///< what a value looks like, for the documentation
  std::string meaning;  ///< one or two sentences
  Privacy privacy = Privacy::open;
  std::function<Mistake(Settings&, const RawValue&)> read;
  /// The value as YAML; secrets and accounts masked. Takes a mutable copy, because asking for a credential
  /// that is not there creates an empty one.
  std::function<std::string(Settings&)> show;
  /// Other environment variables that mean this key, weaker than the KBROKER_ name.
  std::vector<std::string> also;

  Key with(std::vector<std::string> names) && {
    also = std::move(names);
    return std::move(*this);
  }
};

/// "server.listen" -> "KBROKER_SERVER_LISTEN".
std::string environment_name(std::string_view key);

/// Every key, in the order of the documented file. Same table for all callers; built once.
const std::vector<Key>& key_table();
/// Nothing when there is no such key.
const Key* find_key(std::string_view name);
/// The secret key behind "kis.real.app_key_file"; nothing when `name` is not of that form.
const Key* find_secret_by_file_name(std::string_view name);
/// What a section is for ("server", "kis.real"); nothing when there is no such section.
std::optional<std::string_view> section_meaning(std::string_view name);
/// " (did you mean server.listen?)" or nothing.
std::string suggestion(std::string_view unknown);

/// The credentials behind "kis.real" and its three siblings, created when they are missing.
CredentialSettings& credentials(Settings& settings, std::string_view section);

}  // namespace kbroker::config
