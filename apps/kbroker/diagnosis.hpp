// Why a step of the check failed, as far as that can be told, and what to do about it.
#pragma once

#include <string_view>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"
#include "kbroker/net/probe.hpp"
#include "language.hpp"

namespace kbroker::cli {

struct Diagnosis {
  std::string_view id;  ///< for programs: "wrong_key", "name_not_resolved"
  Words cause, remedy;
};

namespace diagnosis {

// Seen before a broker is asked.
extern const Diagnosis unreadable_file, wrong_setting, not_filled_in, key_missing, secret_missing,
    key_malformed, key_length, swapped, account_malformed, account_not_filled_in, other_server;
// Seen on the way.
extern const Diagnosis clock_off, no_answer_to_probe, tool_failed;

}  // namespace diagnosis

/// What the broker's code, or else the kind of the failure, means. Codes: KIS Developers and Kiwoom REST API,
/// state of 2026-11.
const Diagnosis& diagnose(const Error& error, broker::BrokerId broker);
/// The same for the way to the broker.
const Diagnosis& diagnose(net::http::ProbeStage blocked);

}  // namespace kbroker::cli
