// The pictures of docs/pictures, made from what the programs really print and serve.
//
//   node test/docs/pictures.mjs            every picture must show what is printed and served now
//   node test/docs/pictures.mjs --update   makes them anew (the page needs chromium)
//
// Terminal pictures are SVG text. Numbers, times and ports differ from run to run: the check compares the rest. The page
// is a PNG, which differs with every browser: page.sha256 tells which page it shows.
import {spawn, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const update = process.argv.includes('--update');
const preset = process.env.PRESET ?? 'debug';
const bin = path.join(root, 'build', preset, 'bin');
const pictures = path.join(root, 'docs/pictures');
const mostBytes = 100 * 1024;

// What people have where this run has something of its own.
const documentedHome = '/home/you';
const documentedPort = 8030;

const template = `my_app: "앱키"
my_sec: "앱키 시크릿"
my_acct_stock: "증권계좌 8자리"
my_prod: "01"
`;

// ---- terminal pictures

const cell = 8.4;
const lineHeight = 20;
const margin = 16;
const bar = 32;
const colours = {
  ok: '#7ee787', 정상: '#7ee787', warning: '#e3b341', 주의: '#e3b341', FAILED: '#ff7b72', 실패: '#ff7b72',
  skipped: '#8b949e', 건너뜀: '#8b949e', note: '#79c0ff', 참고: '#79c0ff',
};

const isWide = (character) => {
  const point = character.codePointAt(0);
  return point >= 0x1100 && point < 0xffe0 && !(point >= 0x2000 && point < 0x2e80);
};
const columns = (text) => [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

// Each run of words is placed at its own column, so that fonts of other widths keep the table straight.
function drawLine(line, y) {
  const colour = colours[line.trim().split(' ')[0]];
  let drawn = '';
  for (const run of line.matchAll(/\S+(?: \S+)*/g)) {
    const x = margin + columns(line.slice(0, run.index)) * cell;
    const fill = colour && run.index === 2 ? ` fill="${colour}"` : '';
    drawn += `<text x="${x.toFixed(1)}" y="${y}"${fill}>${escaped(run[0])}</text>\n`;
  }
  return drawn;
}

function drawTerminal(title, text) {
  const lines = text.trimEnd().split('\n');
  const width = Math.max(...lines.map(columns)) * cell + 2 * margin;
  const height = bar + lines.length * lineHeight + 2 * margin;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map((fill, i) => `<circle cx="${20 + 20 * i}" cy="16" r="6" fill="${fill}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width.toFixed(0)}" height="${height}" ` +
    `font-family="ui-monospace, 'DejaVu Sans Mono', 'D2Coding', 'NanumGothicCoding', monospace" font-size="14" fill="#e6edf3">\n` +
    `<title>${escaped(title)}</title>\n<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n${dots.join('')}\n` +
    `${lines.map((line, i) => drawLine(line, bar + margin + i * lineHeight)).join('')}</svg>\n`;
}

// ---- programs

function check(name, words, files = {}) {
  const home = mkdtempSync('/tmp/kbroker-picture-');
  try {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(home, file)), {recursive: true});
      writeFileSync(path.join(home, file), content, {mode: 0o600});
    }
    const run = spawnSync(path.join(bin, 'kbroker'), words, {cwd: home, env: {HOME: home, PATH: process.env.PATH}, encoding: 'utf8'});
    const printed = run.stdout.replaceAll(home, documentedHome).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:8031');
    return {name, title: `kbroker ${words.join(' ')}`, text: `$ kbroker ${words.join(' ')}\n${printed}`};
  } finally {
    rmSync(home, {recursive: true});
  }
}

const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const {port} = server.address();
    server.close(() => resolve(port));
  });
});

// scripts/run as a person starts it; its service is asked for the page and stopped.
async function run() {
  const home = mkdtempSync('/tmp/kbroker-picture-');
  const port = await freePort();
  const child = spawn(path.join(root, 'scripts/run'), ['--listen', `127.0.0.1:${port}`],
    {cwd: home, env: {PATH: process.env.PATH, HOME: home, PRESET: preset}, stdio: ['ignore', 'ignore', 'pipe']});
  const lines = [];
  try {
    await new Promise((resolve, reject) => {
      child.on('exit', (code) => reject(new Error(`scripts/run ended with ${code}: ${lines.join('\n')}`)));
      createInterface({input: child.stderr}).on('line', (line) => {
        lines.push(line);
        if (line.includes(' ready on ')) resolve();
      });
    });
    const page = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    const shot = update ? screenshot(port) : undefined;
    const begin = lines.findIndex((line) => line.startsWith('Connect an AI tool'));
    const ready = lines.findIndex((line) => line.includes(' ready on '));
    const printed = lines.slice(begin, ready + 1).join('\n').replaceAll(`:${port}`, `:${documentedPort}`);
    return {picture: {name: 'run.svg', title: './scripts/run', text: `$ ./scripts/run\n${printed}`}, page, shot};
  } finally {
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
    await new Promise((resolve) => (child.exitCode === null ? child.on('exit', resolve) : resolve()));
    rmSync(home, {recursive: true});
  }
}

function screenshot(port) {
  const folder = mkdtempSync('/tmp/kbroker-picture-');
  try {
    const file = path.join(folder, 'page.png');
    const browser = spawnSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars',
      `--user-data-dir=${folder}/profile`, `--host-resolver-rules=MAP localhost:${documentedPort} 127.0.0.1:${port}`,
      '--window-size=900,1060', '--virtual-time-budget=3000', `--screenshot=${file}`, `http://localhost:${documentedPort}/`],
    {encoding: 'utf8'});
    if (!existsSync(file)) throw new Error(`chromium made no picture: ${browser.error ?? browser.stderr}`);
    return readFileSync(file);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

// ---- check or update

const shape = (svg) => svg.replace(/[\d,.]*\d/g, '#');
const digest = (page) => createHash('sha256').update(page.replace(/<small>[^<]*<\/small><\/h1>/, '</h1>')).digest('hex');
let failed = 0;
const verdict = (name, good, why) => {
  failed += good ? 0 : 1;
  console.log(`  ${good ? 'ok   ' : 'FAIL '} docs/pictures/${name}${good ? '' : `: ${why}; node test/docs/pictures.mjs --update`}`);
};
const small = (name) => verdict(`${name} is small`, statSync(path.join(pictures, name)).size < mostBytes, 'larger than 100 KiB');

mkdirSync(pictures, {recursive: true});
const {picture, page, shot} = await run();
for (const {name, title, text} of [
  picture,
  check('check.svg', ['check', '--lang', 'en']),
  check('check.ko.svg', ['check', '--lang', 'ko']),
  check('check-failed.svg', ['check', '--lang', 'en'], {'KIS/config/kis_devlp.yaml': template}),
  check('check-failed.ko.svg', ['check', '--lang', 'ko'], {'KIS/config/kis_devlp.yaml': template}),
]) {
  const file = path.join(pictures, name);
  const svg = drawTerminal(title, text);
  if (update) writeFileSync(file, svg);
  verdict(name, existsSync(file) && shape(readFileSync(file, 'utf8')) === shape(svg), 'shows something else than is printed now');
  small(name);
}
if (update) {
  writeFileSync(path.join(pictures, 'page.png'), shot);
  writeFileSync(path.join(pictures, 'page.sha256'), `${digest(page)}\n`);
}
verdict('page.png', readFileSync(path.join(pictures, 'page.sha256'), 'utf8').trim() === digest(page), 'shows another page than is served now');
small('page.png');
process.exit(failed ? 1 : 0);
