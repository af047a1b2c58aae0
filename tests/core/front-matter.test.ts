import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { splitFrontMatter } from '../../src/core/front-matter.ts';
import { newWorld, packageRoot, prep } from '../helpers/world.ts';
import { anyText, costOf, holds } from './fixture.ts';

function fieldsOf(text: string): Record<string, unknown> {
  const { fields, fault } = splitFrontMatter(text);
  expect(fault).toBeNull();
  return Object.fromEntries(fields);
}

describe('front matter', () => {
  it('parts a file into fields and a body whose lines keep their numbers', () => {
    expect(splitFrontMatter('---\nid: one\ntags: [a, b]\n---\n# Q\n')).toEqual({
      fields: new Map<string, unknown>([['id', 'one'], ['tags', ['a', 'b']]]),
      lines: ['id: one', 'tags: [a, b]', ''],
      body: '# Q\n',
      bodyLine: 5,
      fault: null,
    }); // prettier-ignore
  });

  it.each([
    ['a byte order mark', '\ufeff---\nid: one\n---\n# Q'],
    ['lines of Windows', '---\r\nid: one\r\n---\r\n# Q'],
    ['lines of old Macs', '---\rid: one\r---\r# Q'],
    ['blanks after the marks', '--- \t\nid: one\n---  \n# Q'],
  ])('is read in spite of %s', (_what, text) => {
    expect(fieldsOf(text)).toEqual({ id: 'one' });
    expect(splitFrontMatter(text)).toMatchObject({ body: '# Q', bodyLine: 4 });
  });

  it('may be empty, or not be there', () => {
    expect(fieldsOf('---\n---\n# Q')).toEqual({});
    expect(fieldsOf('# Q\n---\nid: one\n---\n')).toEqual({});
    expect(splitFrontMatter('').fault).toBeNull();
  });

  it('ends at the end of the file as at the end of a line', () => {
    expect(splitFrontMatter('---\nid: one\n---')).toMatchObject({ body: '', fault: null });
  });

  it.each(['2026-11-20', '010', '0x1f', '0o17', '12:30:45', '1e3', 'yes', 'no', 'true', 'null', '~', '.inf', '.nan', '1_000', '__proto__', 'constructor'])(
    'the value %s stays the text it is',
    (value) => {
      expect(fieldsOf(`---\nid: ${value}\n---\n`)).toEqual({ id: value });
    },
  );

  it('a field with the name of a prototype is a field and nothing more', () => {
    const { fields } = splitFrontMatter('---\n__proto__:\n  polluted: yes\nconstructor: x\n---\n');
    expect([...fields.keys()]).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('front matter that is wrong says so, with its line, and gives no fields', () => {
  it.each([
    ['never closed', '---\nid: one\n# Q\n', 1, /never closed/],
    ['a list', '---\n- one\n---\n# Q\n', 1, /not a list of "name: value"/],
    ['one word', '---\nword\n---\n# Q\n', 1, /not a list of "name: value"/],
    ['a bracket left open', '---\ntheme: caching\ntags: [a, b\n---\n# Q\n', 4, /not YAML/],
    ['a name that stands twice', '---\nid: one\nid: two\n---\n# Q\n', 3, /not YAML/],
    ['a tab for indentation', '---\nphases:\n\t- a\n---\n# Q\n', 3, /not YAML/],
    ['an alias to nothing', '---\nid: *nowhere\n---\n# Q\n', 1, /aliases that lead nowhere/],
    ['too long', `---\nid: ${'x'.repeat(20_000)}\n---\n# Q\n`, 1, /20005 characters long; at most 4096/],
  ])('%s', (_what, text, line, message) => {
    const { fields, fault, body } = splitFrontMatter(text);
    expect(fields.size).toBe(0);
    expect(fault).toMatchObject({ line, message: expect.stringMatching(message) as string });
    expect(body).toContain('# Q');
  });

  it('a tag that YAML does not know says nothing on stderr', () => {
    const warned: unknown[] = [];
    const listen = (warning: unknown): number => warned.push(warning);
    process.on('warning', listen);
    onTestFinished(() => void process.off('warning', listen));
    const { fields } = splitFrontMatter('---\nid: !!js/function "x"\nkind: !thing concept\n? [a, b]\n: c\n---\n');
    expect(fields.get('kind')).toBe('concept');
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => expect(warned).toEqual([]));
  });
});

const codeOpenings = ['---js', '---javascript', '--- js', '---JS', '---JavaScript', '---coffee', '---constructor', '---__proto__', '---json', '---toml', '---js ', '----js', '---\tjs', '---es6', '---cson'];

describe('front matter that is code (T13)', () => {
  it.each(codeOpenings)('%j is never run, and said to be what is wrong', (opening) => {
    const canary = '__canary';
    const code = `module.exports = {}; globalThis.${canary} = true; require('node:fs')`;
    const { fields, fault, body } = splitFrontMatter(`${opening}\n${code}\n---\n# Q\n`);
    expect(fields.size).toBe(0);
    expect(fault).toMatchObject({ line: 1, message: expect.stringContaining(opening.trim()) as string });
    expect(body).toContain('# Q');
    expect(canary in globalThis).toBe(false);
  });

  it('a file of it is named by check with its line, and its question is still asked', async () => {
    const world = newWorld();
    const folder = join(world.home, 'content');
    mkdirSync(folder);
    const canary = join(world.home, 'canary');
    for (const [index, opening] of codeOpenings.entries()) {
      const code = `require('node:fs').writeFileSync(${JSON.stringify(canary)}, '')`;
      writeFileSync(join(folder, `file-${index}.md`), `${opening}\n${code}\n---\n# What is number ${index}?\n\n## Key points\n\n- One\n`);
    }
    const { code, out } = await prep(['check', folder, '--json'], world);
    const { problems } = JSON.parse(out) as { problems: { path: string; line: number; rule: string; message: string }[] };
    expect(code).toBe(3);
    for (const [index, opening] of codeOpenings.entries()) {
      const message = expect.stringContaining(`front matter opens with "${opening.trim().slice(0, 3)}`) as string;
      expect(problems).toContainEqual(expect.objectContaining({ path: join(folder, `file-${index}.md`), line: 1, rule: 'front-matter', message }));
    }
    const list = await prep(['list', '--content', folder, '--json', '--fields', 'question'], world);
    expect((JSON.parse(list.out) as { questions: unknown[] }).questions).toHaveLength(codeOpenings.length);
    expect(existsSync(canary)).toBe(false);
  });
});

describe('front matter that costs (T14)', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`)].join('\n');

  it.each<[string, string, number?]>([
    ['an alias bomb', bomb],
    ['20,000 brackets', `id: ${'['.repeat(20_000)}`],
    ['4,000 brackets', `id: ${'['.repeat(4_000)}`],
    ['1,000 braces', `id: ${'{a: '.repeat(1_000)}`],
    ['2,000 nested lists', '- '.repeat(2_000)],
    ['nested keys', Array.from({ length: 85 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['nested complex keys', '? '.repeat(2_000)],
    ['4,000 quotes', `id: ${'"'.repeat(4_000)}`, 300],
    ['1,000 anchors', `id: ${'&a '.repeat(1_000)}`, 300],
    ['1,000 tags', `id: ${'!a '.repeat(1_000)}`, 300],
  ])('%s ends quickly and is a fault or text', (_what, yaml, mostMs = 100) => {
    splitFrontMatter('---\nid: warm\n---\n');
    const text = `---\n${yaml}\n---\n# Q\n`;
    const cost = (): number => costOf(() => splitFrontMatter(text));
    // The better of two: what else the machine does is not the question.
    expect(Math.min(cost(), cost())).toBeLessThan(mostMs);
    const { fault, fields } = splitFrontMatter(text);
    expect(fault !== null || fields.size > 0).toBe(true);
  });

  it('an alias bomb is a fault, wherever in the fields it would go off', () => {
    for (const field of ['tags: *i', 'title: *i', 'aliases: [*i, *h]', 'x: 1']) {
      const { fault, fields } = splitFrontMatter(`---\n${bomb}\n${field}\n---\n# Q\n`);
      expect(fault?.message).toContain('too many');
      expect(fields.size).toBe(0);
    }
  });

  it('a program of its own reads a bomb and lives', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prep-bomb-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'bomb.md');
    writeFileSync(path, `---\n${bomb}\n---\n# What explodes?\n\n## Answer\n\nNothing.\n`);
    const out = execFileSync(process.execPath, [join(packageRoot, 'bin/prep.js'), 'list', '--content', path], {
      env: { PATH: process.env['PATH'], PREP_DATA_DIR: folder, PREP_CONFIG_DIR: folder, PREP_CACHE_DIR: folder },
      encoding: 'utf8',
      timeout: 10_000,
    });
    expect(out).toContain('What explodes?');
  });
});

it('any text at all is split and never throws', () => {
  const lines = fc.constantFrom('---', '--- ', '---js', 'id: one', 'tags: [a', '- x', '# Q', '', '\t', 'a: &a *a', '"', "'", '{', '? x', '%YAML 1.2', '...', '!!int x', 'a: |', '  b');
  const text = fc.oneof(anyText(60), fc.array(lines, { maxLength: 12 }).map((all) => all.join('\n')));
  holds(
    fc.property(text, (tail) => {
      for (const whole of [tail, `---\n${tail}`, `---\n${tail}\n---\nbody`]) {
        const { fields, fault, bodyLine } = splitFrontMatter(whole);
        expect(bodyLine).toBeGreaterThan(0);
        if (fault) expect(fields.size).toBe(0);
      }
    }),
    200,
  );
});
