// How results and errors are shown: sentences for people, JSON for machines.
#pragma once

#include <boost/json/value.hpp>

#include "exit_status.hpp"
#include "kbroker/base/error.hpp"
#include "options.hpp"

namespace kbroker::cli {

/// Prints an error (standard error, or JSON on standard output) and gives the exit status that fits it.
ExitStatus fail(const Options& options, const Error& error);
void print_json(const boost::json::value& value);
/// An object as indented "name: value" lines, lists as tables.
void print_for_people(const boost::json::value& value);

}  // namespace kbroker::cli
