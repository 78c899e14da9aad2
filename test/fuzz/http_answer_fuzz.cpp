// Bytes of a connection, head and body: parsed, routed, served by a whole MCP server, answered. Whatever they
// are, the answer is one that HTTP and JSON-RPC know. "Mcp-Session-Id: S" names a session that is open.
#include <cstdlib>
#include <string_view>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>

#include "../../lib/net/src/request_parser.hpp"
#include "../../lib/net/src/response_head.hpp"
#include "../../lib/net/src/router.hpp"
#include "../support/fake_request.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/mcp/server.hpp"
#include "kbroker/net/sse_stream.hpp"

namespace {

using namespace kbroker;
using namespace kbroker::net::http;
namespace asio = boost::asio;
namespace json = boost::json;

asio::awaitable<mcp::ToolResult> echo(mcp::CallContext& call, const json::object& arguments) {
  call.progress(1, 2);
  co_return mcp::ToolResult::text(std::string(arguments.at("text").as_string()));
}

asio::awaitable<Result<std::vector<mcp::ResourceContents>>> read(mcp::CallContext&, std::string uri,
                                                                 json::object variables) {
  mcp::ResourceContents contents;
  contents.uri = std::move(uri);
  contents.text = std::string(variables.at("name").as_string());
  std::vector<mcp::ResourceContents> list;
  list.push_back(std::move(contents));
  co_return list;
}

std::shared_ptr<const mcp::Registry> some_registry() {
  auto registry = std::make_shared<mcp::Registry>();
  mcp::Tool tool;
  tool.name = "echo";
  tool.annotations.read_only = true;
  tool.input_schema = json::parse(R"({"type":"object","required":["text"],"properties":{
      "text":{"type":"string","x-mcp-header":"Text"},"count":{"type":"integer"}}})")
                          .as_object();
  tool.call = echo;
  registry->add(std::move(tool));
  mcp::ResourceTemplate notes;
  notes.uri_template = "note://{name}";
  notes.name = "notes";
  notes.read = read;
  registry->add(std::move(notes));
  return registry;
}

/// The parsed request as handlers see it.
class ParsedRequest final : public Request {
 public:
  ParsedRequest(const RequestData& data, asio::any_io_executor executor, std::string_view session)
      : data_(data), executor_(std::move(executor)), session_(session) {}
  std::string_view method() const override { return data_.method(); }
  std::string_view target() const override { return data_.target(); }
  std::string_view path() const override { return data_.path(); }
  std::string_view query() const override { return data_.query(); }
  std::optional<std::string_view> header(std::string_view name) const override {
    const auto value = data_.header(name);
    return iequals(name, "Mcp-Session-Id") && value == "S" ? session_ : value;
  }
  std::string_view body() const override { return data_.body(); }
  std::string remote_address() const override { return "127.0.0.1"; }
  bool is_tls() const override { return false; }
  std::uint64_t id() const override { return 1; }
  asio::any_io_executor executor() const override { return executor_; }
  PeerWatch& peer() override { return peer_; }

 private:
  const RequestData& data_;
  asio::any_io_executor executor_;
  std::string_view session_;
  test::FakePeer peer_;
};

bool parse(RequestData& data, std::string_view bytes) {
  RequestParser parser(data, RequestLimits());
  std::string buffer(bytes);
  auto progress = RequestParser::Progress::more;
  for (std::size_t consumed = 1;
       progress == RequestParser::Progress::more && consumed > 0 && !buffer.empty();) {
    progress = parser.feed(buffer, consumed);
    buffer.erase(0, consumed);
  }
  return progress == RequestParser::Progress::done;
}

Response answer(asio::io_context& context, const Router& router, Request& request) {
  const auto found = router.find(request.method(), request.path());
  if (!found.route) return error_response(found.status, "no such route");
  std::optional<Response> answered;
  asio::co_spawn(context, found.route->handler(request).later(),
                 [&](std::exception_ptr failure, Response response) {
                   if (failure) std::abort();  // an exception that nobody caught ends the connection
                   answered = std::move(response);
                 });
  context.restart();
  context.poll();
  if (!answered) std::abort();
  return std::move(*answered);
}

void check(const Response& response) {
  std::string head;
  if (response.status < 200 || response.status > 599) std::abort();
  if (!append_head(head, response, HeadOptions())) std::abort();
  if (response.stream) return;
  if (!is_valid_utf8(response.body)) std::abort();
  if (response.content_type != "application/json") return;
  boost::system::error_code failure;
  const auto body = json::parse(response.body, failure);
  if (failure || !(body.is_object() || body.is_array())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  static const auto registry = some_registry();
  RequestData data;
  if (!parse(data, {reinterpret_cast<const char*>(bytes), size})) return 0;
  asio::io_context background, context;
  ManualClock clock;
  SeededRandom random(1);
  mcp::ServerOptions options;
  options.implementation.name = "fuzz";
  options.implementation.version = "1";
  mcp::Server server(background.get_executor(), std::move(options), registry, clock, random);
  const Router router(server.routes());

  test::FakeRequest begin(
      context.get_executor(), "POST", "/mcp",
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-03-26","capabilities":{},)"
      R"("clientInfo":{"name":"f","version":"1"}}})");
  begin.set("Content-Type", "application/json");
  std::string session;
  for (const auto& [name, value] : answer(context, router, begin).headers)
    if (name == "Mcp-Session-Id") session = value;

  ParsedRequest request(data, context.get_executor(), session);
  const auto response = answer(context, router, request);
  check(response);
  if (response.stream) response.stream->close();
  context.restart();
  context.poll();
  return 0;
}
