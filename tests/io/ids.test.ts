import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asQuestionId } from '../../src/core/question.ts';
import { parseQuestionFile } from '../../src/core/question-file.ts';
import { encodeLine, parseJournal } from '../../src/io/journal-file.ts';
import { numbers } from '../helpers/cases.ts';
import { journalPath, newWorld, prep } from '../helpers/world.ts';

/** Ids that mean something to a language, a file system, a shell, a terminal or a store that takes dots for paths. */
const hostile = [
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'then', 'length', 'a.b.c', 'questions.0', '.', '..', '../../etc/passwd', '/etc/passwd', '..\\..\\x', 'C:\\x', 'con', 'nul', 'aux.md',
  '~', '$HOME', '`id`', '$(id)', ';rm', '|', '&', '-rf', '--help', '-', '--', 'a--b', '-a', 'a-', 'a b', ' a', 'a ', 'a\n', '\na', 'a\u0000b', '\u0000', '\u001b[2J', '\u009b31m', '\u202ea', '\u200b', '\ufeffa', 'é', 'e\u0301', 'Ａ', 'ſ', 'K', 'ı', 'A', 'aB',
  '01', '007', '1e3', '0x10', '12:30', '2026-11-20', 'null', 'true', 'undefined', 'nan', '1_000', '', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(100_000), '%2e%2e', 'a/b', 'a\\b', '"', "'", '[object Object]', '{}', '<script>', '日本語', '\ud800',
]; // prettier-ignore

/** Ten thousand: the hostile ones, random ones of every kind of letter, and near misses of good ones. */
function ids(): string[] {
  const draw = numbers(20_261_120);
  const letters = [...'abcxyz0189-----._/\\: A\u0000\u001b\u202eé漢'];
  const good = [...'abcdefghij0123456789'];
  const word = (from: readonly string[], most: number): string => Array.from({ length: draw(most) + 1 }, () => from[draw(from.length)]!).join('');
  const all = [...hostile];
  while (all.length < 10_000) all.push(draw(2) === 0 ? word(letters, 12) : `${word(good, 20)}${['', '-', '--', '.', '/', ' '][draw(6)]!}${word(good, 20)}`);
  return all;
}

const form = (id: string): boolean => id.length <= 64 && /^[a-z0-9]+$/.test(id.replaceAll('-', '')) && id.split('-').every((part) => part !== '');

describe('10,000 random and hostile ids (T15)', () => {
  it('are refused or read back exactly: by front matter, by the journal, and by what it amounts to', async () => {
    const all = ids();
    const known = Object.getOwnPropertyNames(Object.prototype).length;
    const [stored, wrong]: [string[], string[]] = [[], []];
    for (const [index, id] of all.entries()) {
      const isGood = form(id);
      if (asQuestionId(id) !== (isGood ? id : null)) wrong.push(`asQuestionId: ${id}`);
      const event = { v: 1, id: `01KAG8Z4T0M3Q9V2W6${String(index).padStart(8, '0')}`, type: 'hide', at: '2026-11-20T12:00:00.000Z', offset: 0, prep: '0.1.0', question: id };
      const line = encodeLine(event as never);
      const { events, damage } = parseJournal(line, 'j');
      if (isGood ? (events[0] as { question?: string } | undefined)?.question !== id : events.length !== 0 || damage.length !== 1) wrong.push(`the journal: ${id}`);
      if (isGood) stored.push(line.toString());
      // Every hostile one and a fifth of the others: reading YAML is what takes long here.
      if (id.length > 1000 || (index % 5 !== 0 && index >= hostile.length)) continue;
      const { question, problems } = parseQuestionFile(`---\nid: ${JSON.stringify(id)}\n---\n# Why?\n\n## Answer\n\nSo.\n`, 'file.md');
      // Blanks around a field are no part of it, and an empty one is none.
      const field = id.trim();
      const isSaid = problems.some(({ rule, line: at }) => rule === 'id' && at === 2);
      if (field !== '' && (question?.id !== (form(field) ? field : 'file') || isSaid === form(field))) wrong.push(`front matter: ${id}`);
    }
    expect(wrong).toEqual([]);
    // All the good ones in one store, through a session that writes the snapshot, and a run that reads it.
    const good = new Set(all.filter(form));
    const world = newWorld();
    const folder = join(world.home, 'questions');
    mkdirSync(folder);
    for (const id of ['constructor', 'then', 'length', 'con', 'x'.repeat(64)]) writeFileSync(join(folder, `${id}.md`), '# Why?\n\n## Answer\n\nSo.\n');
    world.env['PREP_CONTENT'] = folder;
    mkdirSync(join(world.home, 'data'));
    writeFileSync(journalPath(world), stored.join(''));
    for (const id of ['constructor', 'then', 'length']) {
      await prep(['unhide', id], world);
      expect((await prep(['rate', id, '4'], world)).code).toBe(0);
    }
    await prep(['quiz', '--plain', '--order', 'listed', '--count', '1'], world, { lines: ['', '3', 'q'] });
    const snapshot = JSON.parse(readFileSync(join(world.home, 'data', 'snapshot.json'), 'utf8')) as { questions: [string, { hidden: boolean }][] };
    expect(new Set(snapshot.questions.map(([id]) => id))).toEqual(good);
    const { questions } = JSON.parse((await prep(['show', 'constructor', 'then', 'length', '--fields', 'id,confidence'], world)).out) as { questions: unknown[] };
    expect(questions).toEqual([expect.objectContaining({ id: 'constructor' }), { id: 'then', confidence: 4 }, { id: 'length', confidence: 4 }]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(known);
    expect(({} as Record<string, unknown>)['hidden']).toBeUndefined();
    console.log(`T15: ${all.length} ids, ${stored.length} kept exactly, ${all.length - stored.length} refused`);
  });

  it('name no file outside the folder they are written to, whatever a document says', async () => {
    const world = newWorld();
    const out = join(world.home, 'deep', 'out');
    mkdirSync(join(world.home, 'in'));
    for (const [index, id] of hostile.filter((each) => each.length < 1000).entries()) {
      const text = JSON.stringify(id);
      const file = join(world.home, 'in', `${index}.md`);
      writeFileSync(file, index % 2 === 0 ? `---\nid: ${text}\ntheme: ${text}\npersonas: [${text}]\n---\n# What is number ${index}?\n\n## Answer\n\nSo.\n` : `# ${id}\n\n## ${id}\n\n### Q${index}: ${id} or what is number ${index}?\n\n**Answer:** So.\n`);
      const { code, err } = await prep(['import', file, '--out', out], world);
      expect([id, code, err.includes('fault in prep')]).toEqual([id, 0, false]);
    }
    expect(readdirSync(world.home).sort()).toEqual(['deep', 'in']);
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => relative(out, join(each.parentPath, each.name)));
    expect(files.length).toBeGreaterThan(hostile.length - 10);
    for (const path of files) expect(path).toMatch(/^(?:questions\/[a-z0-9-]{1,64}|themes|personas)\/[a-z0-9-]{1,64}\.md$/);
  });

  it.each(hostile.filter((id) => !form(id)))('on a command line are refused, and write nothing: %j', async (id) => {
    const world = newWorld();
    writeFileSync(join(world.home, 'one.md'), '# Why?\n\n## Answer\n\nSo.\n');
    world.env['PREP_CONTENT'] = join(world.home, 'one.md');
    for (const argv of [['rate', '--', id, '3'], ['hide', '--', id], ['reset', '--', id], ['show', '--', id]]) {
      const { code, err } = await prep(argv, world);
      expect([argv[0], code]).toEqual([argv[0], 2]);
      expect(err).not.toMatch(/fault in prep|^\s+at /m);
    }
    expect(existsSync(join(world.home, 'data'))).toBe(false);
  });
});
