// The MCP Inspector's command line behind the same face as the SDK clients. Each call is one process.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const launcher = fileURLToPath(import.meta.resolve('@modelcontextprotocol/inspector/package.json'))
  .replace(/package\.json$/, 'clients/launcher/build/index.js');
const TOOL_FAILED = 5;  // its exit status for a result with isError

async function inspect(server, transport, era, rest) {
  const args = [launcher, '--cli', '--transport', transport, '--protocol-era', era, '--format', 'json', '--quiet'];
  const { stdout } = await run(process.execPath, [...args, ...rest, '--', ...server], { timeout: 60_000, maxBuffer: 16 << 20 })
    .catch((error) => {
      if (error.code === TOOL_FAILED) return error;
      throw error;
    });
  return JSON.parse(stdout).result;
}

function session(server, transport, era) {
  const ask = (...args) => inspect(server, transport, era, ['--method', ...args]);
  return {
    // --strict fails on a tool schema that some clients cannot use.
    listTools: async ({ strict = false } = {}) => (await ask('tools/list', ...(strict ? ['--strict'] : []))).tools,
    listResources: async () => (await ask('resources/list')).resources,
    listPrompts: async () => (await ask('prompts/list')).prompts,
    readResource: async (uri) => (await ask('resources/read', '--uri', uri)).contents,
    callTool: (name, args) => ask('tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args)),
    close: async () => {},
  };
}

const http = (era) => async ({ url }) => session([`${url}/mcp`], 'http', era);
const stdio = (era) => async ({ command, args }) => session([command, ...args], 'stdio', era);

/** A process for each call is slow. `brief`: each tool is called once; `featuresOnly`: none is. */
const common = {
  brief: true,
  cannot: {
    progress: 'the command line does not show progress',
    cancel: 'the command line cannot cancel a call',
    elicit: 'the command line does not declare elicitation',
    sample: 'the command line does not declare sampling',
    resume: 'the command line does not show progress',
  },
};

export const inspectorClients = [
  { ...common, name: 'Inspector --cli, Streamable HTTP', connect: http('legacy') },
  { ...common, name: 'Inspector --cli, HTTP+SSE', connect: async ({ url }) => session([`${url}/sse`], 'sse', 'legacy') },
  { ...common, name: 'Inspector --cli, modern', connect: http('modern') },
  { ...common, featuresOnly: true, name: 'Inspector --cli, stdio, legacy', connect: stdio('legacy') },
  { ...common, featuresOnly: true, name: 'Inspector --cli, stdio, modern', connect: stdio('modern') },
];
