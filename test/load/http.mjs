// HTTP by hand over plain sockets: what a well-behaved library would never send.
import { connect } from 'node:net';

const PATIENCE = 10_000;

/** The server that is attacked, and what is open to it. */
export class Target {
  sockets = new Set();

  constructor(url) {
    this.url = url;
    this.port = Number(new URL(url).port);
  }

  /** The server's own figures. */
  async figures() {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const of = (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)[1]);
    const sum = (name) => [...text.matchAll(new RegExp(`^${name}\\{.*\\} (\\d+)$`, 'mg'))].reduce((total, match) => total + Number(match[1]), 0);
    return {
      memory: of('process_resident_memory_bytes'),
      descriptors: of('process_open_fds'),
      connections: of('kbroker_http_connections'),
      sessions: of('kbroker_sessions'),
      streams: of('kbroker_streams'),
      answered: sum('kbroker_http_requests_total'),
    };
  }

  /** A connected socket that reads nothing until somebody listens to it. */
  open() {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1', () => resolve(socket));
      this.sockets.add(socket);
      socket.once('error', reject);
      socket.on('error', () => {});  // being cut off is what many of these expect
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** Sends `bytes` on a connection of its own: the first answer {status, head, body}, or undefined when it was cut off. */
  async send(bytes) {
    const socket = await this.open();
    const answer = firstAnswer(socket);
    socket.write(bytes);
    try {
      return await answer;
    } finally {
      socket.destroy();
    }
  }

  destroyAll() {
    for (const socket of this.sockets) socket.destroy();
  }
}

/** The first answer that arrives on `socket`, its body as far as Content-Length says; undefined when it closes before. */
export function firstAnswer(socket) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE);
    let text = '';
    const settle = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = text.slice(0, end);
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      settle({ status: Number(head.split(' ')[1]), head, body: text.slice(end + 4, end + 4 + length) });
    });
    socket.once('close', () => settle(undefined));
  });
}

/** A POST to /mcp; `headers` are added or replace, an undefined one is left out. */
export function post(body, headers = {}) {
  const all = {
    Host: '127.0.0.1',
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`POST /mcp HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

export const get = (path, headers = {}) =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n${Object.entries(headers).map(([n, v]) => `${n}: ${v}\r\n`).join('')}\r\n`;

const message = (method, params = {}) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });

export const initialize = () => post(message('initialize',
  { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'load', version: '1' } }));

/** A stateless request of 2026-07-28. */
export function modern(method, params = {}) {
  const about = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {} };
  const headers = { 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': method };
  if (params.name) headers['Mcp-Name'] = params.name;
  return post(message(method, { ...params, _meta: about }), headers);
}

export const sessionOf = (answer) => /^mcp-session-id: *(\S+)/im.exec(answer.head)?.[1];

/** Runs `body(i)` for 0…count-1, at most `width` at the same time. */
export async function many(count, width, body) {
  let next = 0;
  await Promise.all(Array.from({ length: width }, async () => {
    while (next < count) await body(next++);
  }));
}
