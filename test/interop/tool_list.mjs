// How much of a model's context the list of tools takes, by toolset.
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { startServer } from '../support/server.mjs';

const TOOLSETS = ['market', 'account', 'api', 'server', 'kis-compat'];

async function listed(url) {
  const client = new Client({ name: 'tool-list', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const { tools } = await client.listTools();
  await client.close();
  const text = JSON.stringify(tools);
  return { tools: tools.length, bytes: Buffer.byteLength(text), tokens: encode(text).length };
}

/** One line for what is offered by default, one for each toolset. Tokens are those of o200k_base; other models count differently. */
export async function toolListRows(daemon) {
  const server = await startServer(daemon, ['--demo', '--toolsets', TOOLSETS.join(',')]);
  try {
    const offered = TOOLSETS.filter((toolset) => toolset !== 'kis-compat');
    const rows = [{ toolsets: 'the default', ...await listed(`${server.url}/mcp?toolsets=${offered}`) }];
    for (const toolset of TOOLSETS) rows.push({ toolsets: toolset, ...await listed(`${server.url}/mcp?toolsets=${toolset}`) });
    return rows;
  } finally {
    await server.stop();
  }
}
