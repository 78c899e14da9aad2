// Any body: parsed, read as a message, classified, answered. What is accepted must survive its own text.
#include <cstdlib>

#include <boost/json/array.hpp>

#include "../../lib/mcp/src/era.hpp"
#include "../../lib/mcp/src/jsonrpc.hpp"
#include "kbroker/base/json_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace kbroker;
  using namespace kbroker::mcp;
  const auto payload = parse_payload({reinterpret_cast<const char*>(data), size});
  if (!payload) return 0;
  if (payload->is_array()) {
    era::has_modern_claim(payload->get_array());
    return 0;
  }
  const auto message = read_message(*payload);
  if (message.kind == MessageKind::invalid && message.problem.empty()) std::abort();
  if (message.kind == MessageKind::request && !message.id) std::abort();
  EraHints hints;
  hints.has_session_id = size % 2 == 0;
  if (size % 3 == 0) hints.version_header = "2026-07-28";
  era::classify(message, hints);
  const auto answer = parse_payload(error_text(message.id, RpcError(rpc_code::invalid_request, "no")));
  if (!answer) std::abort();
  if (message.id && to_json_text(answer->at("id")) != to_json_text(*message.id)) std::abort();
  return 0;
}
