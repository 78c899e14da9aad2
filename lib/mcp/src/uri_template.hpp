// URI templates of RFC 6570, level 1: literal text and `{name}`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace kbroker::mcp {

class UriTemplate {
 public:
  /// Throws std::invalid_argument for anything beyond level 1, a repeated name, or two variables side by
  /// side.
  explicit UriTemplate(std::string text);

  const std::string& text() const { return text_; }
  bool has_variable(std::string_view name) const;
  /// The variables, percent-decoded, as strings; nothing when `uri` does not fit. A variable takes one or
  /// more characters up to the first occurrence of the literal behind it, never '/', '?' or '#'.
  std::optional<boost::json::object> match(std::string_view uri) const;

 private:
  /// Literal text, then a variable (empty only in the last part).
  struct Part {
    std::string literal;
    std::string variable;
  };
  std::string text_;
  std::vector<Part> parts_;
};

}  // namespace kbroker::mcp
