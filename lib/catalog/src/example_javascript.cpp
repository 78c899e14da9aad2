// The example in JavaScript with fetch, for Node.
#include "example_call.hpp"

namespace kbroker::catalog {

namespace {

std::string variable(const ExampleValue& value) {
  if (value.standard.empty()) return "need(" + json_literal(value.text) + ")";
  return "process.env[" + json_literal(value.text) + "] ?? " + json_literal(value.standard);
}
constexpr EntryNotation in_object{"  ", ": ", ",\n", variable};

constexpr std::string_view token_part = R"js(
// A token lasts a day and the broker counts how often one is asked for: keep it.
async function getToken() {
  const name = createHash('sha256').update(`${url} ${appKey}`).digest('hex').slice(0, 16);
  const file = join(tmpdir(), `api-token-${name}`);
  if (existsSync(file) && Date.now() - statSync(file).mtimeMs < 6 * 3600_000) return readFileSync(file, 'utf8');
  const response = await fetch(`${url}@TOKEN_PATH@`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials', appkey: appKey, @SECRET_NAME@: appSecret }),
  });
  const answer = await response.json();
  if (!answer.@TOKEN_NAME@) fail(`no token: ${JSON.stringify(answer)}`);
  writeFileSync(file, answer.@TOKEN_NAME@, { mode: 0o600 });
  return answer.@TOKEN_NAME@;
}
const token = await getToken();
)js";

constexpr std::string_view program = R"js(// @TITLE@ (@ID@)
// Run with: node example.mjs
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function fail(why) {
  console.error(why);
  process.exit(1);
}
function need(name) {
  return process.env[name] || fail(`set ${name}`);
}

const url = process.env.@URL_VARIABLE@ ?? '@URL@';
const appKey = need('@KEY@');
const appSecret = need('@SECRET@');
@TOKEN@
const headers = {
  "content-type": "application/json; charset=utf-8",
@AUTHORIZATION@@HEADERS@};
const parameters = {
@PARAMETERS@};
const response = await fetch(@TARGET@, {
  method: '@METHOD@',
  headers,@BODY@
  signal: AbortSignal.timeout(10_000),
}).catch((error) => fail(`no answer: ${error.message}`));
const answer = await response.json().catch((error) => fail(`no JSON: ${error.message}`));
console.log(JSON.stringify(answer, null, 2));
if (@FAILED@) fail('the broker refused the call');
)js";

}  // namespace

std::string javascript_example(const ExampleCall& call) {
  const bool get = call.method == "GET";
  auto parts = common_parts(call);
  std::string failed = "!response.ok";
  if (!call.success_name.empty())
    failed += " || String(answer." + std::string(call.success_name) + ") !== '" +
              std::string(call.success_value) + "'";
  parts.insert(parts.end(),
               {{"TOKEN", call.token ? with_parts(token_part, parts) : ""},
                {"AUTHORIZATION", call.token ? "  \"authorization\": `Bearer ${token}`,\n" : ""},
                {"HEADERS", entries(call.headers, in_object)},
                {"PARAMETERS", entries(call.parameters, in_object)},
                {"TARGET", "`${url}" + call.path + (get ? "?${new URLSearchParams(parameters)}`" : "`")},
                {"BODY", get ? "" : "\n  body: JSON.stringify(parameters),"},
                {"FAILED", failed}});
  return with_parts(program, parts);
}

}  // namespace kbroker::catalog
