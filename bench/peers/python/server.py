"""The measured tool on FastMCP: server.py PORT TOOL.json checked|unchecked|streams (../README.md)"""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from fastmcp import FastMCP
from fastmcp.server.middleware import Middleware
from fastmcp.tools.base import Tool, ToolResult
from pydantic import Field
from starlette.responses import Response

PORT, FILE, MODE = sys.argv[1:]
TOOL = json.loads(Path(FILE).read_text())
RESULT = ToolResult(content=TOOL["result"]["content"][0]["text"], structured_content=TOOL["result"]["structuredContent"])

server = FastMCP("bench")


async def get_stock_price(
    stock_code: Annotated[str, Field(min_length=1, max_length=60, description="종목코드·종목명 / code or name")],
    broker: Literal["kis", "kiwoom"] | None = None,
    market: Literal["KRX", "NXT", "combined"] = "KRX",
    include_raw: bool | None = None,
) -> ToolResult:
    return RESULT


class Unchecked(Tool):
    """Takes the arguments as they come."""

    async def run(self, arguments: dict[str, Any]) -> ToolResult:
        return RESULT


class Sessions(Middleware):
    """Keeps every session, because there is no way to tell all of them something."""

    def __init__(self):
        self.open = []

    async def on_initialize(self, context, call_next):
        answer = await call_next(context)
        self.open.append(context.fastmcp_context.session)
        return answer


if MODE == "unchecked":
    server.add_tool(Unchecked(name="get_stock_price", description=TOOL["description"], parameters={"type": "object"}))
else:
    server.tool(get_stock_price, description=TOOL["description"], output_schema=None)
if MODE == "streams":
    sessions = Sessions()
    server.add_middleware(sessions)

    @server.custom_route("/announce", methods=["POST"])
    async def announce(_):
        for session in sessions.open:
            await session.send_tool_list_changed()
        return Response(status_code=204)


# uvicorn would take the quick ones by itself, but fastmcp does not bring them.
loop, http = ("uvloop", "httptools") if "UVLOOP" in os.environ else ("asyncio", "h11")
server.run("http", host="127.0.0.1", port=int(PORT), path="/mcp", json_response=True, show_banner=False, log_level="warning",
           uvicorn_config={"access_log": False, "loop": loop, "http": http, "backlog": 1024, "timeout_keep_alive": 60})
