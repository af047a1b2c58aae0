import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newWorld, prep } from '../helpers/world.ts';

/** The ids, questions and findings of a folder of these files, as `check` and `list` give them. */
async function reading(files: Readonly<Record<string, string | Uint8Array>>): Promise<{ ids: string[]; questions: string[]; problems: string[] }> {
  const world = newWorld();
  const folder = join(world.home, 'content');
  mkdirSync(folder);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  world.env['PREP_CONTENT'] = folder;
  const { out } = await prep(['check', '--json'], world);
  const { problems } = JSON.parse(out) as { problems: { path: string; line: number; rule: string }[] };
  const listed = await prep(['list', '--json', '--fields', 'id,question'], world);
  const { questions } = (listed.out === '' ? { questions: [] } : JSON.parse(listed.out)) as { questions: { id: string; question: string }[] };
  expect(listed.err + out).not.toMatch(/fault in prep|^\s+at /m);
  return { ids: questions.map(({ id }) => id), questions: questions.map(({ question }) => question), problems: problems.map(({ path, line, rule }) => `${path.slice(folder.length + 1)}:${line}: ${rule}`) };
}

const plain = '---\nkind: concept\n---\n# What is a café?\n\n## Answer\n\nA place.\n\n## Key points\n\n- One\n';
const utf16 = (text: string, bigEndian: boolean): Buffer => (bigEndian ? Buffer.from(`\ufeff${text}`, 'utf16le').swap16() : Buffer.from(`\ufeff${text}`, 'utf16le'));

describe('one question in every encoding and line ending has one id and one text (T18)', () => {
  it.each<[string, string | Uint8Array]>([
    ['UTF-8', plain],
    ['a byte order mark', `\ufeff${plain}`],
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['CR', plain.replaceAll('\n', '\r')],
    ['UTF-16, little', utf16(plain, false)],
    ['UTF-16, big', utf16(plain, true)],
    ['Windows-1252', Buffer.from(plain, 'latin1')],
    ['NFD', plain.normalize('NFD')],
  ])('%s', async (_, bytes) => {
    const { ids, questions, problems } = await reading({ 'cafe.md': bytes });
    expect({ ids, problems }).toEqual({ ids: ['cafe'], problems: [] });
    expect(questions[0]!.normalize('NFC')).toBe('What is a café?');
  });

  it.each([false, true])('a text without a Latin letter in UTF-16, its mark alone telling so (big end first: %s)', async (bigEndian) => {
    const { ids, questions } = await reading({ 'one.md': utf16(`# 何故待行列？\n\n## 答\n\n${'順番に処理するため。'.repeat(10)}\n`, bigEndian) });
    expect([ids.length, questions]).toEqual([1, ['何故待行列？']]);
  });

  it.each<[string, string | Uint8Array]>([
    ['UTF-8', '## Q1: What is a lock at Noël?\n\n**Answer:** A promise.\n\n## Q2: What is a leak?\n\n**Answer:** A loss.\n'],
    ['NFD and CRLF', '## Q1: What is a lock at Noël?\n\n**Answer:** A promise.\n\n## Q2: What is a leak?\n\n**Answer:** A loss.\n'.normalize('NFD').replaceAll('\n', '\r\n')],
  ])('also in a document: %s', async (_, text) => {
    expect((await reading({ 'notes.md': text })).ids).toEqual(['what-is-a-leak', 'what-is-a-lock-at-noel']);
  });
});

describe('a text that is broken is read, or is an error with its line, and nothing is merged silently (T18)', () => {
  it('bytes that are no UTF-8 in a text that is', async () => {
    const bytes = Buffer.concat([Buffer.from('# What is naïve, señor, über, café?\n\n## Answer\n\nA word '), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from(' cut off.\n')]);
    const { ids, questions } = await reading({ 'one.md': bytes });
    expect([ids, questions]).toEqual([['one'], ['What is naïve, señor, über, café?']]);
  });

  it('NUL in it', async () => {
    const { ids, questions } = await reading({ 'one.md': '# What is \u0000one?\n\n## Answer\n\nOne\u0000.\n' });
    expect(ids).toEqual(['one']);
    expect(questions[0]).toContain('one?');
  });

  it('a megabyte on one line', async () => {
    const started = performance.now();
    const { ids } = await reading({ 'one.md': `# What is one?\n\n## Answer\n\n${'word '.repeat(200_000)}\n`, 'two.md': '# What is two?\n\n## Answer\n\nTwo.\n' });
    expect(ids).toContain('two');
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('twins whose names differ only in composition, which one file system keeps apart and another does not', async () => {
    const [nfc, nfd] = ['café.md'.normalize('NFC'), 'café.md'.normalize('NFD')];
    const { ids, problems } = await reading({ [nfc]: '# What is one?\n\n## Answer\n\nOne.\n', [nfd]: '# What is two?\n\n## Answer\n\nTwo.\n' });
    expect(ids).toEqual(['cafe']);
    expect(problems.filter((each) => each.endsWith('duplicate-id'))).toHaveLength(1);
  });

  it('twins that differ only in case', async () => {
    const { ids, problems } = await reading({ 'Cache.md': '# What is one?\n\n## Answer\n\nOne.\n', 'cache.md': '# What is two?\n\n## Answer\n\nTwo.\n' });
    expect(ids).toEqual(['cache']);
    expect(problems.filter((each) => each.endsWith('duplicate-id'))).toHaveLength(1);
    expect(problems.filter((each) => each.startsWith('Cache.md:1: id'))).toHaveLength(1);
  });

  it('one id in three files: one is asked, and each of the others is named with its line', async () => {
    const file = (n: number): string => `---\nid: same\n---\n# What is number ${n}?\n\n## Answer\n\n${n}.\n`;
    const { ids, problems } = await reading({ 'a.md': file(1), 'b.md': file(2), 'c.md': file(3) });
    expect(ids).toEqual(['same']);
    expect(problems).toEqual(['b.md:4: duplicate-id', 'c.md:4: duplicate-id']);
  });

  it('the same question twice in one document: neither is lost without a word', async () => {
    const { ids, problems } = await reading({ 'notes.md': '## Q1: What is a lock?\n\n**Answer:** A promise.\n\n## Q2: What is a lock?\n\n**Answer:** Something else entirely.\n' });
    expect(ids.length === 2 || problems.length > 0).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
