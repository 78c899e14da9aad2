// How results and errors are shown: sentences for people, JSON for machines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "exit_status.hpp"
#include "kbroker/base/error.hpp"
#include "options.hpp"

namespace kbroker::cli {

/// Prints an error (standard error, or JSON on standard output) and gives the exit status that fits it.
ExitStatus fail(const Options& options, const Error& error);
/// With blanks up to that many columns of a terminal; Korean letters are two wide.
std::string padded(std::string text, std::size_t columns);
/// In lines of at most that many columns, broken at blanks; a word that is longer stays whole.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);
void print_json(const boost::json::value& value);
/// An object as indented "name: value" lines, lists as tables.
void print_for_people(const boost::json::value& value);

}  // namespace kbroker::cli
