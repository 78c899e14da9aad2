// kapi://kis/<id> and kapi://kiwoom/<id>: every API of the catalogue as a resource; symbol://KRX/<code>: an
// instrument of the master.
#include <string>
#include <utility>
#include <vector>

#include "api_text.hpp"
#include "completions.hpp"
#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "resource_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

using Contents = Result<std::vector<mcp::ResourceContents>>;

std::vector<mcp::ResourceContents> json_contents(const std::string& uri, const json::object& value) {
  mcp::ResourceContents contents;
  contents.uri = uri;
  contents.mime_type = "application/json";
  contents.text = to_pretty_json(value);
  std::vector<mcp::ResourceContents> all;
  all.push_back(std::move(contents));
  return all;
}

asio::awaitable<Contents> read_api(const Services& services, std::string broker, const std::string& uri,
                                   const json::object& variables) {
  const auto id = broker + "." + std::string(variables.at("id").as_string());
  const auto api = services.apis->catalogue().get(id);
  if (api.has_error()) co_return api.error();
  auto value = api_description(*api, true);
  auto params = catalog::example_arguments(*api, date_kst(services.clock.wall()));
  value.emplace("example_request", json::object{{"id", api->id}, {"params", std::move(params)}});
  co_return json_contents(uri, value);
}

asio::awaitable<Contents> read_symbol(const Services& services, const std::string& uri,
                                      const json::object& variables) {
  const auto master = services.master.current();
  const std::string code(variables.at("code").as_string());
  const auto* symbol = master->find(code);
  if (!symbol)
    co_return Error(Errc::unknown_symbol, "no instrument has the code '" + shorten(code, 20) + "'",
                    "search_stocks finds codes by name.");
  json::object value{{"stock_code", symbol->code}, {"isin", symbol->isin},
                     {"name", symbol->name},       {"market", catalog::to_string(symbol->market)},
                     {"kind", symbol->kind},       {"trading_halted", symbol->halted}};
  // What the file says of prices is of another day, and is told by get_stock_price and get_stock_info.
  const auto file = services.master.status();
  json::object source{{"master_file", file.origin}};
  if (file.updated) source.emplace("fetched", to_rfc3339_kst(*file.updated));
  value.emplace("source", std::move(source));
  if (!symbol->english_name.empty()) value.emplace("english_name", symbol->english_name);
  co_return json_contents(uri, value);
}

}  // namespace

mcp::ResourceTemplate make_api_resource(Services& services, const std::string& broker) {
  mcp::ResourceTemplate made;
  made.uri_template = "kapi://" + broker + "/{id}";
  made.name = broker + "_api";
  made.title = broker == "kis" ? "KIS API" : "Kiwoom API";
  made.description =
      "One API of the broker: schema, parameters, response and an example request. The id is that of "
      "search_api without the broker: " +
      std::string(broker == "kis" ? "domestic_stock.inquire_price" : "chart.ka10081") + ".";
  made.mime_type = "application/json";
  made.read = [&services, broker](mcp::CallContext&, const std::string& uri, const json::object& variables) {
    return read_api(services, broker, uri, variables);
  };
  made.complete = [&services, broker](std::string_view, std::string_view typed) {
    return complete_api_id(services, broker, typed);
  };
  return made;
}

mcp::ResourceTemplate make_symbol_resource(Services& services) {
  mcp::ResourceTemplate made;
  made.uri_template = "symbol://KRX/{code}";
  made.name = "krx_symbol";
  made.title = "종목 / Instrument";
  made.description = "An instrument listed in Korea: name, market, kind, ISIN, size, whether it is halted.";
  made.mime_type = "application/json";
  made.read = [&services](mcp::CallContext&, const std::string& uri, const json::object& variables) {
    return read_symbol(services, uri, variables);
  };
  made.complete = [&services](std::string_view, std::string_view typed) {
    return complete_symbol(services, typed);
  };
  return made;
}

}  // namespace kbroker::tools
