// Writes one successful answer straight to text, with what its era adds.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "revision.hpp"

namespace kbroker::mcp {

/// How long and by whom a modern result may be kept (mcp.md 2.4.6).
struct CacheHint {
  std::chrono::milliseconds ttl{0};
  bool is_public = false;
};

class ResultWriter {
 public:
  /// `server_info`: the Implementation as JSON text, for modern results; so is `result_type`. `room`: about
  /// how many bytes the members will need.
  ResultWriter(const boost::json::value& id, Revision revision, std::string_view server_info,
               std::string_view result_type = "complete", std::size_t room = 0);

  /// Writes the name of a member and hands out the text to append its value to.
  std::string& member(std::string_view name);
  /// Hands out the text to append one or more whole members to, `"a":1,"b":2`.
  std::string& members();
  void cache(const CacheHint& hint);
  /// Further members of `_meta`, as JSON text such as `"a":1`.
  std::string finish(std::string_view meta_members = {});

 private:
  std::string out_;
  std::string_view server_info_;
  bool modern_;
  bool first_ = true;
};

}  // namespace kbroker::mcp
