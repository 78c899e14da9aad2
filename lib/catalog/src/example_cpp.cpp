// The example in C++ with Boost.Beast.
#include "example_call.hpp"

namespace kbroker::catalog {

namespace {

std::string variable(const ExampleValue& value) {
  return "env(" + json_literal(value.text) + ", " + json_literal(value.standard) + ")";
}
constexpr EntryNotation in_braces{"      {", ", ", "},\n", variable};

constexpr std::string_view program = R"source(// @TITLE@ (@ID@)
// g++ -std=c++20 example.cpp -o example -lboost_url -lboost_json -lssl -lcrypto -pthread
#include <boost/asio/connect.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/json.hpp>
#include <boost/url.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using Fields = std::map<std::string, std::string>;

// A variable that must be set unless it has a standard.
std::string env(const char* name, const std::string& standard) {
  if (const char* value = std::getenv(name); value && *value) return value;
  if (standard.empty()) throw std::runtime_error(std::string("set ") + name);
  return standard;
}

template <class Stream>
http::response<http::string_body> transfer(Stream& stream, const http::request<http::string_body>& request) {
  http::write(stream, request);
  beast::flat_buffer buffer;
  http::response<http::string_body> response;
  http::read(stream, buffer, response);
  return response;
}

http::response<http::string_body> send(http::verb method, const std::string& target, const Fields& headers,
                                       const std::string& body) {
  const boost::urls::url url(target);
  http::request<http::string_body> request(method, std::string(url.encoded_target()), 11);
  request.set(http::field::host, std::string(url.encoded_host()));
  request.set(http::field::content_type, "application/json; charset=utf-8");
  for (const auto& [name, value] : headers) request.set(name, value);
  request.body() = body;
  request.prepare_payload();
  asio::io_context context;
  asio::ip::tcp::resolver resolver(context);
  const std::string host(url.host());
  const bool tls = url.scheme_id() == boost::urls::scheme::https;
  const auto addresses = resolver.resolve(host, url.has_port() ? std::string(url.port()) : tls ? "443" : "80");
  if (!tls) {
    beast::tcp_stream stream(context);
    stream.expires_after(std::chrono::seconds(10));
    stream.connect(addresses);
    return transfer(stream, request);
  }
  asio::ssl::context secure(asio::ssl::context::tls_client);
  secure.set_default_verify_paths();
  beast::ssl_stream<beast::tcp_stream> stream(context, secure);
  stream.set_verify_mode(asio::ssl::verify_peer);
  stream.set_verify_callback(asio::ssl::host_name_verification(host));
  SSL_set_tlsext_host_name(stream.native_handle(), host.c_str());
  beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(10));
  beast::get_lowest_layer(stream).connect(addresses);
  stream.handshake(asio::ssl::stream_base::client);
  return transfer(stream, request);
}

// A token lasts a day and the broker counts how often one is asked for: keep it.
[[maybe_unused]] std::string get_token(const std::string& base, const std::string& key, const std::string& secret) {
  namespace fs = std::filesystem;
  const auto name = "api-token-" + std::to_string(std::hash<std::string>{}(base + " " + key));
  const auto file = fs::temp_directory_path() / name;
  std::error_code missing;
  const auto written = fs::last_write_time(file, missing);
  if (!missing && fs::file_time_type::clock::now() - written < std::chrono::hours(6)) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  const json::object body{{"grant_type", "client_credentials"}, {"appkey", key}, {"@SECRET_NAME@", secret}};
  const auto response = send(http::verb::post, base + "@TOKEN_PATH@", {}, json::serialize(body));
  const auto answer = json::parse(response.body()).as_object();
  if (!answer.contains("@TOKEN_NAME@")) throw std::runtime_error("no token: " + response.body());
  const std::string token(answer.at("@TOKEN_NAME@").as_string());
  std::ofstream{file};
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  std::ofstream(file) << token;
  return token;
}

int main() try {
  const std::string base = env("@URL_VARIABLE@", "@URL@");
@TOKEN@  const Fields headers{
@AUTHORIZATION@@HEADERS@  };
  const Fields parameters{
@PARAMETERS@  };
  boost::urls::url target(base + "@PATH@");
  std::string body;
@CARRIER@  const auto response = send(http::verb::@VERB@, std::string(target.buffer()), headers, body);
  std::cout << response.body() << '\n';
  const auto answer = json::parse(response.body()).as_object();
  if (@FAILED@) throw std::runtime_error("the broker refused the call");
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
)source";

constexpr std::string_view token_line =
    R"source(  const std::string token = get_token(base, env("@KEY@", {}), env("@SECRET@", {}));
)source";
constexpr std::string_view in_query =
    R"source(  for (const auto& [name, value] : parameters) target.params().append({name, value});
)source";
constexpr std::string_view in_body = R"source(  json::object content;
  for (const auto& [name, value] : parameters) content[name] = value;
  body = json::serialize(content);
)source";

}  // namespace

std::string cpp_example(const ExampleCall& call) {
  const bool get = call.method == "GET";
  auto parts = common_parts(call);
  std::string failed = "response.result_int() >= 400";
  if (!call.success_name.empty()) {
    // KIS sends a text, Kiwoom a number.
    const std::string_view quote = call.success_name == "rt_cd" ? "\"" : "";
    failed += " || answer.at(\"" + std::string(call.success_name) + "\") != " + std::string(quote) +
              std::string(call.success_value) + std::string(quote);
  }
  parts.insert(parts.end(),
               {{"TOKEN", call.token ? with_parts(token_line, parts) : ""},
                {"AUTHORIZATION", call.token ? "      {\"authorization\", \"Bearer \" + token},\n" : ""},
                {"HEADERS", entries(call.headers, in_braces)},
                {"PARAMETERS", entries(call.parameters, in_braces)},
                {"CARRIER", std::string(get ? in_query : in_body)},
                {"VERB", get ? "get" : "post"},
                {"FAILED", failed}});
  return with_parts(program, parts);
}

}  // namespace kbroker::catalog
