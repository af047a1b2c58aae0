// `prep show` beside other programs that show markdown on a terminal, on the same answer.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newHome } from './lib/home.mjs';
import { inTurn, outputOf, prep, printTable, temporaryFolder } from './lib/measure.mjs';

const rounds = 15;
const home = await newHome();
const answer = join(temporaryFolder(), 'answer.md');
const [question] = JSON.parse(await outputOf(prep(home, 'show url-shortener --json'))).questions ?? [];
writeFileSync(answer, question.answer);

const others = {
  'lowdown -Tterm': { file: 'lowdown', args: ['-Tterm', answer] },
  'python3 -m rich.markdown': { file: 'python3', args: ['-m', 'rich.markdown', '--force-color', answer] },
  bat: { file: works({ file: 'batcat', args: ['--version'] }) ? 'batcat' : 'bat', args: ['--color=always', '--paging=never', answer] }, // Debian has it as batcat.
};
const there = Object.fromEntries(Object.entries(others).filter(([, program]) => works(program)));
const { baseMs, of } = await inTurn({ 'prep show --color always': prep(home, 'show url-shortener --color always'), ...there }, { rounds });

printTable(
  ['what', 'ms', '× node', '× minima'],
  [['node -e 0', baseMs.toFixed(1), '1.00', '1.00'], ...Object.entries(of).map(([name, { ms, ratio, ofMinima }]) => [name, ms.toFixed(1), ratio.toFixed(2), ofMinima.toFixed(2)])],
);
for (const name of Object.keys(others)) if (!(name in there)) console.log(`\nSkipped: ${name}, which does not run here.`);

function works({ file, args }) {
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0;
}
