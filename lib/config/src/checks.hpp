// Rules for texts in the configuration: each returns what is wrong, or nothing.
#pragma once

#include <string_view>

#include "key.hpp"

namespace kbroker::config {

/// HOST:PORT with an IPv4 address, a bracketed IPv6 address or a name.
Mistake check_listen(std::string_view text);
/// http or https, a host, no user information, no query.
Mistake check_url(std::string_view text);
/// The same, and https unless the host is loopback: what comes from there is believed.
Mistake check_trusted_url(std::string_view text);
/// The same, as a resource identifier: without a slash at the end.
Mistake check_resource(std::string_view text);
/// A file that this process can open for reading.
Mistake check_readable_file(std::string_view text);
/// 12345678, 12345678-01 or 1234567801. Never repeats the value.
Mistake check_kis_account(std::string_view text);
Mistake check_account_product(std::string_view text);
/// Eight or ten digits, with or without a hyphen.
Mistake check_kiwoom_account(std::string_view text);
Mistake check_toolset(std::string_view text);
Mistake check_word(std::string_view text);
/// A file that exists, or whose folder does.
Mistake check_new_file(std::string_view text);
/// No control characters.
Mistake check_path(std::string_view text);

}  // namespace kbroker::config
