// What templates hold where a key belongs.
#pragma once

#include <string_view>

namespace kbroker::config {

/// True for values nobody can have meant as a key or an account: Korean words of the official template
/// ("앱키"), "<app key>", "${APP_KEY}", "your app key", "app_key", "xxxx", "****", "changeme".
bool is_placeholder(std::string_view text);

}  // namespace kbroker::config
