// The measured tool on the official TypeScript SDK: server.mjs PORT TOOL.json checked|unchecked|streams (../README.md)
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createMcpExpressApp } from '@modelcontextprotocol/express';
import { NodeStreamableHTTPServerTransport, localhostHostValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { McpServer, createMcpHandler } from '@modelcontextprotocol/server';
import * as z from 'zod/v4';

const [port, file, mode] = process.argv.slice(2);
/** As the SDK's guide has it, with Express and event streams; otherwise what is quickest. */
const documented = 'DOCUMENTED' in process.env;
const { description, result } = JSON.parse(readFileSync(file, 'utf8'));

const inputSchema = mode === 'unchecked' ? z.looseObject({}) : z.strictObject({
  stock_code: z.string().min(1).max(60).describe('종목코드·종목명 / code or name'),
  broker: z.enum(['kis', 'kiwoom']).optional(),
  market: z.enum(['KRX', 'NXT', 'combined']).default('KRX'),
  include_raw: z.boolean().optional(),
});

function server() {
  const mcp = new McpServer({ name: 'bench', version: '1.0.0' }, { capabilities: { tools: { listChanged: true } } });
  mcp.registerTool('get_stock_price', { description, inputSchema }, () => result);
  return mcp;
}

/** 2025-11-25: a server and a transport a session. */
const sessions = new Map();
async function withSession(request, response) {
  const known = sessions.get(request.headers['mcp-session-id']);
  if (known) return known.transport.handleRequest(request, response, request.body);
  const mcp = server();
  const transport = new NodeStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    enableJsonResponse: !documented,
    onsessioninitialized: (id) => sessions.set(id, { mcp, transport }),
    onsessionclosed: (id) => sessions.delete(id),
  });
  await mcp.connect(transport);
  return transport.handleRequest(request, response, request.body);
}

/** 2026-07-28: a server a request. */
const withoutSession = toNodeHandler(createMcpHandler(server, { legacy: 'reject', responseMode: documented ? 'auto' : 'json' }));

async function serve(request, response) {
  if (request.url === '/announce') {
    for (const { mcp } of sessions.values()) mcp.sendToolListChanged();
    response.writeHead(204).end();
  } else if (request.headers['mcp-protocol-version'] === '2026-07-28') {
    await withoutSession(request, response, request.body);
  } else {
    await withSession(request, response);
  }
}

const isLocal = localhostHostValidation();
const application = documented ? createMcpExpressApp().use(serve) : (request, response) => isLocal(request, response) && serve(request, response);
createServer({ keepAliveTimeout: 60_000 }, application).listen(Number(port), '127.0.0.1', 1024);
