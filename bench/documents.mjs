// How long reading a document takes, by shape and size: the best CPU time of some runs, per megabyte, and how it grows.
// usage: node bench/documents.mjs [SHAPE…] [MB…]
import { mkdtempSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
// Beside the packages it imports, and gone at the end.
const folder = mkdtempSync(join(root, 'dist', 'bench-'));
const file = join(folder, 'read.mjs');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
await build({ entryPoints: [join(root, 'src/core/document/read.ts')], bundle: true, platform: 'node', format: 'esm', outfile: file, banner: { js: banner }, logLevel: 'error' });
const { readDocument } = await import(pathToFileURL(file));

const words = 'cache queue index replica shard lock token bucket ledger socket thread kernel packet cursor schema vector'.split(' ');
let seed = 7;
const pick = () => words[(seed = (seed * 1103515245 + 12345) & 0x7fffffff) % words.length];
const sentence = (count) => `The ${Array.from({ length: count }, pick).join(' ')}.`;
const question = (number) => `What is the ${pick()} of a ${pick()} ${number}?`;
const answer = () => [sentence(18), sentence(24), `- ${sentence(6)}\n- **${pick()}:** ${sentence(8)}\n- ${sentence(5)}`, '```js\nconst a = 1;\nuse(a);\n```', sentence(20)].join('\n\n');

const title = '# Interview questions\n\n';
const shapes = {
  headings: ['a.md', title, (number) => `## ${number}. ${question(number)}\n\n${answer()}\n\n`],
  labelled: ['a.md', title, (number) => `### Q${number}: ${question(number)}\n\n**Answer:** ${answer()}\n\n**Key points:**\n- ${sentence(4)}\n- ${sentence(4)}\n\n`],
  folds: ['a.md', title, (number) => `<details>\n<summary>${question(number)}</summary>\n\n${answer()}\n\n</details>\n\n`],
  text: ['a.txt', '', (number) => `${number}. ${question(number)}\n${answer()}\n\n`],
  items: ['a.md', title, (number) => `${number}. **${question(number)}**\n\n    ${sentence(20)}\n\n`],
  'one line': ['a.md', title, (number) => `- ${question(number)}\n`],
  labels: ['a.md', title, (number) => `Q: ${question(number)}\nA: ${sentence(20)}\n\n`],
  choice: ['a.md', title, (number) => `### ${number}. ${question(number)}\n\n- A: ${sentence(3)}\n- B: ${sentence(3)}\n- C: ${sentence(3)}\n\n<details><summary>Answer</summary>\n\n#### Answer: B\n\n${sentence(12)}\n\n</details>\n\n`],
  table: ['a.md', `${title}| # | Question | Answer |\n|---|---|---|\n`, (number) => `| ${number} | ${question(number)} | ${sentence(12)} |\n`],
  csv: ['interview.csv', 'Question,Answer\n', (number) => `${question(number)},${sentence(12)}\n`],
  cards: ['a.md', title, (number) => `${question(number)} :: ${sentence(6)}\n`],
  prose: ['a.md', title, () => `${sentence(30)}\n\n`],
};

function document(name, bytes) {
  const [path, head, part] = shapes[name];
  seed = 7;
  const parts = [head];
  for (let size = head.length, number = 1; size < bytes; number += 1) {
    parts.push(part(number));
    size += parts.at(-1).length;
  }
  return { path, text: parts.join('') };
}

function seconds({ path, text }, runs) {
  const times = [];
  let count = 0;
  for (let run = 0; run < runs; run += 1) {
    const start = process.cpuUsage();
    count = readDocument(text, path).questions.length;
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1e6);
  }
  return { best: Math.min(...times), count };
}

const given = process.argv.slice(2);
const names = given.filter((word) => word in shapes);
const sizes = given.map(Number).filter((size) => size > 0);
const megabytes = sizes.length > 0 ? sizes : [1.25, 2.5, 5, 10];
console.log(`Node ${process.version}, CPU seconds, best of 3\n`);
console.log(`${'shape'.padEnd(10)}${megabytes.map((size) => `${size} MB`.padStart(9)).join('')}   s/MB  growth  questions`);
for (const name of names.length > 0 ? names : Object.keys(shapes)) {
  seconds(document(name, 300_000), 2); // Compiled before it is measured.
  const results = megabytes.map((size) => seconds(document(name, size * 1e6), 3));
  const [first, last] = [results[0], results.at(-1)];
  const growth = last.best / megabytes.at(-1) / (first.best / megabytes[0]);
  console.log(`${name.padEnd(10)}${results.map(({ best }) => best.toFixed(2).padStart(9)).join('')}${(last.best / megabytes.at(-1)).toFixed(3).padStart(7)}${growth.toFixed(2).padStart(8)}${String(last.count).padStart(11)}`);
}
