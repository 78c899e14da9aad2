// The MCP Inspector's command line behind the same face as the SDK clients. Each call is one process.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const launcher = fileURLToPath(import.meta.resolve('@modelcontextprotocol/inspector/package.json'))
  .replace(/package\.json$/, 'clients/launcher/build/index.js');

async function inspect(target, transport, era, ...rest) {
  const args = [launcher, '--cli', target, '--transport', transport, '--protocol-era', era, '--format', 'json', '--quiet'];
  const { stdout } = await run(process.execPath, [...args, ...rest], { timeout: 60_000, maxBuffer: 16 << 20 });
  return JSON.parse(stdout).result;
}

function client(path, transport, era) {
  return async (url) => {
    const target = `${url}${path}`;
    return {
      // --strict fails on a tool schema that some clients cannot use.
      listTools: async () => (await inspect(target, transport, era, '--method', 'tools/list', '--strict')).tools,
      callTool: (name, args) => inspect(target, transport, era, '--method', 'tools/call', '--tool-name', name,
        '--tool-args-json', JSON.stringify(args)),
      close: async () => {},
    };
  };
}

/** `brief`: a process for each call is slow, so each tool is called once. */
export const inspectorClients = [
  { name: 'Inspector --cli, Streamable HTTP', brief: true, connect: client('/mcp', 'http', 'legacy') },
  { name: 'Inspector --cli, HTTP+SSE', brief: true, connect: client('/sse', 'sse', 'legacy') },
  { name: 'Inspector --cli, modern', brief: true, connect: client('/mcp', 'http', 'modern') },
];
