// The example in Python with httpx.
#include "example_call.hpp"

namespace kbroker::catalog {

namespace {

std::string variable(const ExampleValue& value) {
  if (value.standard.empty()) return "os.environ[" + json_literal(value.text) + "]";
  return "os.environ.get(" + json_literal(value.text) + ", " + json_literal(value.standard) + ")";
}
constexpr EntryNotation in_dict{"    ", ": ", ",\n", variable};

constexpr std::string_view token_part = R"py(

def get_token() -> str:
    """A token lasts a day and the broker counts how often one is asked for: keep it."""
    name = hashlib.sha256(f"{url} {app_key}".encode()).hexdigest()[:16]
    file = pathlib.Path(tempfile.gettempdir()) / f"api-token-{name}"
    if file.exists() and time.time() - file.stat().st_mtime < 6 * 3600:
        return file.read_text()
    answer = client.post(
        url + "@TOKEN_PATH@",
        json={"grant_type": "client_credentials", "appkey": app_key, "@SECRET_NAME@": app_secret},
    ).json()
    if "@TOKEN_NAME@" not in answer:
        sys.exit(f"no token: {answer}")
    file.touch(mode=0o600)
    file.write_text(answer["@TOKEN_NAME@"])
    return answer["@TOKEN_NAME@"]


token = get_token()
)py";

constexpr std::string_view program = R"py(# @TITLE@ (@ID@)
import hashlib
import json
import os
import pathlib
import sys
import tempfile
import time

import httpx

url = os.environ.get("@URL_VARIABLE@", "@URL@")
app_key = os.environ["@KEY@"]
app_secret = os.environ["@SECRET@"]
client = httpx.Client(timeout=10)
@TOKEN@
headers = {
    "content-type": "application/json; charset=utf-8",
@AUTHORIZATION@@HEADERS@}
parameters = {
@PARAMETERS@}
try:
    response = client.request("@METHOD@", url + "@PATH@", headers=headers, @CARRIER@)
    answer = response.json()
except (httpx.HTTPError, json.JSONDecodeError) as error:
    sys.exit(f"no answer: {error}")
print(json.dumps(answer, ensure_ascii=False, indent=2))
if @FAILED@:
    sys.exit("the broker refused the call")
)py";

}  // namespace

std::string python_example(const ExampleCall& call) {
  auto parts = common_parts(call);
  std::string failed = "response.is_error";
  if (!call.success_name.empty())
    failed += " or str(answer.get(\"" + std::string(call.success_name) + "\")) != \"" +
              std::string(call.success_value) + "\"";
  parts.insert(parts.end(),
               {{"TOKEN", call.token ? with_parts(token_part, parts) : ""},
                {"AUTHORIZATION", call.token ? "    \"authorization\": f\"Bearer {token}\",\n" : ""},
                {"HEADERS", entries(call.headers, in_dict)},
                {"PARAMETERS", entries(call.parameters, in_dict)},
                {"CARRIER", call.method == "GET" ? "params=parameters" : "json=parameters"},
                {"FAILED", failed}});
  return with_parts(program, parts);
}

}  // namespace kbroker::catalog
