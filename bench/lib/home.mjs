// A person's home in a temporary folder: questions of their own, a journal as docs/data-format.md describes it, a snapshot.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { outputOf, prep, run, temporaryFolder } from './measure.mjs';

/** A new home with so many questions of one's own and so many reviews; what can be kept of both is kept already. */
export async function newHome({ questions = 0, reviews = 0 } = {}) {
  const root = temporaryFolder();
  const [data, cache] = [join(root, 'data'), join(root, 'cache')];
  const env = { ...process.env, HOME: root, PREP_DATA_DIR: data, PREP_CONFIG_DIR: join(root, 'config'), PREP_CACHE_DIR: cache };
  for (const name of ['PREP_CONTENT', 'NO_COLOR', 'FORCE_COLOR', 'CI']) delete env[name];
  const home = {
    env,
    journal: join(data, 'journal.jsonl'),
    forgetReadings: () => rmSync(cache, { recursive: true, force: true }),
    forgetSnapshot: () => rmSync(join(data, 'snapshot.json'), { force: true }),
    /** A session makes the snapshot, also one that is left before anything is rated. */
    async keepSnapshot() {
      await run(prep(home, 'quiz --plain --count 1'));
      if (!existsSync(join(data, 'snapshot.json'))) throw new Error('a session has left no snapshot');
    },
    async keepReadings() {
      await run(prep(home, 'list'));
      if (!existsSync(cache)) throw new Error('reading has left no index');
    },
  };
  if (questions > 0) {
    writeQuestions(join(data, 'content', 'questions'), questions);
    await pause(2_100); // What is younger than two seconds is not kept.
    await home.keepReadings();
  }
  if (reviews > 0) {
    const { questions: known } = JSON.parse(await outputOf(prep(home, 'list --json --fields id')));
    await run(prep(home, 'rate url-shortener 3'));
    const { prep: version, scheduler } = JSON.parse(readFileSync(home.journal, 'utf8').trim().slice(9));
    writeFileSync(home.journal, journalOf(reviews, known.map(({ id }) => id), { version, scheduler }), { mode: 0o600 });
    await home.keepSnapshot();
  }
  return home;
}

export const ownId = (number) => `own-question-${number}`;

/** Question files as docs/content-format.md describes them, of about 2 KB, in folders of at most a thousand. */
function writeQuestions(folder, count) {
  for (let number = 0; number < count; number++) {
    const theme = `topic-${Math.floor(number / 1_000)}`;
    if (number % 1_000 === 0) mkdirSync(join(folder, theme), { recursive: true });
    writeFileSync(join(folder, theme, `${ownId(number)}.md`), questionText(number, theme));
  }
}

const words = 'a queue holds what arrives sooner than it can be served and the reader of it decides how long each waits before the next retry is worth its cost when load grows'.split(' ');

/** `length` words, other ones for each `start`. */
function prose(start, length) {
  const text = Array.from({ length }, (_, at) => words[(start * 7 + at * (1 + (start % 5))) % words.length]).join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function questionText(number, theme) {
  const bullets = (from, count) => Array.from({ length: count }, (_, at) => `- ${prose(number + from + at, 9)}`).join('\n');
  return `---
theme: ${theme}
kind: concept
tags: [queues, load]
minutes: 3
---
# What does queue number ${number} do when ${prose(number, 8).slice(0, -1).toLowerCase()}?

## Intent

${prose(number + 1, 15)}

## Answer

${prose(number + 2, 90)} **${prose(number, 3)}**

\`\`\`ts no-run
export const wait = (tries: number): number => Math.min(30_000, 100 * 2 ** tries); // ${number}
\`\`\`

| sign | meaning |
|---|---|
| ${words[number % words.length]} | ${prose(number, 4)} |

${prose(number + 3, 90)}

## Key points

${bullets(4, 5)}

## Follow-ups

### ${prose(number + 9, 8).slice(0, -1)}?

${prose(number + 10, 30)}

### ${prose(number + 11, 8).slice(0, -1)}?

${prose(number + 12, 30)}

## Pitfalls

${bullets(13, 3)}
`;
}

/** Reviews of these questions in turn, over the year that ended an hour ago. */
function journalOf(count, questions, { version, scheduler }) {
  const end = Date.now() - 3_600_000;
  const step = (365 * 86_400_000) / count;
  const lines = Array.from({ length: count }, (_, at) => {
    const ms = Math.floor(end - (count - at) * step);
    const print = crc32(`${at % questions.length}`).toString(16).padStart(8, '0');
    const json = JSON.stringify({
      v: 1,
      id: ulid(ms, at),
      at: new Date(ms).toISOString(),
      offset: 0,
      prep: version,
      type: 'review',
      question: questions[at % questions.length],
      rating: 1 + ((at * 7) % 4),
      prediction: 1 + ((at * 3) % 4),
      questionPrint: print,
      answerPrint: print,
      filePrint: print,
      pointsHit: [print, print],
      pointsMissed: [print],
      thinkSeconds: 60 + (at % 60),
      answerSeconds: 30 + (at % 30),
      hints: at % 2,
      followUps: [],
      mode: 'quiz',
      session: ulid(ms - 600_000, Math.floor(at / 10)),
      seed: at % 1_000,
      scheduler,
    });
    return `\n${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
  });
  return lines.join('');
}

/** A ULID of a time, with a number in the place of chance. */
function ulid(ms, number) {
  const digits = (value, length) => Array.from({ length }, (_, at) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Math.floor(value / 32 ** (length - 1 - at)) % 32]).join('');
  return digits(ms, 10) + digits(number, 16);
}
