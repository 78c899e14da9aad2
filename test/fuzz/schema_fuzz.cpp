// Arguments against a schema: the short cut for plain schemas never accepts what the validator refuses.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <boost/json/parse.hpp>

#include "../../lib/mcp/src/flat_schema.hpp"
#include "../../lib/mcp/src/schema.hpp"

namespace json = boost::json;
using namespace kbroker::mcp;

namespace {

constexpr std::string_view rules = R"("type":"object","properties":{
  "code":{"type":"string","minLength":1,"maxLength":6},"market":{"type":"string","enum":["KRX","NXT"]},
  "count":{"type":"integer","minimum":1,"maximum":100},"raw":{"type":"boolean"},"ratio":{"type":"number"}},
  "required":["code"],"additionalProperties":false)";

json::object schema(std::string_view more) {
  return json::parse("{" + std::string(rules) + std::string(more) + "}").as_object();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto quick = FlatSchema::compile(schema("")).value();
  static const Schema judge(schema(R"(,"allOf":[{}])"));  // the short cut does not know allOf
  boost::system::error_code failure;
  const auto arguments = json::parse({reinterpret_cast<const char*>(data), size}, failure);
  if (failure || !arguments.is_object()) return 0;
  const auto problem = judge.validate(arguments);
  if (quick.surely_fits(arguments.get_object()) && problem) std::abort();
  return 0;
}
