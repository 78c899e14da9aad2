// The steps of a check, shown as they end or collected for machines.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/array.hpp>

#include "diagnosis.hpp"
#include "exit_status.hpp"
#include "language.hpp"

namespace kbroker::cli {

enum class StepStatus { ok, note, warning, failed, skipped };

/// In the order they are taken.
enum class StepName {
  files,
  settings,
  keys,
  account,
  server,
  network,
  clock,
  token,
  quote,
  balance,
  reachable
};

class CheckReport {
 public:
  CheckReport(Language language, bool as_json) : language_(language), as_json_(as_json) {}

  Language language() const { return language_; }
  /// The steps after this one are about `what`: "settings", "kis/real".
  void section(std::string what) { what_ = std::move(what); }

  void ok(StepName step, std::string_view message);
  /// Worth knowing, neither right nor wrong.
  void note(StepName step, std::string_view message);
  void skipped(StepName step, std::string_view message);
  void warning(StepName step, std::string_view message, const Diagnosis& why);
  /// `status` is what the program shall end with when nothing worse happens: exit_usage for what the user
  /// must correct here, exit_failed for what others said.
  void failed(StepName step, std::string_view message, const Diagnosis& why,
              std::string_view broker_code = {}, ExitStatus status = exit_failed);

  /// What the program ends with.
  ExitStatus finish();

 private:
  void add(StepName step, StepStatus status, std::string_view message, const Diagnosis* why,
           std::string_view broker_code);
  void print(StepName step, StepStatus status, std::string_view message, const Diagnosis* why);

  const Language language_;
  const bool as_json_;
  std::string what_, printed_what_;
  boost::json::array rows_;
  int failures_ = 0;
  ExitStatus worst_ = exit_ok;
};

}  // namespace kbroker::cli
