// The official TypeScript clients behind one small face: {revision, listTools(), callTool(), close()}.
import * as v1 from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as SseV1 } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as v2 from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';

const IDENTITY = { name: 'kbroker-interop', version: '1.0.0' };

async function connect(client, transport, revision) {
  await client.connect(transport);
  return {
    revision: revision(),
    listTools: async () => (await client.listTools()).tools,
    callTool: (name, args) => client.callTool({ name, arguments: args }),
    close: () => client.close(),
  };
}

async function connectV1(transport) {
  let revision;
  const negotiated = transport.setProtocolVersion?.bind(transport);
  transport.setProtocolVersion = (version) => {
    revision = version;
    negotiated?.(version);
  };
  return connect(new v1.Client(IDENTITY), transport, () => revision);
}

async function connectV2(transport, mode) {
  const client = new v2.Client(IDENTITY, { versionNegotiation: { mode } });
  return connect(client, transport, () => client.getNegotiatedProtocolVersion());
}

/** How a client starts a server of its own. */
const stdio = (binary) => ({ command: binary, args: ['--demo', '--stdio'], stderr: 'ignore' });

/** Each client with the revision it must end up speaking. */
export const sdkClients = [
  {
    name: 'TypeScript SDK 1.x, Streamable HTTP',
    revision: '2025-11-25',
    connect: (url) => connectV1(new HttpV1(new URL(`${url}/mcp`))),
  },
  {
    name: 'TypeScript SDK 1.x, HTTP+SSE',
    connect: (url) => connectV1(new SseV1(new URL(`${url}/sse`))),
  },
  {
    name: 'TypeScript client 2.x, legacy',
    revision: '2025-11-25',
    connect: (url) => connectV2(new v2.StreamableHTTPClientTransport(new URL(`${url}/mcp`)), 'legacy'),
  },
  {
    name: 'TypeScript client 2.x, HTTP+SSE',
    connect: (url) => connectV2(new v2.SSEClientTransport(new URL(`${url}/sse`)), 'legacy'),
  },
  {
    name: 'TypeScript client 2.x, auto',
    revision: '2026-07-28',
    connect: (url) => connectV2(new v2.StreamableHTTPClientTransport(new URL(`${url}/mcp`)), 'auto'),
  },
  {
    name: 'TypeScript client 2.x, pinned',
    revision: '2026-07-28',
    connect: (url) => connectV2(new v2.StreamableHTTPClientTransport(new URL(`${url}/mcp`)), { pin: '2026-07-28' }),
  },
  {
    name: 'TypeScript SDK 1.x, stdio',
    revision: '2025-11-25',
    connect: (url, binary) => connectV1(new StdioV1(stdio(binary))),
  },
  {
    name: 'TypeScript client 2.x, stdio, legacy',
    revision: '2025-11-25',
    connect: (url, binary) => connectV2(new StdioV2(stdio(binary)), 'legacy'),
  },
  {
    name: 'TypeScript client 2.x, stdio, pinned',
    revision: '2026-07-28',
    connect: (url, binary) => connectV2(new StdioV2(stdio(binary)), { pin: '2026-07-28' }),
  },
];
