"""As much MCP as a measurement needs: raw requests, a session, an open event stream."""

import json
import socket

LEGACY, MODERN = "2025-11-25", "2026-07-28"
BASE_HEADERS = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


class Connection:
    """One keep-alive connection."""

    def __init__(self, port, timeout=10):
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.reader = self.socket.makefile("rb")

    def send(self, method, path, headers, body=b""):
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    def head(self):
        status = int(self.reader.readline().split()[1])
        headers = {}
        while (line := self.reader.readline().strip()) != b"":
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        return status, headers

    def post(self, message, headers=None):
        """Status, headers and raw body of a POST to /mcp."""
        self.send("POST", "/mcp", BASE_HEADERS | (headers or {}), json.dumps(message).encode())
        status, answered = self.head()
        if answered.get("transfer-encoding") == "chunked":
            return status, answered, b"".join(self.chunks())
        return status, answered, self.reader.read(int(answered.get("content-length", 0)))

    def chunks(self):
        while (size := int(self.reader.readline(), 16)) > 0:
            yield self.reader.read(size)
            self.reader.readline()
        self.reader.readline()

    def close(self):
        self.reader.close()
        self.socket.close()


def request(method, params):
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


def initialize():
    return request("initialize", {
        "protocolVersion": LEGACY, "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}})


def initialized():
    return {"jsonrpc": "2.0", "method": "notifications/initialized"}


def open_session(connection):
    """Headers that every later request of the new session carries."""
    status, answered, body = connection.post(initialize())
    if status != 200 or "mcp-session-id" not in answered:
        raise RuntimeError(f"initialize was answered with {status}: {body[:300]!r}")
    headers = {"Mcp-Session-Id": answered["mcp-session-id"], "MCP-Protocol-Version": LEGACY}
    connection.post(initialized(), headers)
    return headers


def price_arguments(**arguments):
    return {"name": "get_stock_price", "arguments": {"stock_code": "005930"} | arguments}


def price_call(port, era):
    """Headers and body of tools/call get_stock_price in one era; an answer comes along, checked."""
    connection = Connection(port)
    call = request("tools/call", price_arguments())
    if era == LEGACY:
        headers = open_session(connection)
    else:
        headers = {"MCP-Protocol-Version": MODERN, "Mcp-Method": "tools/call", "Mcp-Name": "get_stock_price"}
        call["params"]["_meta"] = {"io.modelcontextprotocol/protocolVersion": MODERN,
                                   "io.modelcontextprotocol/clientCapabilities": {},
                                   "io.modelcontextprotocol/clientInfo": {"name": "bench", "version": "1"}}
    connection.post(call, headers)  # fills the cache
    status, answered, body = connection.post(call, headers)
    connection.close()
    if status != 200 or not message_in(answered, body).get("result", {}).get("structuredContent", {}).get("success"):
        raise RuntimeError(f"get_stock_price was answered with {status}: {body[:500]!r}")
    return BASE_HEADERS | headers, json.dumps(call), body.decode()


def message_in(answered, body):
    """The JSON-RPC message of an answer, which may come as the last event of a stream."""
    if answered.get("content-type", "").startswith("text/event-stream"):
        body = [line for line in body.splitlines() if line.startswith(b"data:")][-1][len("data:"):]
    return json.loads(body)


def open_stream(connection, headers):
    """Turns `connection` into the session's event stream."""
    connection.send("GET", "/mcp", headers | {"Accept": "text/event-stream"})
    status, answered = connection.head()
    if status != 200 or not answered.get("content-type", "").startswith("text/event-stream"):
        raise RuntimeError(f"GET /mcp was answered with {status}")
