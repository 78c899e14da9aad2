// Shows and counts the steps of a check.
#include "check_report.hpp"

#include <algorithm>
#include <iostream>

#include <boost/json/object.hpp>

#include "output.hpp"

namespace kbroker::cli {

namespace json = boost::json;

namespace {

struct NamedStep {
  std::string_view id;
  Words shown;
};

NamedStep name_of(StepName step) {
  switch (step) {
    case StepName::files:
      return {"files", {"files", "파일"}};
    case StepName::settings:
      return {"settings", {"settings", "설정"}};
    case StepName::keys:
      return {"keys", {"keys", "앱키"}};
    case StepName::account:
      return {"account", {"account", "계좌"}};
    case StepName::server:
      return {"server", {"server", "서버"}};
    case StepName::network:
      return {"network", {"network", "연결"}};
    case StepName::clock:
      return {"clock", {"clock", "시계"}};
    case StepName::token:
      return {"token", {"token", "토큰"}};
    case StepName::quote:
      return {"quote", {"quote", "시세"}};
    case StepName::balance:
      return {"balance", {"balance", "잔고"}};
    case StepName::reachable:
      return {"reachable", {"reachable", "접속"}};
  }
  return {};
}

NamedStep name_of(StepStatus status) {
  switch (status) {
    case StepStatus::ok:
      return {"ok", {"ok", "정상"}};
    case StepStatus::note:
      return {"note", {"note", "참고"}};
    case StepStatus::warning:
      return {"warning", {"warning", "주의"}};
    case StepStatus::failed:
      return {"failed", {"FAILED", "실패"}};
    case StepStatus::skipped:
      return {"skipped", {"skipped", "건너뜀"}};
  }
  return {};
}

}  // namespace

void CheckReport::ok(StepName step, std::string_view message) {
  add(step, StepStatus::ok, message, nullptr, {});
}

void CheckReport::note(StepName step, std::string_view message) {
  add(step, StepStatus::note, message, nullptr, {});
}

void CheckReport::skipped(StepName step, std::string_view message) {
  add(step, StepStatus::skipped, message, nullptr, {});
}

void CheckReport::warning(StepName step, std::string_view message, const Diagnosis& why) {
  add(step, StepStatus::warning, message, &why, {});
}

void CheckReport::failed(StepName step, std::string_view message, const Diagnosis& why,
                         std::string_view broker_code, ExitStatus status) {
  ++failures_;
  worst_ = std::max(worst_, status);
  add(step, StepStatus::failed, message, &why, broker_code);
}

void CheckReport::add(StepName step, StepStatus status, std::string_view message, const Diagnosis* why,
                      std::string_view broker_code) {
  if (!as_json_) return print(step, status, message, why);
  json::object row{
      {"what", what_}, {"step", name_of(step).id}, {"status", name_of(status).id}, {"message", message}};
  if (!broker_code.empty()) row["broker_code"] = broker_code;
  if (why) {
    row["reason"] = why->id;
    row["cause"] = why->cause.in(language_);
    row["remedy"] = why->remedy.in(language_);
  }
  rows_.push_back(std::move(row));
}

void CheckReport::print(StepName step, StepStatus status, std::string_view message, const Diagnosis* why) {
  if (what_ != printed_what_) {
    std::cout << (printed_what_.empty() ? "" : "\n") << what_ << '\n';
    printed_what_ = what_;
  }
  const auto line = [](std::string_view first, std::string_view second, std::string_view text) {
    std::cout << "  " << padded(std::string(first), 8) << padded(std::string(second), 10);
    std::string_view separator;
    for (const auto& part : wrapped(text, 80)) {
      std::cout << separator << part << '\n';
      separator = "                    ";
    }
  };
  line(name_of(status).shown.in(language_), name_of(step).shown.in(language_), message);
  if (why) {
    line("", Words{"cause", "원인"}.in(language_), why->cause.in(language_));
    line("", Words{"remedy", "조치"}.in(language_), why->remedy.in(language_));
  }
  std::cout.flush();
}

ExitStatus CheckReport::finish() {
  if (as_json_) {
    print_json(json::object{{"ok", failures_ == 0}, {"failed", failures_}, {"checks", std::move(rows_)}});
  } else if (failures_ == 0) {
    std::cout << '\n' << Words{"All good.", "모두 정상입니다."}.in(language_) << '\n';
  } else if (language_ == Language::korean) {
    std::cout << "\n문제 " << failures_ << "건을 찾았습니다.\n";
  } else {
    std::cout << '\n' << failures_ << (failures_ == 1 ? " problem found.\n" : " problems found.\n");
  }
  return worst_;
}

}  // namespace kbroker::cli
