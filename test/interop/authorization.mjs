// kbrokerd as a resource server of a real authorization server: the official clients' OAuth flow from the first 401
// to a tool's result, and every kind of token that must not get in.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import * as v1 from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as SseV1 } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as v2 from '@modelcontextprotocol/client';
import { startAuthorizationServer } from './authorization_server.mjs';
import { startServer } from '../support/server.mjs';

const REDIRECT = 'http://127.0.0.1:1/callback';  // never connected to: the test reads the code from the redirect
const IDENTITY = { name: 'kbroker-interop', version: '1.0.0' };

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Follows redirects with cookies, as a browser does, until the client's own address comes up. */
async function browse(url) {
  const cookies = new Map();
  for (let hops = 0; hops < 10; hops += 1) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value) cookies.set(name, value); else cookies.delete(name);
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    url = new URL(next, url);
    if (url.href.startsWith(REDIRECT)) return url.searchParams;
  }
  throw new Error('too many redirects');
}

/** What a client program keeps; `granted` gets the answer of the authorization endpoint. */
class MemoryProvider {
  redirectUrl = REDIRECT;
  clientMetadata = { client_name: 'kbroker-interop', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' };
  clientInformation() { return this.client; }
  saveClientInformation(client) { this.client = client; }
  tokens() { return this.saved; }
  saveTokens(tokens) { this.saved = tokens; }
  saveCodeVerifier(verifier) { this.verifier = verifier; }
  codeVerifier() { return this.verifier; }
  saveDiscoveryState(state) { this.discovered = state; }
  discoveryState() { return this.discovered; }
  async redirectToAuthorization(url) { this.granted = await browse(url); }
}

/** The whole flow; gives the revision and the result of a tool. */
async function flow({ makeClient, Transport, isUnauthorized }, url) {
  const provider = new MemoryProvider();
  const first = new Transport(new URL(url), { authProvider: provider });
  await assert.rejects(makeClient().connect(first), isUnauthorized);
  assert.ok(provider.granted?.get('code'), 'no authorization code');
  await first.finishAuth(provider.granted.get('code'), provider.granted.get('iss') ?? undefined);
  const client = makeClient();
  await client.connect(new Transport(new URL(url), { authProvider: provider }));
  const { tools } = await client.listTools();
  const result = await client.callTool({ name: 'get_stock_price', arguments: { stock_code: '005930' } });
  await client.close();
  assert.equal(result.structuredContent.success, true);
  return `${tools.length} tools, scope ${provider.saved.scope}`;
}

const flows = [
  {
    name: 'OAuth flow, TypeScript SDK 1.x',
    makeClient: () => new v1.Client(IDENTITY),
    Transport: HttpV1,
    isUnauthorized: (error) => error instanceof UnauthorizedError,
  },
  {
    name: 'OAuth flow, TypeScript SDK 1.x, HTTP+SSE',
    path: '/sse',
    makeClient: () => new v1.Client(IDENTITY),
    Transport: SseV1,
    isUnauthorized: (error) => error instanceof UnauthorizedError,
  },
  {
    name: 'OAuth flow, TypeScript client 2.x, HTTP+SSE',
    path: '/sse',
    makeClient: () => new v2.Client(IDENTITY, { versionNegotiation: { mode: 'legacy' } }),
    Transport: v2.SSEClientTransport,
    isUnauthorized: (error) => error instanceof v2.UnauthorizedError,
  },
  {
    name: 'OAuth flow, TypeScript client 2.x, legacy',
    makeClient: () => new v2.Client(IDENTITY, { versionNegotiation: { mode: 'legacy' } }),
    Transport: v2.StreamableHTTPClientTransport,
    isUnauthorized: (error) => error instanceof v2.UnauthorizedError,
  },
  {
    name: 'OAuth flow, TypeScript client 2.x, modern',
    makeClient: () => new v2.Client(IDENTITY, { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
    Transport: v2.StreamableHTTPClientTransport,
    isUnauthorized: (error) => error instanceof v2.UnauthorizedError,
  },
];

/** tools/list of the modern era with a token: {status, challenge}. */
async function ask(url, token) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json', accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({
      jsonrpc: '2.0', id: 1, method: 'tools/list',
      params: { _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {},
      } },
    }),
  });
  await answer.text();
  return { status: answer.status, challenge: answer.headers.get('www-authenticate') ?? '' };
}

/** Each token with the status and the part of the challenge it must get. */
async function refusals(server, other, resource) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: server.issuer, aud: resource, sub: 'kim', exp: now + 600, scope: 'mcp:read' };
  return [
    ['no token', undefined, 401, /^Bearer resource_metadata="[^"]+", scope="mcp:read"$/],
    ['garbage', 'garbage', 401, /error="invalid_token"/],
    ['wrong audience', await server.token({ resource: 'http://127.0.0.1:1/mcp', scope: 'mcp:read' }), 401, /another audience/],
    ['wrong issuer, same keys', await other.token({ resource, scope: 'mcp:read' }), 401, /another issuer/],
    ['expired', server.forged({ ...claims, exp: now - 60 }), 401, /has expired/],
    ['not valid yet', server.forged({ ...claims, nbf: now + 300 }), 401, /not valid yet/],
    ['changed after it was signed', `${server.forged(claims).slice(0, -8)}AAAAAAAA`, 401, /error="invalid_token"/],
    ['missing scope', await server.token({ resource }), 403, /error="insufficient_scope"/],
  ];
}

/** Runs everything with `check(name, body)`; gives rows for the table. */
export async function authorizationRows(binary, check) {
  const server = await startAuthorizationServer();
  const other = await startAuthorizationServer(server.keys);
  const port = await freePort();
  const resource = `http://127.0.0.1:${port}/mcp`;
  const daemon = await startServer(binary, ['--demo', '--log-level', 'debug'], {
    listen: `127.0.0.1:${port}`,
    environment: {
      KBROKER_OAUTH_ISSUER: server.issuer, KBROKER_OAUTH_RESOURCE: resource, KBROKER_OAUTH_JWKS_URL: server.jwksUrl,
    },
  });
  const rows = [];
  const row = async (client, body) => {
    let outcome;
    const good = await check(client, async () => { outcome = await body(); });
    rows.push({ client, outcome: good ? outcome : 'FAILED' });
  };
  try {
    for (const each of flows) await row(each.name, () => flow(each, new URL(each.path ?? '/mcp', resource).href));
    await row('token of a program', async () => {
      const { status } = await ask(resource, await server.token({ resource, scope: 'mcp:read' }));
      assert.equal(status, 200);
      return '200';
    });
    for (const [name, token, status, challenge] of await refusals(server, other, resource)) {
      await row(`refused: ${name}`, async () => {
        const answer = await ask(resource, token);
        assert.equal(answer.status, status);
        assert.match(answer.challenge, challenge);
        assert.match(answer.challenge, /resource_metadata="http:\/\/127\.0\.0\.1:\d+\/\.well-known\/oauth-protected-resource\/mcp"/);
        return String(answer.status);
      });
    }
    await row('nothing of a token is in the log', async () => {
      assert.equal(daemon.log.filter((line) => /eyJ/.test(line)).join('\n'), '');
      return `${daemon.log.length} lines`;
    });
  } finally {
    const status = await daemon.stop();
    await check('kbrokerd with OAuth stops cleanly', () => assert.equal(status, 0));
    await Promise.all([server.stop(), other.stop()]);
  }
  return rows;
}
