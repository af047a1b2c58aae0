import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newWorld, prep, type World } from '../helpers/world.ts';
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

describe('text that would control the terminal', () => {
  it.each(commands.map((argv) => [argv.join(' ').slice(0, 40).replace(/[^\x20-\x7e]/g, '?'), argv] as const))('is harmless in %s', async (_, argv) => {
    for (const terminal of [false, true]) {
      const world = hostileWorld(terminal);
      if (argv[0] === 'stats' || argv[0] === 'history') await prep(['rate', 'hostile', '2'], world);
      const { out, err } = await prep(argv, world);
      expect(out + err).not.toBe('');
      expect(raw.exec(out + err)?.[0].codePointAt(0)?.toString(16)).toBeUndefined();
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
      expect(raw.exec(text)?.[0].codePointAt(0)?.toString(16), text).toBeUndefined();
    }
  });

  it('is harmless with color on, where only color escapes stand', async () => {
    const world = hostileWorld(true);
    Object.assign(world.env, { NO_COLOR: '', FORCE_COLOR: '3' });
    for (const argv of [['show', 'hostile', 'choice'], ['list'], ['themes'], ['personas'], ['search', 'answer'], ['check']]) {
      const { out } = await prep(argv, world);
       
      expect(raw.exec(out.replace(/\u001b\[[0-9;]*m/g, ''))).toBeNull();
      expect(out).not.toContain('\u001b[8m');
    }
  });
});
