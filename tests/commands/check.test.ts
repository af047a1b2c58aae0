import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { json, sampleWorld, writeFiles } from './fixture.ts';

const broken = '---\nkind: cncept\nthme: x\n---\n# What is broken?\n\n## Answr\n\nThis.\n';

describe('check', () => {
  it('has nothing to say of good content', async () => {
    expect(await prep(['check'], sampleWorld())).toEqual({ code: 0, out: '', err: '6 questions, no problem.\n', frames: [], journal: [] });
    expect(json((await prep(['check', '--json'], sampleWorld())).out)).toEqual({ schemaVersion: 1, problems: [] });
  });

  it('fails where there is nothing at all, and says where it looked', async () => {
    const world = sampleWorld();
    const folder = writeFiles(join(world.home, 'empty'), { 'notes/.keep': '', 'README.md': 'Some words about this folder.\n' });
    const { code, out, err } = await prep(['check', folder], world);
    expect({ code, err }).toEqual({ code: 3, err: '0 questions, 1 problem.\n' });
    expect(out).toMatch(new RegExp(`^${folder}:1: no question was found here \\(empty\\): Name a question file,`));
    expect(json((await prep(['check', folder, '--json'], world)).out)['problems']).toMatchObject([{ path: folder, line: 1, rule: 'empty', fixed: false }]);
    expect((await prep(['check'], { ...world, env: { ...world.env, PREP_CONTENT: folder } })).code).toBe(3);
  });

  it('says once what is skipped, and does not send to itself', async () => {
    const world = sampleWorld();
    const folder = writeFiles(join(world.home, 'mixed'), { 'good.md': '---\ntheme: x\n---\n# What is good?\n\n## Answer\n\nThis.\n', 'empty.md': '' });
    const { out, err } = await prep(['config', 'set', 'content', folder], world).then(() => prep(['check'], { ...world, env: {} }));
    expect(out).toContain(`${join(folder, 'empty.md')}:1: `);
    expect(err).toMatch(/^\d+ questions, \d+ problems?\.\n$/);
    expect((await prep(['themes'], { ...world, env: {} })).err).toContain('prep check says how to mend it');
  });

  it('has nothing to say of a folder that holds only what describes a theme', async () => {
    const world = sampleWorld();
    const folder = writeFiles(join(world.home, 'guide'), { 'themes/caching.md': '---\ntitle: Caching\n---\nWhether you know what a copy costs.\n' });
    expect(await prep(['check', folder], world)).toMatchObject({ code: 0, err: '0 questions, no problem.\n' });
  });

  it('shows what it quotes as plain text, and as it is written in JSON', async () => {
    const world = sampleWorld();
    const folder = writeFiles(join(world.home, 'mine'), { 'a.md': '---\nkind: concept\n---\n# What is **a**?\n\n## Answer\n\nThis.\n\n## **Answr** of `x`\n\nThis.\n' });
    expect((await prep(['check', folder], world)).out).toContain('"Answr of x" is not a section that is read');
    expect((await prep(['check', folder, '--json'], world)).out).toContain('**Answr** of `x`');
  });

  it('names file and line of each problem, with the way to mend it, and exits 3', async () => {
    const world = sampleWorld();
    const path = join(writeFiles(world.home, { 'mine/broken.md': broken }), 'mine');
    const { code, out, err } = await prep(['check', path], world);
    expect(code).toBe(3);
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/broken\.md:2: "cncept" is not a kind \(kind\): Use one of/),
      expect.stringMatching(/broken\.md:3: "thme" is not a field that is read \(field\): Did you mean "theme"\?/),
      expect.stringMatching(/broken\.md:7: "Answr" is not a section that is read; .* \(section\): Did you mean "## Answer"\?/),
    ]);
    expect(err).toBe('1 question, 3 problems.\n');
    world.terminal = true;
    const shown = await prep(['check', path], world);
    expect(shown.code).toBe(3);
    expect(shown.out).toMatch(/\n {2}Did you mean "theme"\?\n/);
    expect(shown.out.split('\n').filter((line) => line.length > 80 && line.includes(' '))).toEqual([]);
  });

  it('tells the same in JSON', async () => {
    const world = sampleWorld();
    const path = join(writeFiles(world.home, { 'broken.md': broken }), 'broken.md');
    const { code, out } = await prep(['check', path, '--fields', 'path,line,rule'], world);
    expect(code).toBe(3);
    expect(json(out)['problems']).toEqual([{ path, line: 2, rule: 'kind' }, { path, line: 3, rule: 'field' }, { path, line: 7, rule: 'section' }]); // prettier-ignore
  });

  it('--strict adds the rules that hold for what ships', async () => {
    const world = sampleWorld();
    expect((await prep(['check'], world)).code).toBe(0);
    const { code, out } = await prep(['check', '--strict'], world);
    expect(code).toBe(3);
    expect(out).toMatch(/rate-limiter\.md:\d+: .*words in the answer/);
  });

  it('takes several paths, and says which is not there', async () => {
    const world = sampleWorld();
    writeFiles(world.home, { 'a.md': '# What is a?\n\n## Answer\n\nA.\n', 'b.md': '' });
    const { code, out, err } = await prep(['check', join(world.home, 'a.md'), join(world.home, 'b.md'), join(world.home, 'c.md')], world);
    expect(code).toBe(3);
    expect(out).toMatch(/b\.md:1: this file is empty.*\n.*c\.md:1: there is no such file or folder/);
    expect(err).toBe('1 question, 2 problems.\n');
  });

  it.each([['--content'], []])('lists the problems also where nothing could be loaded (%s)', async (...flag) => {
    const world = sampleWorld();
    const path = join(writeFiles(world.home, { 'bad/empty.md': '', 'bad/only-prose.md': 'No question here.\n' }), 'bad');
    const { code, out } = await prep(['check', ...flag, path], world);
    expect(code).toBe(3);
    expect(out).toMatch(/empty\.md:1: .*\n.*only-prose\.md:1: /);
  });

  it('tells of one id in two files, naming both', async () => {
    const world = sampleWorld();
    const twin = '# What is a twin?\n\n## Answer\n\nThis.\n';
    const path = writeFiles(join(world.home, 'twins'), { 'a/twin.md': twin, 'b/twin.md': twin.replace('This', 'That') });
    const { code, out } = await prep(['check', path], world);
    expect(code).toBe(3);
    expect(out).toMatch(/b\/twin\.md:1: "twin" stands here and in .*a\/twin\.md:1/);
  });
});
