// Any template and any URI, separated by a line break: no crash, and captured values are text.
#include <cstdlib>
#include <stdexcept>

#include "../../lib/mcp/src/uri_template.hpp"
#include "kbroker/base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = text.find('\n');
  if (line == std::string_view::npos) return 0;
  try {
    const mcp::UriTemplate uri_template{std::string(text.substr(0, line))};
    const auto variables = uri_template.match(text.substr(line + 1));
    if (!variables) return 0;
    for (const auto& variable : *variables) {
      if (!uri_template.has_variable(variable.key())) std::abort();
      if (variable.value().as_string().empty() || !is_valid_utf8(variable.value().as_string())) std::abort();
    }
  } catch (const std::invalid_argument&) {
  }
  return 0;
}
