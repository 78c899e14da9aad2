// The official TypeScript clients behind one small face: a session with {revision, listTools(), listResources(),
// listPrompts(), readResource(), callTool(), close()}.
//
// connect(target, answers) opens one. `target`: {url, command, args}, of a running server and of one to start over stdio.
// `answers`: {elicit(params), sample(params)}, the user and the model of the client; without them it declares neither.
import { fileURLToPath } from 'node:url';
import * as v1 from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as SseV1 } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import * as v2 from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { noResumption } from './features.mjs';

const IDENTITY = { name: 'kbroker-interop', version: '1.0.0' };
const ANSWERING = { elicitation: { form: {} }, sampling: {} };

async function connect(client, transport, revision) {
  await client.connect(transport);
  return {
    revision: revision(),
    listTools: async () => (await client.listTools()).tools,
    listResources: async () => (await client.listResources()).resources,
    listPrompts: async () => (await client.listPrompts()).prompts,
    readResource: async (uri) => (await client.readResource({ uri })).contents,
    close: () => client.close(),
  };
}

async function connectV1(transport, answers) {
  let revision;
  const negotiated = transport.setProtocolVersion?.bind(transport);
  transport.setProtocolVersion = (version) => {
    revision = version;
    negotiated?.(version);
  };
  const client = new v1.Client(IDENTITY, { capabilities: answers ? ANSWERING : {} });
  if (answers) {
    client.setRequestHandler(ElicitRequestSchema, (request) => answers.elicit(request.params));
    client.setRequestHandler(CreateMessageRequestSchema, (request) => answers.sample(request.params));
  }
  const session = await connect(client, transport, () => revision);
  return { ...session, callTool: (name, args, options) => client.callTool({ name, arguments: args }, undefined, options) };
}

async function connectV2(transport, mode, answers) {
  const client = new v2.Client(IDENTITY, { capabilities: answers ? ANSWERING : {}, versionNegotiation: { mode } });
  if (answers) {
    client.setRequestHandler('elicitation/create', (request) => answers.elicit(request.params));
    client.setRequestHandler('sampling/createMessage', (request) => answers.sample(request.params));
  }
  const session = await connect(client, transport, () => client.getNegotiatedProtocolVersion());
  return { ...session, callTool: (name, args, options) => client.callTool({ name, arguments: args }, options) };
}

const own = ({ command, args }) => ({ command, args, stderr: 'ignore' });
const http = ({ url }) => new URL(`${url}/mcp`);
const sse = ({ url }) => new URL(`${url}/sse`);

/** mcp-remote is a program that makes a server behind a URL look like one on standard input and output. */
const remote = fileURLToPath(import.meta.resolve('mcp-remote/package.json')).replace(/package\.json$/, 'dist/proxy.js');
const bridge = (url, strategy) => ({
  command: process.execPath,
  args: [remote, url.href, '--allow-http', '--transport', strategy],
  stderr: 'ignore',
});

const PIN = { pin: '2026-07-28' };
/** Each client with the revision it must end up speaking, and what it cannot do with the reason. */
export const sdkClients = [
  {
    name: 'TypeScript SDK 1.x, Streamable HTTP',
    revision: '2025-11-25',
    connect: (target, answers) => connectV1(new HttpV1(http(target)), answers),
  },
  {
    name: 'TypeScript SDK 1.x, HTTP+SSE',
    cannot: { resume: noResumption.sse },
    connect: (target, answers) => connectV1(new SseV1(sse(target)), answers),
  },
  {
    name: 'TypeScript client 2.x, legacy',
    revision: '2025-11-25',
    connect: (target, answers) => connectV2(new v2.StreamableHTTPClientTransport(http(target)), 'legacy', answers),
  },
  {
    name: 'TypeScript client 2.x, HTTP+SSE',
    cannot: { resume: noResumption.sse },
    connect: (target, answers) => connectV2(new v2.SSEClientTransport(sse(target)), 'legacy', answers),
  },
  {
    name: 'TypeScript client 2.x, auto',
    revision: '2026-07-28',
    cannot: { resume: noResumption.modern },
    connect: (target, answers) => connectV2(new v2.StreamableHTTPClientTransport(http(target)), 'auto', answers),
  },
  {
    name: 'TypeScript client 2.x, pinned',
    revision: '2026-07-28',
    cannot: { resume: noResumption.modern },
    connect: (target, answers) => connectV2(new v2.StreamableHTTPClientTransport(http(target)), PIN, answers),
  },
  {
    name: 'TypeScript SDK 1.x, stdio',
    revision: '2025-11-25',
    cannot: { resume: noResumption.stdio },
    connect: (target, answers) => connectV1(new StdioV1(own(target)), answers),
  },
  {
    name: 'TypeScript client 2.x, stdio, legacy',
    revision: '2025-11-25',
    cannot: { resume: noResumption.stdio },
    connect: (target, answers) => connectV2(new StdioV2(own(target)), 'legacy', answers),
  },
  {
    name: 'TypeScript client 2.x, stdio, pinned',
    revision: '2026-07-28',
    cannot: { resume: noResumption.stdio },
    connect: (target, answers) => connectV2(new StdioV2(own(target)), PIN, answers),
  },
  {
    name: 'mcp-remote to Streamable HTTP',
    revision: '2025-11-25',
    connect: (target, answers) => connectV1(new StdioV1(bridge(http(target), 'http-only')), answers),
  },
  {
    name: 'mcp-remote to HTTP+SSE',
    cannot: { resume: noResumption.sse },
    connect: (target, answers) => connectV1(new StdioV1(bridge(sse(target), 'sse-only')), answers),
  },
];
