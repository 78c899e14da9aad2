// Resources with text, bytes, subscribers and a template.
#include <boost/json/serialize.hpp>

#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;

namespace {

using Answer = asio::awaitable<Result<std::vector<ResourceContents>>>;

std::vector<ResourceContents> contents(std::string uri, std::string mime_type, std::string text,
                                       std::string blob = {}) {
  std::vector<ResourceContents> list(1);
  list[0].uri = std::move(uri);
  list[0].mime_type = std::move(mime_type);
  list[0].text = std::move(text);
  list[0].blob = std::move(blob);
  return list;
}

Answer static_text(CallContext&, const std::string& uri) {
  co_return contents(uri, "text/plain", "This is the content of the static text resource.");
}

Answer static_binary(CallContext&, const std::string& uri) {
  co_return contents(uri, "image/png", {}, std::string(png));
}

Answer watched(CallContext&, const std::string& uri) {
  co_return contents(uri, "text/plain", "This resource can be watched.");
}

Answer from_template(CallContext&, const std::string& uri, const json::object& variables) {
  const std::string id(variables.at("id").as_string());
  json::object data;
  data.emplace("id", id);
  data.emplace("templateTest", true);
  data.emplace("data", "Data for ID: " + id);
  co_return contents(uri, "application/json", json::serialize(data));
}

Resource make_resource(std::string uri, std::string name, std::string mime_type,
                       decltype(Resource::read) read) {
  Resource resource;
  resource.uri = std::move(uri);
  resource.name = std::move(name);
  resource.description = "For the conformance suite.";
  resource.mime_type = std::move(mime_type);
  resource.read = std::move(read);
  return resource;
}

}  // namespace

void add_resources(Registry& registry) {
  registry.add(make_resource("test://static-text", "static-text", "text/plain", static_text));
  registry.add(make_resource("test://static-binary", "static-binary", "image/png", static_binary));
  registry.add(make_resource("test://watched-resource", "watched-resource", "text/plain", watched));
  ResourceTemplate data;
  data.uri_template = "test://template/{id}/data";
  data.name = "template";
  data.description = "For the conformance suite.";
  data.mime_type = "application/json";
  data.read = from_template;
  registry.add(std::move(data));
}

}  // namespace kbroker::conformance
