import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { newWorld, prep } from '../helpers/world.ts';
import { idsIn, json, sampleWorld, writeFiles } from './fixture.ts';

const documents = fileURLToPath(new URL('../../../shared/documents/', import.meta.url));
const haveDocuments = existsSync(documents);
if (!haveDocuments) console.warn(`skipped: the source documents are not at ${documents}`);

const question = (text: string): string => `# ${text}\n\n## Answer\n\nThis.\n`;

describe('content paths', () => {
  it.skipIf(!haveDocuments).each([['000', 5], ['001', 10], ['002', 6], ['003', 50], ['004', 2]])('document %s gives %i questions', async (start, count) => {
    const path = join(documents, readdirSync(documents).find((name) => name.startsWith(start)) ?? start);
    const world = newWorld();
    const { code, out, err } = await prep(['list', '--content', path], world);
    expect({ code, err, lines: out.trimEnd().split('\n').length }).toEqual({ code: 0, err: '', lines: count });
    expect((await prep(['quiz', '--plain', '--content', path, '--count', '1'], world, { lines: ['', '3'] })).journal).toHaveLength(1);
  }); // prettier-ignore

  it('are a folder, a question file, or several of them', async () => {
    const { home } = sampleWorld();
    const ids = async (...paths: string[]): Promise<unknown[]> =>
      idsIn((await prep(['list', '--json', ...paths.flatMap((path) => ['--content', join(home, 'sample/questions', path)])], newWorld())).out);
    expect(await ids('caching')).toEqual(['cache-invalidation', 'cache-sizing']);
    expect(await ids('web/http-status.md')).toEqual(['http-status']);
    expect(await ids('web/http-status.md', 'coding')).toEqual(['http-status', 'rate-limiter']);
  });

  it('come from PREP_CONTENT, cut as PATH is, and --content replaces it', async () => {
    const world = sampleWorld();
    const base = join(world.home, 'sample/questions');
    world.env['PREP_CONTENT'] = `${base}/coding:${base}/behavioral`;
    expect(idsIn((await prep(['list', '--json'], world)).out)).toEqual(['conflict-story', 'rate-limiter']);
    expect(idsIn((await prep(['list', '--json', '--content', `${base}/web`], world)).out)).toEqual(['http-status', 'open-question']);
  });

  it('with something broken in them still give the good part, and stderr says what was left out', async () => {
    const world = newWorld();
    world.env['PREP_CONTENT'] = writeFiles(join(world.home, 'mixed'), {
      'good.md': question('What is good?'),
      'empty.md': '',
      'prose.md': 'Nothing is asked here.\n',
      'binary.md': '\u0000\u0001\u0002',
      'front.md': '---\nkind: [unclosed\n---\n# What is half good?\n\n## Answer\n\nYes.\n',
    });
    const { code, out, err } = await prep(['list', '--fields', 'id'], world);
    expect(code).toBe(0);
    expect(idsIn(out)).toEqual(expect.arrayContaining(['good']));
    expect(err).toMatch(/^prep: skipped \S+(?:empty|prose|binary)\.md: .+, and 2 more; prep check says how to mend it\.\n$/);
    const check = await prep(['check'], world);
    expect(check.code).toBe(3);
    for (const name of ['empty.md', 'prose.md', 'binary.md', 'front.md']) expect(check.out).toContain(`${name}:`);
    expect(check.out).not.toContain('good.md:');
  });

  it('that do not exist are wrong usage; beside good ones they are left out aloud', async () => {
    const world = sampleWorld();
    expect(await prep(['list', '--content', '/nowhere/at/all'], world)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('/nowhere/at/all') as string });
    const { code, out, err } = await prep(['list', '--json', '--content', '/nowhere/at/all', '--content', join(world.home, 'sample/questions/web')], world);
    expect({ code, ids: idsIn(out) }).toEqual({ code: 0, ids: ['http-status', 'open-question'] });
    expect(err).not.toBe('');
  });

  it('without any question in them fail and say where they looked', async () => {
    const world = newWorld();
    const path = writeFiles(join(world.home, 'none'), { 'empty.md': '' });
    const { code, out, err } = await prep(['list', '--content', path], world);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(path);
  });

  it('of the person win over what ships, with a problem that names both unless the file says so', async () => {
    const world = newWorld();
    const own = join(world.home, 'data/content/url-shortener.md');
    writeFiles('/', { [own]: question('Mine?') });
    const shown = async (): Promise<unknown> => json((await prep(['show', 'url-shortener', '--fields', 'question,path'], world)).out).questions;
    expect(await shown()).toEqual([{ question: 'Mine?', path: own }]);
    expect((await prep(['check'], world)).out).toContain(own);
    writeFiles('/', { [own]: `---\noverrides: true\n---\n${question('Mine?')}` });
    expect(await shown()).toEqual([{ question: 'Mine?', path: own }]);
    expect((await prep(['check'], world)).out).not.toContain(own);
  });

  it('make the theme of a document from its section, and keep the text as title', async () => {
    const world = newWorld();
    const path = writeFiles(world.home, { 'notes.md': '# My notes\n\n## Big Ideas\n\n### Q1: What is one?\n\n**Answer:** It is one.\n\n### Q2: What is two?\n\n**Answer:** It is two.\n' });
    const { out } = await prep(['list', '--content', join(path, 'notes.md'), '--fields', 'id,theme'], world);
    expect(json(out).questions).toEqual([{ id: 'what-is-one', theme: 'big-ideas' }, { id: 'what-is-two', theme: 'big-ideas' }]); // prettier-ignore
  });
});
