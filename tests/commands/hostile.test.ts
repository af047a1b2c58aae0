import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeLine } from '../../src/io/journal-file.ts';
import { keys, openPrep } from '../helpers/pty.ts';
import { journalPath, newWorld, prep, type World } from '../helpers/world.ts';
import { writeFiles } from './fixture.ts';

/** Sets the title, writes the clipboard, clears, rings, goes back, hides, turns around, and writes nothing at all. */
const evil = 'x\u001b]0;title\u0007\u001b]52;c;ZXZpbA==\u0007\u001b[2J\u001b[8mhidden\u009b31m\u0085\b\u007f\u202egnp\u2066\u200b\u2028\ufeff\u{e0041}y';
const words = JSON.stringify(evil);

function hostileWorld(terminal: boolean): World {
  const world = newWorld({ terminal, rows: 200, columns: 60 });
  world.env['PREP_CONTENT'] = writeFiles(join(world.home, 'content'), {
    'questions/web/hostile.md': `---
title: ${words}
personas: [${words}]
role: ${words}
kind: concept
tags: [${words}]
difficulty: ${words}
source: ${words}
nonsense: ${words}
follows: ${words}
---
# Who ${evil} goes?

Context ${evil}

## Intent

Intent ${evil}

## Answer

Answer ${evil} and \`code ${evil}\`

\`\`\`ts ${evil}
fenced ${evil}
\`\`\`

| a ${evil} | b |
|---|---|
| ${evil} | [link ${evil}](http://x/${evil}) |

## Key points

- Point ${evil}
- Second &#27;[2J &#x202e; entity

## Follow-ups

### Follow ${evil}?

Answer ${evil}

## Pitfalls

- Pitfall ${evil}

## Hints

- Hint ${evil}
`,
    'questions/web/choice.md': `# Which ${evil}?\n\n## Answer\n\nThat.\n\n## Options\n\n- [x] Right ${evil}\n- [ ] Wrong ${evil}\n`,
    'themes/web.md': `---\ntitle: ${words}\n---\nTheme ${evil}\n`,
    [`personas/whose.md`]: `---\nname: ${words}\nrole: ${words}\nphases:\n  - title: ${words}\n    minutes: 5\n---\n\n## Mindset\n\nMindset ${evil}\n`,
    'notes.md': `# Notes ${evil}\n\n## Section ${evil}\n\n### Q1: What ${evil} is it?\n\n**Answer:** It ${evil} is.\n`,
  });
  return world;
}

/** What may not reach a terminal: every control but newline and tab, and every bidi, zero-width and tag character. */
 
const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

const commands: readonly string[][] = [
  ['list'], ['list', '--json'], ['show', 'hostile', 'choice'], ['show', 'hostile', '--json'], ['show', 'hostile', 'choice', '--raw'],
  ...['question', 'intent', 'answer', 'points', 'follow-ups', 'pitfalls'].flatMap((part) => [['show', 'hostile', '--only', part], ['show', 'hostile', '--raw', '--only', part]]),
  ['search', 'answer'], ['search', 'answer', '--json'], ['next', '--count', '9'], ['next', '--json'], ['themes'], ['themes', '--json'], ['personas'], ['personas', '--json'],
  ['check'], ['check', '--json'], ['check', '--strict'], ['stats'], ['stats', '--json'], ['history'], ['list', '--theme', evil], ['show', evil], ['search', evil], [evil],
  ['list', `--${evil}`], ['config', 'get', evil], ['config', 'set', 'count', evil], ['stats', '--since', evil], ['list', '--content', `/nowhere/${evil}`], ['rate', evil, '3'],
  ['rate', 'hostile', evil], ['browse', evil], ['list', '--fields', evil], ['show', 'hostile', '--only', evil],
]; // prettier-ignore

/** What a terminal would do on this text besides printing it and coloring it: nothing is what must come out. */
function deeds(text: string): string[] {
  const rest = text.replace(/\u001b\[([\d;]*)m/g, (_, codes: string) => (/^(?:[;\d]*;)?(?:5|6|8)$/.test(codes) ? '\u001b' : ''));
  return [...rest.matchAll(new RegExp(raw, 'gu'))].map(([character]) => `U+${character.codePointAt(0)?.toString(16)}`);
}

describe('text that would control the terminal (T16)', () => {
  it.each(commands.map((argv) => [argv.join(' ').slice(0, 40).replace(/[^\x20-\x7e]/g, '?'), argv] as const))('is harmless in %s', async (_, argv) => {
    for (const terminal of [false, true]) {
      const world = hostileWorld(terminal);
      if (argv[0] === 'stats' || argv[0] === 'history') await prep(['rate', 'hostile', '2'], world);
      const { out, err } = await prep(argv, world);
      expect(out + err).not.toBe('');
      expect(deeds(out + err)).toEqual([]);
    }
  });

  it('is data as written in JSON', async () => {
    const { out } = await prep(['show', 'hostile', '--json'], hostileWorld(false));
    expect(JSON.parse(out)).toMatchObject({ questions: [{ intent: `Intent ${evil}`, context: `Context ${evil}` }] });
  });

  it('is harmless on every screen of the quiz and of browsing, and in lines', async () => {
    const world = hostileWorld(true);
    const quiz = await prep(['quiz', '--order', 'listed', '--theme', 'web'], world, { keys: ['enter', '3', 'h', 'h', 'h', 'enter', 'enter', 'enter', 'f', 'enter', 'p', 'escape', '3'] });
    const browse = await prep(['browse', 'themes'], world, { keys: ['enter', 'enter', 'escape', 'down', 'enter', 'escape', 'escape', 'escape'] });
    const personas = await prep(['browse', 'personas'], world, { keys: ['enter', 'escape', 'escape'] });
    const lines = await prep(['quiz', '--plain', '--order', 'listed'], world, { lines: ['', '3', 'h', 'h', '', '', 'f', '', 'p', evil, '2'] });
    for (const text of [...quiz.frames, ...browse.frames, ...personas.frames, quiz.out, quiz.err, lines.out, lines.err]) {
      expect(deeds(text), text).toEqual([]);
    }
  });

  it.each([0, 3])('is harmless with color %i on every screen and in every list, where only SGR stands', async (level) => {
    const world = hostileWorld(true);
    Object.assign(world.env, level === 0 ? {} : { NO_COLOR: '', FORCE_COLOR: String(level) });
    const texts: string[] = [];
    for (const argv of [['show', 'hostile', 'choice'], ['show', 'hostile', '--raw'], ['list'], ['themes'], ['personas'], ['search', 'answer'], ['check'], ['next'], ['import', join(world.env['PREP_CONTENT']!, 'notes.md'), '--dry-run']]) {
      const { out, err } = await prep(argv, world);
      texts.push(out, err);
    }
    const quiz = await prep(['quiz', '--order', 'listed', '--theme', 'web'], world, { keys: ['enter', '3', 'h', 'h', 'h', 'enter', 'enter', 'enter', 'f', 'enter', 'p', 'escape', '3'] });
    const browse = await prep(['browse', 'themes'], world, { keys: ['enter', 'enter', 'escape', 'down', 'enter', 'escape', 'escape', 'escape'] });
    for (const text of [...texts, ...quiz.frames, quiz.out, quiz.err, ...browse.frames]) expect(deeds(text), text).toEqual([]);
    expect(texts.join('').includes('\u001b[')).toBe(level > 0);
  });

  it('links only to http, https and mailto, and never as a link of the terminal', async () => {
    const world = newWorld({ terminal: true });
    Object.assign(world.env, { NO_COLOR: '', FORCE_COLOR: '3' });
    const targets = ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'ssh://host', 'https://good.example/a', 'http://good.example/b', 'mailto:a@b.example', 'HTTPS://GOOD.example/c', 'java\u0000script:x'];
    world.env['PREP_CONTENT'] = writeFiles(join(world.home, 'content'), { 'one.md': `# Why?\n\n## Answer\n\n${targets.map((target, index) => `- [words ${index}](<${target}>)`).join('\n')}\n` });
    const { out } = await prep(['show', 'one', '--only', 'answer'], world);
    expect(deeds(out)).toEqual([]);
    expect(out).not.toContain('\u001b]8');
    expect(out).toMatch(/https:\/\/good\.example\/a[^]*http:\/\/good\.example\/b[^]*a@b\.example/);
    for (const bad of ['alert(1)', '/etc/passwd', 'text/html']) expect(out).not.toContain(bad);
  });
});

describe('a hostile name, path or store (T16)', () => {
  /** As many of the characters as a file name can hold. */
  const name = evil.replaceAll('/', '');

  it('of a file is harmless wherever it is said', async () => {
    const world = newWorld();
    const folder = writeFiles(join(world.home, `content-${name}`), {
      [`questions/${name}.md`]: '# Who is it?\n\n## Answer\n\nSo.\n',
      [`${name}/one.md`]: '---\nkind: nonsense\n---\n# What is one?\n\n## Answer\n\nOne.\n',
      [`broken-${name}.md`]: '---js\nx\n---\n',
      [`themes/${name}.md`]: 'x',
      [`personas/${name}.md`]: 'x',
      [`notes-${name}.txt`]: 'Q: What is a lock?\nA: A promise.\n\nQ: What is a leak?\nA: A loss.\n',
    });
    world.env['PREP_CONTENT'] = folder;
    for (const argv of [['check'], ['check', '--json'], ['list'], ['list', '--json'], ['show', 'one'], ['show', 'one', '--json'], ['import', join(folder, `notes-${name}.txt`), '--out', join(world.home, `out-${name}`)], ['import', join(folder, `notes-${name}.txt`), '--dry-run', '--json'], ['import', join(folder, `broken-${name}.md`)], ['import', join(folder, name)], ['check', join(folder, `no-${name}`)], ['restore', join(folder, `no-${name}`)], ['merge', join(folder, `broken-${name}.md`)]]) {
      const { out, err } = await prep(argv, world);
      expect(out + err).not.toBe('');
      expect(deeds(out + err), argv.join(' ')).toEqual([]);
    }
  });

  it('of the data and settings folders is harmless in every message, also where they cannot be used', async () => {
    const world = hostileWorld(false);
    const [data, config] = [join(world.home, `data-${name}`), join(world.home, `config-${name}`)];
    Object.assign(world.env, { PREP_DATA_DIR: data, PREP_CONFIG_DIR: config });
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'config.json'), JSON.stringify({ count: evil, order: evil, [evil]: evil }));
    const said: string[] = [];
    const run = async (...argv: string[]): Promise<void> => {
      const { out, err } = await prep(argv, world);
      said.push(out, err);
      expect(deeds(out + err), argv.join(' ')).toEqual([]);
    };
    await run('rate', 'hostile', '3');
    appendFileSync(join(data, 'journal.jsonl'), `\n${evil}\n`);
    writeFileSync(join(data, `journal (${name} conflicted copy).jsonl`), evil);
    for (const argv of [['history'], ['backup'], ['backup', 'list'], ['backup', 'list', '--json'], ['doctor'], ['doctor', '--json'], ['doctor', '--fix'], ['config', 'list', '--show-origin'], ['config', 'path'], ['config', 'set', 'count', '3'], ['stats']]) await run(...argv);
    writeFileSync(join(config, 'config.json'), evil);
    await run('config', 'set', 'count', '3');
    writeFileSync(join(data, 'journal.jsonl'), encodeLine({ v: 99, id: '01KAG8Z4T0M3Q9V2W6X1Y7B5CD', type: evil, at: evil } as never));
    await run('list');
    world.env['PREP_DATA_DIR'] = join(data, 'journal.jsonl', name);
    await run('rate', 'hostile', '3');
    expect(said.join('')).toContain('cannot be read');
  });

  it('of an event is harmless: what a journal holds comes from other machines', async () => {
    const world = hostileWorld(false);
    await prep(['rate', 'hostile', '3'], world);
    const stamp = { v: 1, at: '2026-11-20T12:00:01.000Z', offset: 0, prep: evil };
    appendFileSync(journalPath(world), encodeLine({ ...stamp, id: '01KAG8Z4T0M3Q9V2W6X1Y7B5CD', type: evil, [evil]: evil } as never));
    appendFileSync(journalPath(world), encodeLine({ ...stamp, id: '01KAG8Z4T1M3Q9V2W6X1Y7B5CD', type: 'review', question: 'gone', rating: 2, mode: evil, session: evil, questionPrint: evil, pointsHit: [evil], scheduler: { name: evil, version: evil, retention: 1, w: [] } } as never));
    writeFileSync(join(world.home, 'data', 'session.json'), JSON.stringify({ v: 1, id: evil, seed: 1, practice: false, content: [evil], startedAt: evil, questions: [{ id: evil, status: evil }] }));
    for (const argv of [['history'], ['history', '--json'], ['doctor'], ['doctor', '--json'], ['stats', '--json'], ['quiz', '--plain', '--resume'], ['backup', 'list'], ['undo'], ['merge', journalPath(world)]]) {
      const { out, err } = await prep(argv, world);
      expect(deeds(out + err), argv.join(' ')).toEqual([]);
    }
  });
});

it('a real terminal is told nothing by content: no title, clipboard, link, bell, or escape that is not of the screen (T16)', { timeout: 60_000 }, async () => {
  const world = hostileWorld(true);
  const pty = openPrep(['quiz', '--order', 'listed', '--theme', 'web', '--content', world.env['PREP_CONTENT']!], { rows: 40, columns: 60 });
  await pty.see('enter reveal');
  pty.type('h');
  pty.type(keys.enter);
  await pty.see('How did it go?');
  pty.type('2');
  await pty.see('2/2');
  pty.type(keys.enter);
  await pty.see('How did it go?');
  pty.type(keys.ctrlC);
  await pty.end();
  const written = pty.written();
  expect(written).not.toMatch(/\u001b[\]PX^_]|[\u0007\u0080-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
  // What is left are the prompt's own: color, cursor, erasing, and the modes of the alternate screen.
  const finals = new Set([...written.matchAll(/\u001b\[[?\d;]*([@-~])/g)].map(([, final]) => final));
  expect([...finals].filter((final) => !'mABCDEFGHJKhlsu'.includes(final!))).toEqual([]);
  expect(written.match(/\u001b\[(?:[\d;]*;)?8m/)).toBeNull();
});
