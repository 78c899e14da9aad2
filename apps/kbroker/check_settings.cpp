// What is wrong with the configuration, before any broker is asked.
#include "check_settings.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace kbroker::cli {

using config::SeenCredentials;
using config::SeenValue;
using config::ValueState;

namespace {

bool is_filled_in(const SeenValue& value) {
  return value.state == ValueState::good || value.state == ValueState::unusual_length;
}

bool has_keys(const SeenCredentials& seen) {
  return is_filled_in(seen.app_key) && is_filled_in(seen.app_secret);
}

/// "kis.real" -> "kis/real", as later steps say.
std::string shown_section(std::string section) {
  std::ranges::replace(section, '.', '/');
  return section;
}

std::string place_of(const SeenValue& value) {
  return value.line > 0 ? value.where + ":" + std::to_string(value.line) : value.where;
}

bool is_switched_off(const SeenCredentials& credentials, const config::Inspection& seen) {
  if (!seen.loaded.has_value()) return false;
  const auto& settings = seen.loaded->settings;
  return !(credentials.section.starts_with("kis.") ? settings.kis : settings.kiwoom).enabled;
}

void check_files(const config::Inspection& seen, CheckReport& report) {
  const bool found = std::ranges::any_of(seen.files, &config::SeenFile::exists);
  for (const auto& file : seen.files) {
    const auto mistake = file.path + " " + file.mistake;
    if (!file.mistake.empty() && seen.loaded.has_value())  // others serve
      report.warning(StepName::files, mistake, diagnosis::unreadable_file);
    else if (!file.mistake.empty())
      report.failed(StepName::files, mistake, diagnosis::unreadable_file, {}, exit_usage);
    else if (file.exists)
      report.ok(StepName::files, file.path);
    else if (!found)
      report.skipped(StepName::files,
                     file.path + std::string(Words{": not there", ": 없음"}.in(report.language())));
  }
}

/// Lengths, never characters.
std::string describe(const SeenCredentials& seen, Language language) {
  const auto key = std::to_string(seen.app_key.length), secret = std::to_string(seen.app_secret.length);
  const auto place = " (" + place_of(seen.app_key) + ")";
  return language == Language::korean
             ? "앱키 " + key + "자, 시크릿 " + secret + "자" + place
             : "app key of " + key + " and secret of " + secret + " characters" + place;
}

/// `needed`: no other keys are there to do without these.
void check_keys(const SeenCredentials& seen, bool needed, CheckReport& report) {
  const auto& key = seen.app_key;
  const auto& secret = seen.app_secret;
  const auto fail = [&](const SeenValue& value, const Diagnosis& why, Words what) {
    report.failed(
        StepName::keys,
        std::string(what.in(report.language())) + (value.where.empty() ? "" : ": " + place_of(value)), why,
        {}, exit_usage);
  };
  for (const auto* value : {&key, &secret})
    if (value->state == ValueState::malformed)
      return fail(*value, diagnosis::key_malformed, {"not a key", "키가 아님"});
  if (has_keys(seen)) {
    const auto lengths = describe(seen, report.language());
    if (key.length == config::kis_app_secret_length && secret.length == config::kis_app_key_length)
      return report.warning(StepName::keys, lengths, diagnosis::swapped);
    if (key.state == ValueState::unusual_length || secret.state == ValueState::unusual_length)
      return report.warning(StepName::keys, lengths, diagnosis::key_length);
    return report.ok(StepName::keys, lengths);
  }
  if (is_filled_in(key))
    return fail(secret.where.empty() ? key : secret, diagnosis::secret_missing, {"no secret", "시크릿 없음"});
  if (is_filled_in(secret))
    return fail(key.where.empty() ? secret : key, diagnosis::key_missing, {"no app key", "앱키 없음"});
  const auto& place = key.where.empty() ? (secret.where.empty() ? seen.account : secret) : key;
  const Words empty{"not filled in", "채우지 않음"};
  if (needed) return fail(place, diagnosis::not_filled_in, empty);
  report.skipped(StepName::keys, std::string(empty.in(report.language())) + ": " + place_of(place));
}

void check_account(const SeenCredentials& seen, CheckReport& report) {
  const auto language = report.language();
  switch (seen.account.state) {
    case ValueState::malformed:
      return report.failed(StepName::account, place_of(seen.account), diagnosis::account_malformed, {},
                           exit_usage);
    case ValueState::placeholder:
      return report.warning(StepName::account, place_of(seen.account), diagnosis::account_not_filled_in);
    case ValueState::absent: {
      const Words bound{"not needed: it belongs to the key", "필요 없음: 키에 묶여 있음"};
      const Words none{"none given; prices need none", "없음. 시세에는 필요 없음"};
      return report.skipped(StepName::account,
                            (seen.section.starts_with("kiwoom") ? bound : none).in(language));
    }
    default:
      return report.ok(StepName::account, std::string(Words{"well-formed (", "형식이 맞음 ("}.in(language)) +
                                              place_of(seen.account) + ")");
  }
}

/// Notices, and mistakes that no step about keys tells.
bool check_values(const config::Inspection& seen, CheckReport& report) {
  for (const auto& notice : seen.notices)
    report.note(StepName::settings, Words{notice.english, notice.korean}.in(report.language()));
  if (seen.loaded.has_value()) return true;
  const auto told_elsewhere = [&](const config::Problem& problem) {
    for (const auto& file : seen.files)
      if (file.path == problem.where && !file.mistake.empty()) return true;
    return std::ranges::any_of(seen.credentials, [&](const SeenCredentials& credentials) {
      return credentials.section == problem.credential &&
             (!has_keys(credentials) || credentials.account.state == ValueState::malformed);
    });
  };
  for (const auto& problem : seen.loaded.error())
    if (!told_elsewhere(problem))
      report.failed(StepName::settings, config::to_string(problem), diagnosis::wrong_setting, {}, exit_usage);
  return false;
}

}  // namespace

bool check_settings(const config::Inspection& seen, bool demo, CheckReport& report) {
  report.section("settings");
  check_files(seen, report);
  const bool usable = check_values(seen, report);
  if (demo) return usable;
  std::vector<const SeenCredentials*> used;
  for (const auto& credentials : seen.credentials) {
    if (!is_switched_off(credentials, seen)) {
      used.push_back(&credentials);
      continue;
    }
    report.section(shown_section(credentials.section));
    report.skipped(StepName::keys,
                   Words{"this broker is switched off (enabled: false)", "꺼 둔 증권사 (enabled: false)"}.in(
                       report.language()));
  }
  if (used.empty()) {
    report.section("settings");
    report.skipped(StepName::keys,
                   Words{"none: the built-in simulator is checked (docs/connect.md tells where they belong)",
                         "없음: 내장 시뮬레이터를 확인함 (넣을 곳은 docs/connect.ko.md)"}
                       .in(report.language()));
    return usable;
  }
  const bool some_keys =
      std::ranges::any_of(used, [](const SeenCredentials* credentials) { return has_keys(*credentials); });
  for (const auto* credentials : used) {
    report.section(shown_section(credentials->section));
    check_keys(*credentials, !some_keys, report);
    if (has_keys(*credentials) || credentials->account.state == ValueState::malformed)
      check_account(*credentials, report);
  }
  // Words of a template are no wish for demo mode.
  return usable && some_keys;
}

}  // namespace kbroker::cli
