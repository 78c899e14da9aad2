// The page at /: what this is, whether its figures are real, how to connect each client, live status.
#include "endpoints.hpp"

namespace kbroker::daemon {

namespace {

constexpr std::string_view page_head = R"(<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>kbroker</title><style>
:root{color-scheme:light dark;font-family:system-ui,sans-serif;line-height:1.55}
body{max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{margin-bottom:.2rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
pre{background:color-mix(in srgb,currentColor 8%,transparent);padding:.7rem .9rem;border-radius:.5rem;overflow-x:auto;font-size:.88rem}
.badge{display:inline-block;padding:.1rem .6rem;border-radius:1rem;font-weight:600;border:1px solid currentColor}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}
small{opacity:.75}</style></head><body>
)";

constexpr std::string_view page_clients = R"(
<h2>연결하기 / Connect</h2>
<p><b>Claude Code</b></p><pre>claude mcp add --transport http kbroker <span class="u"></span>/mcp</pre>
<p><b>Cursor</b> <small>~/.cursor/mcp.json</small></p><pre>{"mcpServers": {"kbroker": {"url": "<span class="u"></span>/mcp"}}}</pre>
<p><b>VS Code</b> <small>.vscode/mcp.json</small></p><pre>{"servers": {"kbroker": {"type": "http", "url": "<span class="u"></span>/mcp"}}}</pre>
<p><b>Claude Desktop</b> <small>claude_desktop_config.json</small></p><pre>{"mcpServers": {"kbroker": {"command": "npx", "args": ["-y", "mcp-remote", "<span class="u"></span>/mcp"]}}}</pre>
<p><b>HTTP+SSE</b> <small>(older clients)</small></p><pre><span class="u"></span>/sse</pre>
<h2>상태 / Status</h2><table id="s"><tr><td>…</td></tr></table>
<p><small>/mcp/readonly · /healthz · /readyz · /metrics</small></p>
<script>
for (const e of document.querySelectorAll(".u")) e.textContent = location.origin;
const cell = (row, tag, text) => { const c = document.createElement(tag); c.textContent = text; row.append(c); };
async function show() {
  const table = document.getElementById("s");
  try {
    const status = await (await fetch("/readyz")).json();
    table.textContent = "";
    const head = table.insertRow();
    for (const t of ["broker", "environment", "token", "breaker", "last success"]) cell(head, "th", t);
    for (const b of status.brokers) {
      const row = table.insertRow();
      for (const t of [b.broker, b.environment, b.token, b.breaker, b.last_success ?? "-"]) cell(row, "td", t);
    }
  } catch (e) { table.textContent = "연결할 수 없음 / not reachable"; }
}
show(); setInterval(show, 5000);
</script></body></html>
)";

}  // namespace

std::string welcome_page(const std::string& version, const std::string& mode) {
  std::string page(page_head);
  page += "<h1>kbroker <small>" + version + "</small></h1>\n";
  page +=
      "<p>AI 도구를 위한 한국 증권사(KIS, 키움) MCP 서버 / MCP server for Korean brokerages</p>\n<p><span "
      "class=\"badge\">";
  page += mode == "demo"    ? "데모: 내장 시뮬레이터, 실제 시세 아님 / demo: simulated figures, not real"
          : mode == "paper" ? "모의투자 / paper trading"
                            : "실전 / real";
  page += "</span></p>\n";
  page += page_clients;
  return page;
}

}  // namespace kbroker::daemon
