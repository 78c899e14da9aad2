// Runs the commands of a page in docs/ against a daemon of its own, so that what the page shows stays true.
//
//   node test/docs/examples.mjs docs/curl.md            each ```sh block must succeed and print what its ```text block promises
//   node test/docs/examples.mjs --update docs/curl.md   writes what was printed into the ```text blocks
//
// All blocks run in one shell, in order. Numbers, times and ids differ from run to run: the check compares the shape
// (keys and words) and leaves digits aside.
import {spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const args = process.argv.slice(2);
const update = args.includes('--update');
const pages = args.filter((a) => !a.startsWith('--'));
const preset = process.env.PRESET ?? 'debug';
const bin = path.join(root, 'build', preset, 'bin');
const documented = '127.0.0.1:8030';
const blockDeadline = 60_000;

function startDaemon() {
  const child = spawn(path.join(bin, 'kbrokerd'), ['--demo', '--listen', '127.0.0.1:0'], {stdio: ['ignore', 'ignore', 'pipe']});
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`kbrokerd ended with ${code}`)));
    createInterface({input: child.stderr}).on('line', (line) => {
      const ready = /ready on http:\/\/([^/]+)\/mcp/.exec(line);
      if (ready) resolve({child, address: ready[1]});
    });
  });
}

// One bash for the whole page; a marker line tells where a block's output ends and how it went.
function startShell() {
  const child = spawn('bash', ['-s'], {cwd: root, env: {...process.env, PATH: `${bin}:${process.env.PATH}`}});
  let buffer = '';
  let waiting;
  const feed = (chunk) => {
    buffer += chunk;
    const end = /\n?<<end:(\d+)>>\n/.exec(buffer);
    if (end && waiting) {
      const output = buffer.slice(0, end.index);
      buffer = buffer.slice(end.index + end[0].length);
      const done = waiting;
      waiting = undefined;
      done({output, status: Number(end[1])});
    }
  };
  child.stdout.on('data', feed);
  child.stderr.on('data', (chunk) => process.stderr.write(chunk));
  return {
    run: (script) => new Promise((resolve) => {
      waiting = resolve;
      child.stdin.write(`${script}\nprintf '\\n<<end:%d>>\\n' $?\n`);
    }),
    end: () => child.stdin.end(),
    kill: () => child.kill('SIGKILL'),
  };
}

const shape = (text) => text.replace(/\r/g, '').replace(/[0-9a-f]{32}/g, '#').replace(/[-+]?[\d,]*\.?\d+/g, '#')
  .replace(/date: .*/gi, 'date').replace(/[ \t]+$/gm, '').trim();
// Long answers are cut in the page; the cut is marked.
const cut = (text, limit = 900) => (text.length > limit ? `${text.slice(0, limit)}…` : text);

let passed = 0;
let failed = 0;
const {child, address} = await startDaemon();
for (const page of pages) {
  const shell = startShell();
  let source = readFileSync(path.join(root, page), 'utf8');
  const block = /```sh\n([\s\S]*?)```(?:\n+```text\n([\s\S]*?)```)?/g;
  let result = '';
  let at = 0;
  for (let found; (found = block.exec(source));) {
    const [whole, script, promised] = found;
    const first = script.trim().split('\n')[0];
    const late = setTimeout(() => {
      console.log(`${page}: ${first}\n  did not end within ${blockDeadline / 1000} s`);
      child.kill('SIGTERM');
      shell.kill();
      process.exit(1);
    }, blockDeadline);
    const {output, status} = await shell.run(script.replaceAll(documented, address));
    clearTimeout(late);
    const printed = cut(output.replaceAll(address, documented).replace(/\r/g, '').trimEnd());
    const same = promised === undefined || shape(printed) === shape(promised);
    if (status === 0 && (update || same)) {
      passed += 1;
    } else {
      failed += 1;
      console.log(`${page}: ${first}\n  exit ${status}${same ? '' : `\n  printed: ${printed}\n  page:    ${promised}`}`);
    }
    result += source.slice(at, found.index) + (promised === undefined ? whole : `\`\`\`sh\n${script}\`\`\`\n\n\`\`\`text\n${printed}\n\`\`\``);
    at = found.index + whole.length;
  }
  result += source.slice(at);
  if (update) writeFileSync(path.join(root, page), result);
  shell.end();
}
child.removeAllListeners('exit');
child.kill('SIGTERM');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
